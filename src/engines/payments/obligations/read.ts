import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Obligation, Subject } from '../types.ts';

const COLUMNS = `o.id, o.subject_kind AS "subjectKind", o.subject_id AS "subjectId", o.reference, o.key, o.agency_id AS "agencyId",
  o.payer, o.name, o.base_amount AS "baseAmount", o.quantity, o.exemptions, o.exemption, o.claim, o.proposal, o.amount, o.waits, o.state,
  o.created_at AS "createdAt", o.asked_at AS "askedAt", s.outstanding, s.overpaid, s.held, s.owed_back AS "owedBack"`;
const FROM = 'payments.obligation o JOIN payments.standing s ON s.obligation_id = o.id';

/** Everything that somebody has, or had, to pay for a subject, the oldest first. */
export const obligationsOf = (q: Queryable, subject: Subject): Promise<Obligation[]> =>
  q.query<Obligation>(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE o.subject_id = $1 AND o.subject_kind = $2 ORDER BY o.id`,
    [subject.id, subject.kind],
  );

/** What is to be paid, by its id, as it stands now. */
export const findObligation = (q: Queryable, id: string): Promise<Obligation | undefined> =>
  q.maybe<Obligation>(`SELECT ${COLUMNS} FROM ${FROM} WHERE o.id = $1`, [id]);

/** The obligation, locked until the transaction ends; its subject is locked before it. Throws NOT_FOUND. */
export async function lockObligation(tx: Tx, id: string): Promise<Obligation> {
  const there = await tx.maybe('SELECT id FROM payments.obligation WHERE id = $1 FOR UPDATE', [id]);
  const obligation = there && (await findObligation(tx, id));
  if (!obligation) throw NotFound();
  return obligation;
}

/** All of a subject, locked in order. */
export async function lockObligations(tx: Tx, subject: Subject): Promise<Obligation[]> {
  await tx.query(
    'SELECT id FROM payments.obligation WHERE subject_id = $1 AND subject_kind = $2 ORDER BY id FOR UPDATE',
    [subject.id, subject.kind],
  );
  return obligationsOf(tx, subject);
}

/** Whether a second person has still to confirm it. */
export const isProposed = ({ proposal, state }: Pick<Obligation, 'proposal' | 'state'>): boolean =>
  proposal !== null && proposal.confirmed === null && state === 'planned';

const OPEN: ReadonlySet<Obligation['state']> = new Set(['unset', 'planned', 'due']);

/** Whether something of it is still to be asked for, or to be paid. */
export const isOpen = ({ state }: Pick<Obligation, 'state'>): boolean => OPEN.has(state);

/** What is still to be paid for a subject now, in whole đồng. */
export const dueOf = (obligations: readonly Obligation[]): number =>
  obligations.reduce((sum, o) => sum + (o.state === 'due' ? o.outstanding : 0), 0);

/** Of a charge that was paid: what goes back, or went back, of what was to be paid itself, beside what was paid too much; in whole đồng. */
export const givenBackOf = ({ state, amount, held, owedBack, overpaid }: Obligation): number =>
  state === 'paid' ? Math.max(0, (amount ?? 0) - (held - owedBack - overpaid)) : 0;

/** For which of these subjects of a kind something is still to be paid now. */
export async function owingAmong(q: Queryable, kind: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ id: string }>(
    `SELECT DISTINCT o.subject_id AS id FROM ${FROM}
     WHERE o.subject_id = ANY ($1) AND o.subject_kind = $2 AND o.state = 'due' AND s.outstanding > 0`,
    [ids, kind],
  );
  return new Set(rows.map(row => row.id));
}

/** What is to be paid, or to be said how much, at these agencies; the oldest first. */
export const listDue = (
  q: Queryable,
  agencyIds: readonly string[],
  page: { limit: number; offset: number },
): Promise<Obligation[]> =>
  q.query<Obligation>(
    `SELECT ${COLUMNS} FROM payments.obligation o CROSS JOIN LATERAL (
       SELECT * FROM payments.standing s WHERE s.obligation_id = o.id) s
     WHERE o.agency_id = ANY ($1::uuid[]) AND o.state IN ('unset', 'due') ORDER BY o.id LIMIT $2 OFFSET $3`,
    [agencyIds, page.limit, page.offset],
  );

/** Charges at these agencies that a second person has to confirm, the oldest first; not those that `except` proposed. */
export const listProposed = (
  q: Queryable,
  agencyIds: readonly string[],
  except: string | null,
  limit: number,
): Promise<Obligation[]> =>
  q.query<Obligation>(
    `SELECT ${COLUMNS} FROM payments.obligation o CROSS JOIN LATERAL (
       SELECT * FROM payments.standing s WHERE s.obligation_id = o.id) s
     WHERE o.agency_id = ANY ($1::uuid[]) AND o.state = 'planned' AND o.proposal IS NOT NULL AND o.proposal ->> 'confirmed' IS NULL
       AND ($2::text IS NULL OR o.proposal ->> 'by' <> $2) ORDER BY o.id LIMIT $3`,
    [agencyIds, except, limit],
  );

/** As `findObligation`. Throws NOT_FOUND. */
export async function getObligation(q: Queryable, id: string): Promise<Obligation> {
  const obligation = await findObligation(q, id);
  if (!obligation) throw NotFound();
  return obligation;
}
