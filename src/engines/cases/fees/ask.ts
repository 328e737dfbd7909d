import type { Form, FormData } from '#engines/forms';
import { ask, claimExemption, isClaimed, obligationsOf, raise } from '#engines/payments';
import { AT_SUBMISSION, type Exemption, type Fee, type ProcedureVersion } from '#engines/procedures';
import { liveTasks } from '#engines/work';
import type { Tx } from '#platform/db';
import { usesOf } from '../acts/uses.ts';
import type { CaseDeps } from '../deps.ts';
import { ClaimUndecided, FeeNotSet } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
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

/** Which of a fee's exemptions is claimed by the answer to the form's question on the ground; undefined: none. */
function claimOf(fee: Pick<Fee, 'exemptions' | 'claimHolds'>, ground: string | undefined) {
  const place = ground ? fee.exemptions.findIndex(e => e.grounds?.includes(ground)) : -1;
  return place < 0 ? undefined : { place, holds: fee.claimHolds ?? false };
}

/** The exemption of a fee that is claimed by what was filled in, as it will be when the dossier is received; undefined where none is. */
export function claimedExemption(
  fee: Pick<Fee, 'exemptions' | 'claimHolds'>,
  form: Pick<Form, 'fields'>,
  data: FormData,
): { exemption: Exemption; holds: boolean } | undefined {
  const claim = claimOf(fee, usesOf(form, data).exemption);
  const exemption = claim && fee.exemptions[claim.place];
  return exemption && { exemption, holds: claim.holds };
}

/** Notes that a fee is to be paid, and the exemption that the applicant claims of it. Returns whether that lets it wait. */
async function raiseFee(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  dossier: Dossier,
  fee: KeyedFee,
  actor: Actor,
): Promise<{ id: string; held: boolean }> {
  const id = await raise(
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
  if (!fee.exemptions.some(e => e.grounds?.length)) return { id, held: false };
  const { form } = await loadProcedure(tx, dossier);
  const claim = claimOf(fee, usesOf(form, dossier.data).exemption);
  if (!claim) return { id, held: false };
  const o = await claimExemption(tx, deps.ledger, { obligationId: id, ...claim }, actor);
  return { id, held: claim.holds && isClaimed(o) };
}

/**
 * Asks for the fees whose moment has come: the dossier was received (`at-submission`), or a step has been done (its element).
 * Those of the steps that are open now are noted, so that whoever does the step can say the amount. Where a fee is waited for,
 * the clock stops. Returns the dossier as it is then.
 * Throws CLAIM_UNDECIDED when a step was done and nobody has decided about an exemption that is claimed. Throws FEE_NOT_SET when a step was done and nobody has said what its fee is; at submission that can be said later.
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
  const all = await obligationsOf(tx, subjectOf(dossier));
  const claimed = all.find(isClaimed);
  // Whoever has the dossier first decides: a step further the fee would never be asked for.
  if (claimed && moment && moment !== AT_SUBMISSION) throw ClaimUndecided({ fee: claimed.name });
  const held = all.filter(o => o.askedAt);
  const before = new Set(held.map(o => o.id));
  // What was asked for under another version, at another step, is not asked for twice: the dossier was moved.
  const keys = new Set(fees.map(f => f.key));
  const earlier = new Set(
    held.filter(o => o.state !== 'cancelled' && o.key !== null && !keys.has(o.key)).map(o => o.name),
  );
  const timed = fees.filter(f => f.due && !earlier.has(f.name));
  let asked = 0;
  for (const fee of timed.filter(f => f.due === moment)) {
    const { id, held: claimed } = await raiseFee(tx, deps, dossier, fee, actor);
    if (claimed) continue;
    const now = await ask(tx, deps.ledger, id, actor);
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
