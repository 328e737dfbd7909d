import { ask, obligationsOf, raise } from '#engines/payments';
import { AT_SUBMISSION, type Fee, type ProcedureVersion } from '#engines/procedures';
import { liveTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { FeeNotSet } from '../errors.ts';
import type { Actor, Channel, Dossier } from '../types.ts';
import { followPayments, subjectOf } from './follow.ts';

/** The three channels that a procedure publishes for, of all by which a dossier comes in. */
export const PUBLISHED_CHANNEL = {
  online: 'online',
  'national-portal': 'online',
  api: 'online',
  counter: 'counter',
  post: 'post',
} as const satisfies Record<Channel, string>;

export type KeyedFee = Fee & { key: string };

/**
 * The fees of a version that apply to a channel, with a key that stays when others are added: what is asked for, when, and, should
 * two agree in both, the how-manieth.
 */
export function feesOf(version: Pick<ProcedureVersion, 'fees'>, channel: Channel): KeyedFee[] {
  const seen = new Map<string, number>();
  return version.fees
    .filter(f => !f.channels.length || f.channels.includes(PUBLISHED_CHANNEL[channel]))
    .map(fee => {
      const base = `${fee.due ?? ''}/${fee.name}`;
      const n = (seen.get(base) ?? 0) + 1;
      seen.set(base, n);
      return { ...fee, key: n > 1 ? `${base}/${n}` : base };
    });
}

const raiseFee = (tx: Tx, deps: Pick<CaseDeps, 'ledger'>, dossier: Dossier, fee: KeyedFee, actor: Actor) =>
  raise(
    tx,
    deps.ledger,
    {
      subject: subjectOf(dossier),
      reference: dossier.code,
      key: fee.key,
      agencyId: dossier.receivedBy,
      payer: dossier.applicantName,
      name: fee.name,
      amount: fee.amount,
      exemptions: fee.exemptions,
      waits: fee.waits ?? false,
    },
    actor,
  );

/**
 * Asks for the fees whose moment has come: the dossier was received (`at-submission`), or a step has been done (its element).
 * Those of the steps that are open now are noted, so that whoever does the step can say the amount. Where a fee is waited for,
 * the clock stops. Returns the dossier as it is then.
 * Throws FEE_NOT_SET when a step was done and nobody has said what its fee is; at submission that can be said later.
 */
export async function askFees(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  version: Pick<ProcedureVersion, 'fees'>,
  dossier: Dossier,
  moment: string,
  actor: Actor,
): Promise<Dossier> {
  const fees = feesOf(version, dossier.channel);
  if (!fees.some(f => f.due) || dossier.closedAt) return dossier;
  const held = (await obligationsOf(tx, subjectOf(dossier))).filter(o => o.askedAt);
  const before = new Set(held.map(o => o.id));
  // What was asked for under another version, at another step, is not asked for twice: the dossier was moved.
  const keys = new Set(fees.map(f => f.key));
  const earlier = new Set(
    held.filter(o => o.state !== 'cancelled' && o.key !== null && !keys.has(o.key)).map(o => o.name),
  );
  const timed = fees.filter(f => f.due && !earlier.has(f.name));
  let asked = 0;
  for (const fee of timed.filter(f => f.due === moment)) {
    const now = await ask(tx, deps.ledger, await raiseFee(tx, deps, dossier, fee, actor), actor);
    if (now.state === 'unset' && moment !== AT_SUBMISSION) throw FeeNotSet({ fee: fee.name });
    if (now.state === 'due' && !before.has(now.id)) asked += now.outstanding;
  }
  const steps = new Set((await liveTasks(tx, dossier.id)).map(t => t.elementId));
  for (const fee of timed.filter(f => steps.has(f.due ?? ''))) await raiseFee(tx, deps, dossier, fee, actor);
  return followPayments(
    tx,
    deps,
    dossier,
    asked > 0 ? { what: 'asked', amount: asked, how: null } : null,
    actor,
  );
}
