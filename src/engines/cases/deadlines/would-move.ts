import type { CalendarChange } from '#engines/worktime';
import type { Tx } from '#platform/db';
import { dueOf } from '../acts/deadline.ts';
import { findDossier } from '../read/dossier.ts';
import { mayBeMoved } from './recount-open.ts';

/** So many deadlines are counted before the rest is left to the job that does it. */
const LOOKED_AT = 500;

export type WouldMove = {
  sooner: number;
  later: number;
  /** Deadlines that were counted; when `more`, there are others behind them. */
  counted: number;
  more: boolean;
};

/** How many running deadlines a change of a calendar moves, counted by the calendar as `tx` sees it. Writes nothing. */
export async function wouldMove(tx: Tx, change: CalendarChange, at: Date): Promise<WouldMove> {
  const rows = await mayBeMoved(tx, change, null, LOOKED_AT + 1);
  const found: WouldMove = { sooner: 0, later: 0, counted: 0, more: rows.length > LOOKED_AT };
  for (const { id } of rows.slice(0, LOOKED_AT)) {
    const dossier = await findDossier(tx, id);
    if (!dossier) continue;
    const moved = (await dueOf(tx, dossier, at)).at.getTime() - dossier.dueAt.getTime();
    found.counted += 1;
    if (moved < 0) found.sooner += 1;
    if (moved > 0) found.later += 1;
  }
  return found;
}
