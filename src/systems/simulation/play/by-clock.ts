import { type Dossier, fireFirstTimer, firstLateAt, firstTimerAt, noteFirstLate } from '#engines/cases';
import type { Stage } from './stage.ts';

/**
 * When something comes of a dossier by the clock, though nobody acts: a timer of its process, which waits while the clock of the dossier
 * stands still, or an answer that has not come in time, which lets that clock run on. Null: nothing will.
 */
export async function nextByClock({ q }: Stage, dossier: Dossier): Promise<Date | null> {
  const timer = dossier.paused ? null : await firstTimerAt(q, dossier.id);
  const late = await firstLateAt(q, dossier);
  return timer && (!late || timer < late) ? timer : late;
}

/** Lets come what has come by the clock by `at`. False where nothing has. */
export const passByClock = (stage: Stage, { id }: Dossier, at: Date): Promise<boolean> =>
  stage.act(
    async tx =>
      (await noteFirstLate(tx, stage.cases, id, at)) || (await fireFirstTimer(tx, stage.cases, id, at)),
  );
