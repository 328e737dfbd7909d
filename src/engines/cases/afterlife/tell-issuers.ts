import { cancelTask, liveTasks, openTask } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { heirOf } from '../process/heir.ts';
import { loadProcedure } from '../process/load.ts';
import { taskAbout } from '../process/new-task.ts';
import { listResults } from '../read/dossier.ts';
import { correctedUnder } from '../results/corrected-under.ts';
import type { Dossier, Result } from '../types.ts';
import { listResultActs } from './read-acts.ts';

/** How the mark of a notice begins that a result bears what was corrected since on another; then the result's kind. It is read, and moves nothing. */
const BEARS_OLD_REF = 'bears-old:';

/** What such a notice is called: the program's own words before the paper's. */
const STEP = 'Xem lại văn bản ghi theo bản cũ';

/** A result was corrected, or ended by a decision: nobody need look at it any more. */
export const endNotice = (tx: Tx, dossierId: string, { kind }: Pick<Result, 'kind'>, at: Date) =>
  cancelTask(tx, dossierId, `${BEARS_OLD_REF}${kind}`, at);

/**
 * A result was corrected just now: who issued others that rest on it and hold is told by a notice in the inbox of those who may correct them. Told
 * once, until that is read.
 */
export async function tellIssuers(
  tx: Tx,
  deps: Pick<CaseDeps, 'templates'>,
  dossier: Dossier,
  corrected: Pick<Result, 'id' | 'kind'>,
  at: Date,
): Promise<void> {
  await endNotice(tx, dossier.id, corrected, at);
  const known = {
    results: await listResults(tx, dossier.id),
    resultActs: await listResultActs(tx, dossier.id),
  };
  const live = await liveTasks(tx, dossier.id);
  const { version } = await loadProcedure(tx, dossier);
  for (const result of known.results) {
    const ref = `${BEARS_OLD_REF}${result.kind}`;
    if (result.status !== 'valid' || live.some(task => task.ref === ref)) continue;
    if (!correctedUnder(deps, dossier, known, result).some(act => act.resultId === corrected.id)) continue;
    const agency = await heirOf(tx, dossier, result.agencyId, localDate(at));
    if (!agency) continue;
    await openTask(
      tx,
      taskAbout(dossier, version.name, {
        step: `${STEP}: ${result.title} ${result.number}`,
        elementId: result.kind,
        ref,
        agencyId: agency.id,
        permission: 'result.correct',
        dueAt: null,
      }),
      at,
    );
  }
}
