import type { EndingsArgued, RevocationsArgued } from '#engines/cases';
import { fileLimit, type LawLimit } from './rules/limits.ts';

// At most.
const DAYS: Readonly<Record<string, number>> = { 'calendar-day': 1, 'working-day': 2, month: 31 };

/**
 * The time within which one may complain, twice: it runs from the day on which one knew, stands still while one is hindered (Law on Complaints
 * 02/2011/QH13, article 9), and ends on a day of work. What a dossier was before it was ended is worth keeping a little too long.
 */
function longBefore({ n, unit }: LawLimit, now: Date): Date {
  const days = 2 * n * (DAYS[unit] ?? 31);
  return new Date(now.getTime() - days * 86_400_000);
}

/**
 * Until when a refusal or a stop may be found wrong: while one may complain; while a complaint about it is open, or one that was upheld is not carried
 * out; and after the first was settled, while a second may follow (article 33).
 */
export const arguedAbout: EndingsArgued = {
  since: now => longBefore(fileLimit(1), now),
  among: async (q, dossierIds, now) => {
    const rows = await q.query<{ id: string }>(
      `SELECT DISTINCT dossier_id AS id FROM complaints.complaint
       WHERE dossier_id = ANY ($1::uuid[]) AND ground IN ('refusal', 'stop') AND (closed_at IS NULL
         OR to_carry_out OR (level = 1 AND status = 'settled' AND closed_at > $2))`,
      [dossierIds, longBefore(fileLimit(2, true), now)],
    );
    return rows.map(row => row.id);
  },
};

/** Decisions that ended a result: those about which a complaint is open, or one that was upheld is not carried out. */
export const revocationsComplainedAbout: RevocationsArgued = async (q, acts) => {
  const rows = await q.query<{ id: string }>(
    `SELECT DISTINCT ground_id AS id FROM complaints.complaint WHERE dossier_id = ANY ($1::uuid[]) AND ground = 'decision'
       AND ground_id = ANY ($2::uuid[]) AND (closed_at IS NULL OR to_carry_out)`,
    [acts.map(a => a.dossierId), acts.map(a => a.id)],
  );
  return rows.map(row => row.id);
};
