import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';

/** As the database has it for an office that has chosen nothing. */
const EARLY_MINUTES = 15;
export const MOST_EARLY_MINUTES = 120;

/** How many minutes before its desks open an office gives numbers to those who take them themselves. */
export const earlyMinutes = async (q: Queryable, agencyId: string): Promise<number> =>
  (
    await q.maybe<{ minutes: number }>(
      'SELECT early_minutes AS minutes FROM hall.setting WHERE agency_id = $1',
      [agencyId],
    )
  )?.minutes ?? EARLY_MINUTES;

/** Sets it; the ledger says who did. Said twice it is the same. */
export async function setEarlyMinutes(
  tx: Tx,
  { agencyId, minutes }: { agencyId: string; minutes: number },
  act: Act,
): Promise<void> {
  const changed = await tx.run(
    `INSERT INTO hall.setting (agency_id, early_minutes) VALUES ($1, $2)
     ON CONFLICT (agency_id) DO UPDATE SET early_minutes = excluded.early_minutes WHERE hall.setting.early_minutes <> excluded.early_minutes`,
    [agencyId, minutes],
  );
  if (!changed) return;
  await act.ledger.append(tx, {
    kind: 'hall.early-set',
    subject: `hall:${agencyId}`,
    actor: act.actor,
    at: act.at,
    post: act.post ?? null,
    agency: agencyId,
    body: { agency: agencyId, minutes },
  });
}
