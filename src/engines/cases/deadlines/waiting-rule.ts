import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';

/** How many days an applicant can be given, least and most (the table's own bounds). */
export const WAITING_DAYS = { least: 1, most: 365 } as const;

/**
 * After how many calendar days of waiting for papers or money of the applicant who keeps a dossier may stop it by himself. Until then,
 * and for any other reason, who answers for the agency decides.
 */
export async function waitingDays(q: Queryable): Promise<number> {
  const { days } = await q.one<{ days: number }>('SELECT days FROM cases.waiting_rule');
  return days;
}

/** Dossiers that wait already are judged by the new number too: nobody's stop is undone by it. Within `WAITING_DAYS`; written once when pressed twice. */
export async function setWaitingDays(tx: Tx, days: number, act: Act): Promise<void> {
  const changed = await tx.run('UPDATE cases.waiting_rule SET days = $1 WHERE days <> $1', [days]);
  if (!changed) return;
  await act.ledger.append(tx, {
    kind: 'waiting-rule.set',
    subject: 'rule:waiting',
    actor: act.actor,
    post: act.post ?? null,
    agency: act.agency ?? null,
    at: act.at,
    body: { days },
  });
}
