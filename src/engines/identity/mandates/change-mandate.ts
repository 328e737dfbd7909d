import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { getAccount } from '../accounts/account.ts';
import { NUMBER } from '../accounts/profile.ts';
import { record } from '../entries/record.ts';
import { MandateMany, MandateManyToday, MandateOfOneself, MandateUntilWrong } from '../errors.ts';
import type { Vault } from '../vault/vault.ts';
import { invitationsFor, type MandateScope, mandatesGiven, type Relation } from './mandate.ts';

/** So many stand at a time: more than a family needs, fewer than a trade. */
const MOST_MANDATES = 10;
/** So many telephones are written to in the name of one person within a day: what it sends is in nobody's hands but his. */
const MOST_TOLD_A_DAY = 5;
/** The longest that a mandate runs, in days. */
const LONGEST = 2 * 366;
const DAY = 86_400_000;

export type NewMandate = MandateScope & {
  name: string;
  relation: Relation;
  /** E.164, or … */
  phone?: string;
  /** … twelve digits. */
  personalNumber?: string;
  /** The last day, `YYYY-MM-DD`. */
  until: string;
};

/** Whether a mandate that is given at `at` may have this last day, `YYYY-MM-DD`. */
export const mayRunUntil = (until: string, at: Date): boolean =>
  until >= localDate(at) && until <= localDate(new Date(at.getTime() + LONGEST * DAY));

const subjectOf = (principalId: string) => `account:${principalId}`;
const lock = (tx: Tx, accountId: string) =>
  tx.query('SELECT FROM identity.account WHERE id = $1 FOR UPDATE', [accountId]);

/**
 * Invites somebody to act in the name of `principalId`. Whether anybody has that telephone or number is not told. The same invitation
 * while it stands gets the new end and name. Returns its id.
 *
 * | refusal | when |
 * | --- | --- |
 * | MANDATE_OF_ONESELF | it is the principal's own telephone or number |
 * | MANDATE_UNTIL_WRONG | the last day is past, or more than two years ahead |
 * | MANDATE_MANY | ten stand already |
 * | MANDATE_MANY_TODAY | five telephones were invited within 24 hours, whatever became of it |
 */
export async function inviteDelegate(
  tx: Tx,
  vault: Vault,
  principalId: string,
  input: NewMandate,
  act: Act,
): Promise<string> {
  await lock(tx, principalId);
  const principal = await getAccount(tx, principalId);
  const key = input.personalNumber ? vault.digest(NUMBER, input.personalNumber) : null;
  const own = await tx.maybe('SELECT FROM identity.account WHERE id = $1 AND personal_number_key = $2', [
    principalId,
    key,
  ]);
  if (own || (input.phone && input.phone === principal.phone)) throw MandateOfOneself();
  const today = localDate(act.at);
  if (!mayRunUntil(input.until, act.at)) throw MandateUntilWrong();
  const standing = (await mandatesGiven(tx, principalId)).filter(m => !m.endedAt && m.until >= today);
  const { id } = await tx.one<{ id: string }>(
    `INSERT INTO identity.mandate (id, principal_id, phone, number_key, name, relation, scope, scope_code, until, made_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (principal_id, coalesce(phone, encode(number_key, 'hex')), scope, coalesce(scope_code, '')) WHERE ended_at IS NULL
     DO UPDATE SET name = excluded.name, relation = excluded.relation, until = excluded.until RETURNING id`,
    [
      newId(),
      principalId,
      input.phone ?? null,
      key,
      input.name,
      input.relation,
      input.scope,
      input.code,
      input.until,
      act.at,
    ],
  );
  if (standing.length >= MOST_MANDATES && !standing.some(m => m.id === id))
    throw MandateMany({ most: MOST_MANDATES });
  const { told } = await tx.one<{ told: number }>(
    'SELECT count(DISTINCT phone) AS told FROM identity.mandate WHERE principal_id = $1 AND made_at > $2',
    [principalId, new Date(act.at.getTime() - DAY)],
  );
  if (input.phone && Number(told) > MOST_TOLD_A_DAY && !standing.some(m => m.id === id))
    throw MandateManyToday({ most: MOST_TOLD_A_DAY });
  await record(tx, act, {
    kind: 'identity.mandate-offered',
    subject: subjectOf(principalId),
    body: { mandate: id, relation: input.relation, scope: input.scope, code: input.code, until: input.until },
    personal: { name: input.name },
  });
  return id;
}

/** Takes an invitation, or turns it down. Taken twice it is taken once. Throws NotFound for what was not sent to this account. */
export async function answerMandate(
  tx: Tx,
  accountId: string,
  input: { mandateId: string; take: boolean },
  act: Act,
): Promise<void> {
  const found = (await invitationsFor(tx, accountId, act.at)).find(m => m.id === input.mandateId);
  if (!found) {
    const taken = await tx.maybe('SELECT FROM identity.mandate WHERE id::text = $1 AND delegate_id = $2', [
      input.mandateId,
      accountId,
    ]);
    if (taken && input.take) return;
    throw NotFound();
  }
  await lock(tx, found.principalId);
  const changed = input.take
    ? await tx.run(
        'UPDATE identity.mandate SET delegate_id = $2, taken_at = $3 WHERE id = $1 AND delegate_id IS NULL AND ended_at IS NULL',
        [found.id, accountId, act.at],
      )
    : await tx.run(
        `UPDATE identity.mandate SET ended_at = $2, ended_by = 'delegate' WHERE id = $1 AND delegate_id IS NULL AND ended_at IS NULL`,
        [found.id, act.at],
      );
  if (!changed) throw NotFound();
  await record(tx, act, {
    kind: input.take ? 'identity.mandate-taken' : 'identity.mandate-declined',
    subject: subjectOf(found.principalId),
    body: { mandate: found.id },
  });
}

/** That a mandate was ended: by whom, and the other account that it was with (null: nobody had taken it). */
type MandateEnd = { by: 'principal' | 'delegate'; otherId: string | null };

/**
 * Ends a mandate at once: by whoever gave it, or by who holds it. Ended twice it is ended once: undefined the second time. Throws
 * NotFound.
 */
export async function endMandate(
  tx: Tx,
  accountId: string,
  mandateId: string,
  act: Act,
): Promise<MandateEnd | undefined> {
  const row = await tx.maybe<{ principalId: string; delegateId: string | null }>(
    `SELECT principal_id AS "principalId", delegate_id AS "delegateId" FROM identity.mandate
     WHERE id::text = $1 AND (principal_id = $2 OR delegate_id = $2)`,
    [mandateId, accountId],
  );
  if (!row) throw NotFound();
  await lock(tx, row.principalId);
  const by = row.principalId === accountId ? 'principal' : 'delegate';
  const changed = await tx.run(
    'UPDATE identity.mandate SET ended_at = $2, ended_by = $3 WHERE id::text = $1 AND ended_at IS NULL',
    [mandateId, act.at, by],
  );
  if (!changed) return undefined;
  await record(tx, act, {
    kind: 'identity.mandate-ended',
    subject: subjectOf(row.principalId),
    body: { mandate: mandateId, by },
  });
  return { by, otherId: by === 'principal' ? row.delegateId : row.principalId };
}
