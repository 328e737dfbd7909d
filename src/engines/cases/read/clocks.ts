import type { Calendar, Counted } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { calendarOf } from '../acts/deadline.ts';
import { limitsCounted } from './dossier.ts';

/** By whose calendar a dossier's limit is counted, and how. */
export type DossierClock = { calendar: Calendar; counted: Counted | undefined };

type Row = { id: string; agencyId: string; clockAgencyId: string | null; receivedAt: Date };

/** The clocks of these dossiers, by their ids; each calendar is loaded once. */
export async function clocksOf(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DossierClock>> {
  const rows = await q.query<Row>(
    `SELECT id, agency_id AS "agencyId", clock_agency_id AS "clockAgencyId", received_at AS "receivedAt"
     FROM cases.dossier WHERE id = ANY ($1::uuid[])`,
    [ids],
  );
  const limits = await limitsCounted(q, ids);
  const loaded = new Map<string, Promise<Calendar>>();
  const clocks = new Map<string, DossierClock>();
  for (const row of rows) {
    const key = `${row.clockAgencyId ?? row.agencyId} ${localDate(row.receivedAt)}`;
    const loading = loaded.get(key) ?? calendarOf(q, row);
    loaded.set(key, loading);
    clocks.set(row.id, { counted: limits.get(row.id), calendar: await loading });
  }
  return clocks;
}
