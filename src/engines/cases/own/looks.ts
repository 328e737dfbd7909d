import type { Queryable } from '#platform/db';
import type { Lang } from '#platform/i18n';
import type { Ledger } from '#platform/ledger';
import {
  agenciesOfPosts,
  agencyNames,
  delegateReaders,
  type ReaderPost,
  readerPosts,
} from '../read/names.ts';

/**
 * That an agency opened somebody's record: in which post, when and what for. Whose eyes it was stays with the agency. Or that somebody did who
 * acts in his name, by name.
 */
export type OwnLook = ReaderPost & {
  at: Date;
  agency: string | null;
  purpose: string;
  /** Who acts in the person's name; null: an agency. */
  delegate: string | null;
  /** Of the dossier that was opened; null: what is known of the person himself. */
  code: string | null;
};

/** Of so many dossiers, the newest, the readings are told. */
const MOST_DOSSIERS = 500;

/** Who opened a person's dossiers and data, the newest first (Law 91/2025/QH15: whom data are about may know). */
export async function listLooks(
  q: Queryable,
  ledger: Pick<Ledger, 'accessesOf'>,
  accountId: string,
  page: { limit: number; offset: number; lang?: Lang },
): Promise<OwnLook[]> {
  const dossiers = await q.query<{ id: string; code: string }>(
    'SELECT id, code FROM cases.dossier WHERE applicant_id = $1 ORDER BY id DESC LIMIT $2',
    [accountId, MOST_DOSSIERS],
  );
  const codes = new Map(dossiers.map(d => [`dossier:${d.id}`, d.code]));
  const readings = await ledger.accessesOf(q, [`account:${accountId}`, ...codes.keys()], page);
  const postOf = await readerPosts(q, readings, page.lang);
  const delegate = await delegateReaders(q, readings, { accountId });
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
    purpose: r.purpose,
    delegate: delegate(r),
    code: codes.get(r.subject) ?? null,
  }));
}
