import {
  type Actor,
  type ByDecision,
  type CaseDeps,
  type Dossier,
  findDossier,
  findDossierByCode,
  liftRevocation,
  reopenByDecision,
  tidyCode,
  writtenReason,
} from '#engines/cases';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { fold } from '#platform/text';
import { lockComplaint } from '../data/read.ts';
import { whoDid } from '../data/who-did.ts';
import { dutyHeld } from '../duty-held.ts';
import {
  CarryOutFirst,
  CarryOutNamed,
  CarryOutOther,
  ComplaintCarriedOut,
  ComplaintMoved,
} from '../errors.ts';
import { type CarriedOut, type Complaint, waitsToBeCarriedOut } from '../types.ts';
import { record } from './record.ts';
import { mayElsewhere, nameableIn, type Way, wayOf } from './ways.ts';

type Deps = Pick<CaseDeps, 'ledger' | 'vault' | 'revocationsArgued'>;
type Done = {
  how: CarriedOut;
  /** Of the dossier in which the matter goes on instead. */
  code?: string;
  /** The act on the result that fulfils the decision; `reason`: why, where somebody names it. */
  act?: string;
  reason?: string;
};

/** The decision as acts on the dossier name it. */
const decisionOf = ({ decisionNumber, closedAt, receivedAt, agencyId }: Complaint): ByDecision => ({
  number: `${decisionNumber}/QĐ-GQKN`,
  on: localDate(closedAt ?? receivedAt),
  agencyId,
});

/** Of the same person, and received since the decision that was wrong. Throws COMPLAINT_OTHER_DOSSIER. */
async function otherDossier(tx: Tx, code: string, { ground }: Complaint, dossier: Dossier): Promise<string> {
  const other = code ? await findDossierByCode(tx, tidyCode(code)) : undefined;
  const same =
    other &&
    ((other.applicantId !== null && other.applicantId === dossier.applicantId) ||
      fold(other.ownerName) === fold(dossier.ownerName));
  if (!other || !same || other.id === dossier.id || other.receivedAt < ground.at) throw CarryOutOther();
  return other.code;
}

type Wish = {
  id: string;
  /** Of the dossier in which the matter goes on instead. */
  code: string;
  /** The act on the result that fulfils the decision though it was not done after it, and why it does. */
  named?: { act: string; reason: string } | undefined;
  /** Why what was revoked holds again beside another result of the same matter. */
  whyDespite?: string | undefined;
};

/** What was done with the result before the decision, or ended it otherwise, as somebody names it. Throws COMPLAINT_NAMED_ACT, REASON_MISSING. */
function byNamed(way: Way, { act, reason }: NonNullable<Wish['named']>, code: string): Done {
  if (code || !nameableIn(way).some(a => a.id === act)) throw CarryOutNamed();
  return { how: 'named', act, reason: writtenReason(reason) };
}

async function carry(
  tx: Tx,
  deps: Deps,
  complaint: Complaint,
  { code, named, whyDespite }: Omit<Wish, 'id'>,
  actor: Actor,
): Promise<Done> {
  const dossier = await findDossier(tx, complaint.dossierId);
  if (!dossier) throw NotFound();
  const way = await wayOf(tx, deps, { complaint, dossier }, actor.at);
  const decision = decisionOf(complaint);
  if (named) return byNamed(way, named, code);
  if (mayElsewhere(way, complaint))
    return { how: 'elsewhere', code: await otherDossier(tx, code, complaint, dossier) };
  if (way.kind === 'reopen') {
    const wish = { dossierId: dossier.id, endedAt: complaint.ground.at, decision };
    await reopenByDecision(tx, deps, wish, actor);
    return { how: 'reopened' };
  }
  if (way.kind === 'lift') {
    const wish = { dossierId: dossier.id, actId: complaint.ground.id ?? '', decision, whyDespite };
    await liftRevocation(tx, deps, wish, actor);
    return { how: 'lifted' };
  }
  if (!way.done) throw CarryOutFirst();
  return { how: 'result', act: way.done.id };
}

/** Writes down that a decision was carried out; in the transaction in which it was. */
export async function writeCarriedOut(
  tx: Tx,
  deps: { ledger: Pick<CaseDeps['ledger'], 'append'> },
  { id }: Pick<Complaint, 'id'>,
  { how, code, act, reason }: Done,
  actor: Actor,
): Promise<Complaint> {
  await tx.run(
    `UPDATE complaints.complaint SET carried_out_at = $2, carried_out_by = $3, carried_out_how = $4, carried_out_code = $5,
       carried_out_act = $6, carried_out_reason = $7 WHERE id = $1`,
    [id, actor.at, actor.accountId, how, code ?? null, act ?? null, reason ?? null],
  );
  const complaint = await lockComplaint(tx, id);
  const body = { how, code: code ?? null, ...(act ? { act } : {}) };
  await record(tx, deps.ledger, complaint, actor, 'carried-out', body, reason ? { reason } : {});
  return complaint;
}

/**
 * A decision that upholds a complaint is carried out (Law on Complaints 02/2011/QH13, articles 44 to 46): a dossier that was refused or
 * stopped is opened again, a revocation is lifted, in one transaction with its being written down. Where that cannot be any more, `code`
 * names the dossier in which the matter goes on. What a decision demands of a result is done on the result, or on the paper that took its place, after the
 * decision; `named`: what was done before. Asked for twice by one person it is done once.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such complaint |
 * | COMPLAINT_CARRIED_OUT | somebody else has carried it out |
 * | COMPLAINT_REPLACED | the decision on the second complaint has taken its place |
 * | COMPLAINT_RESTS | a second complaint runs |
 * | COMPLAINT_MOVED | it was not settled, or what it is about was kept |
 * | COMPLAINT_CARRY_OUT_FIRST | what the decision demands of the result was not done |
 * | COMPLAINT_OTHER_DOSSIER | there is no other dossier of that code, of the same person and received since |
 * | COMPLAINT_NAMED_ACT | what is named is no such act on its result, or another dossier is named as well |
 * | REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE | nothing says why what is named fulfils it |
 * | OTHER_RESULT_HOLDS | another result of the same matter holds, and nobody wrote why what was revoked is to hold as well |
 */
export async function carryOut(tx: Tx, deps: Deps, { id, ...wish }: Wish, actor: Actor): Promise<Complaint> {
  const complaint = await lockComplaint(tx, id);
  if (complaint.carriedOutAt) {
    const first = await whoDid(tx, deps.ledger, complaint, 'carried-out');
    if (!first || first.actor === actor.accountId) return complaint;
    throw ComplaintCarriedOut({ decision: complaint.decisionNumber ?? '', who: first.who, at: first.at });
  }
  const held = await dutyHeld(tx, complaint);
  if (held) throw held;
  if (!waitsToBeCarriedOut(complaint)) throw ComplaintMoved({ number: complaint.number });
  const done = await carry(tx, deps, complaint, wish, actor);
  return writeCarriedOut(tx, deps, complaint, done, actor);
}
