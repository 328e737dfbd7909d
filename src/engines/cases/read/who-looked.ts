import type { Queryable } from '#platform/db';
import type { Lang } from '#platform/i18n';
import type { Ledger } from '#platform/ledger';
import type { Dossier } from '../types.ts';
import { agenciesOfPosts, agencyNames, delegateReaders, type ReaderPost, readerPosts } from './names.ts';

/** Whose eyes it was stays with the agency; who acts in the citizen's name is named (`delegate`). */
export type Look = ReaderPost & { at: Date; agency: string | null; delegate: string | null };

/** Who opened a dossier, the newest first: the citizen may know (Law 91/2025/QH15). One line a person and hour. */
export async function whoLooked(
  q: Queryable,
  ledger: Ledger,
  dossier: Dossier,
  lang: Lang = 'vi',
): Promise<Look[]> {
  const readings = (await ledger.accesses(q, `dossier:${dossier.id}`)).slice(0, 50);
  const postOf = await readerPosts(q, readings, lang);
  const delegate = await delegateReaders(q, readings, { accountId: dossier.applicantId });
  const ofPost = await agenciesOfPosts(
    q,
    readings.map(r => r.post),
  );
  const agencyOf = (r: { post: string | null; agency: string | null }) => ofPost.get(r.post) ?? r.agency;
  const agencyName = await agencyNames(
    q,
    readings.map(r => ({ agencyId: agencyOf(r), at: r.at })),
  );
  return readings.map(r => ({
    at: r.at,
    ...postOf(r),
    agency: agencyName(agencyOf(r), r.at),
    delegate: delegate(r),
  }));
}
