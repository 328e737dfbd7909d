import { resumeTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { recountTimers } from '../process/timers.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { recount } from './deadline.ts';
import { addPapers, type NewPaper } from './papers.ts';
import { record } from './record.ts';
import { move } from './status.ts';
import { optionalText } from './written.ts';

/**
 * The citizen (or the counter for him) hands in what was asked for. The clock runs on from here; the due time moves by
 * the working time that was waited. Throws ActNotAllowedNow when nothing is asked for, ReasonTooLong.
 */
export async function supplement(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { dossierId: string; papers: readonly NewPaper[]; note?: string },
  actor: Actor,
): Promise<Dossier> {
  const note = optionalText(input.note ?? '');
  const dossier = await move(tx, await lockDossier(tx, input.dossierId), 'supplement', actor.at);
  await tx.run(
    `UPDATE cases.pause SET span = tstzrange(lower(span), $2) WHERE dossier_id = $1 AND kind = 'supplement' AND upper_inf(span)`,
    // A span of no length would be empty: an answer within the same moment waits a millisecond.
    [dossier.id, new Date(Math.max(actor.at.getTime(), (await pausedSince(tx, dossier.id)) + 1))],
  );
  await tx.run(
    'UPDATE cases.supplement_request SET answered_at = $2 WHERE dossier_id = $1 AND answered_at IS NULL',
    [dossier.id, actor.at],
  );
  const papers = await addPapers(tx, dossier.id, input.papers, actor.at, { replace: true });
  const running = await recount(tx, dossier, actor.at);
  await resumeTasks(tx, dossier.id, running.dueAt);
  await recountTimers(tx, running, actor.at);
  await record(
    tx,
    deps.ledger,
    running,
    actor,
    'supplemented',
    {},
    {
      papers: papers.map(p => p.sha256),
      ...(note ? { note } : {}),
    },
  );
  return running;
}

const pausedSince = async (tx: Tx, dossierId: string): Promise<number> =>
  (
    await tx.one<{ since: Date }>(
      'SELECT lower(span) AS since FROM cases.pause WHERE dossier_id = $1 AND upper_inf(span)',
      [dossierId],
    )
  ).since.getTime();
