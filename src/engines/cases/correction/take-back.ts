import type { FormData } from '#engines/forms';
import { renamePayer } from '#engines/payments';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { subjectOf } from '../fees/follow.ts';
import { loadProcedure } from '../process/load.ts';
import type { Actor, Dossier } from '../types.ts';
import { accountFollows } from './account-follows.ts';
import { dropCorrection, standCorrected } from './answers-correction.ts';

/** A correction of the answers is taken back: they are what they were, and all that followed them follows again. */
export async function takeBackCorrection(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger' | 'vault'>,
  dossier: Dossier,
  entryId: string,
  actor: Actor,
): Promise<Dossier> {
  const { form, version } = await loadProcedure(tx, dossier);
  const before = await dropCorrection(tx, entryId, actor.at);
  const now = await standCorrected(tx, version, dossier, before);
  const name = { from: dossier.applicantName, to: now.applicantName };
  await renamePayer(tx, deps.ledger, subjectOf(dossier), name, actor);
  await accountFollows(
    tx,
    deps.vault,
    dossier.applicantId,
    form,
    { was: { ...dossier, data: dossier.data as FormData }, is: before },
    { ledger: deps.ledger, actor: actor.accountId, post: actor.postId, agency: actor.agencyId, at: actor.at },
  );
  return now;
}
