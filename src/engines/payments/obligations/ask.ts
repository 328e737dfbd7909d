import { newId, type Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import type { Actor, Exemption, Obligation, Subject } from '../types.ts';
import { plainReference, purposeOf } from '../vietqr/purpose.ts';
import { owe } from './owe.ts';
import { isProposed, lockObligation } from './read.ts';
import { record, settle } from './settle.ts';

export type NewObligation = {
  subject: Subject;
  /** What the payer writes as purpose, e.g. the dossier's code. */
  reference: string;
  /** The rule that asks for it; the same rule asks a subject once. null: an official does. */
  key: string | null;
  /** The agency that collects. */
  agencyId: string;
  payer: string;
  name: string;
  /** As published; null where somebody has to say it. */
  amount: number | null;
  /** How often that rate is asked for, up to 100; once unless said. */
  quantity?: number;
  exemptions: readonly Exemption[];
  /** The time limit stands still until it is paid. */
  waits: boolean;
};

/**
 * Notes that something is to be paid for a locked subject, without asking for it yet (`ask`). Returns its id; the same key a
 * second time: the first one's.
 */
export async function raise(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  input: NewObligation,
  actor: Actor,
): Promise<string> {
  const { subject, key } = input;
  const held = key && (await findByKey(tx, subject, key));
  if (held) return held;
  const id = newId(actor.at.getTime());
  const { amount: rate, quantity = 1 } = input;
  const amount = rate === null ? null : rate * quantity;
  await tx.run(
    `INSERT INTO payments.obligation (id, subject_kind, subject_id, reference, key, agency_id, payer, name, base_amount,
       exemptions, amount, waits, state, created_at, quantity)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11, $12, $13, $14)`,
    [
      id,
      subject.kind,
      subject.id,
      input.reference,
      key,
      input.agencyId,
      input.payer,
      input.name,
      amount,
      JSON.stringify(input.exemptions),
      input.waits,
      amount === null ? 'unset' : 'planned',
      actor.at,
      quantity,
    ],
  );
  await tx.run(
    `INSERT INTO payments.reference (plain, subject_kind, subject_id) VALUES ($1, $2, $3)
     ON CONFLICT (subject_id) DO NOTHING`,
    [plainReference(purposeOf(input.reference)), subject.kind, subject.id],
  );
  await record(tx, ledger, await lockObligation(tx, id), actor, {
    kind: 'raised',
    body: {
      of: `${subject.kind}:${subject.id}`,
      reference: input.reference,
      name: input.name,
      waits: input.waits,
      ...(quantity > 1 && { quantity }),
    },
    personal: { payer: input.payer },
  });
  return id;
}

const findByKey = async (tx: Tx, subject: Subject, key: string): Promise<string | undefined> =>
  (
    await tx.maybe<{ id: string }>(
      'SELECT id FROM payments.obligation WHERE subject_kind = $1 AND subject_id = $2 AND key = $3',
      [subject.kind, subject.id, key],
    )
  )?.id;

/**
 * Asks for what was noted, as far as its amount is known; the subject is locked. Asked once already, unset, or not confirmed yet: nothing
 * happens.
 * Returns how the obligation stands.
 */
export async function ask(
  tx: Tx,
  ledger: Pick<Ledger, 'append'>,
  obligationId: string,
  actor: Actor,
): Promise<Obligation> {
  const o = await lockObligation(tx, obligationId);
  if (o.state !== 'planned' || o.amount === null || isProposed(o)) return o;
  await tx.run('UPDATE payments.obligation SET asked_at = $2, state = $3 WHERE id = $1', [
    o.id,
    actor.at,
    o.amount === 0 ? 'exempt' : 'due',
  ]);
  await owe(tx, o, o.amount, actor);
  return settle(tx, ledger, o.id, actor, { kind: 'asked' });
}
