import {
  type Actor,
  type CaseDeps,
  type Dossier,
  findDossier,
  heirOf,
  signByBoth,
  storePaper,
  writtenReason,
} from '#engines/cases';
import { nextNumber, yearOf } from '#engines/numbering';
import { due, loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Db, Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { drawSettlement } from '../answer-paper.ts';
import { lockComplaint, partOf, settledAfter } from '../data/read.ts';
import { ComplaintOwnDecision, DecisionChanged, RemedyWrong } from '../errors.ts';
import { movedError } from '../moved-error.ts';
import { carryOutLimit } from '../rules/limits.ts';
import { settlingAgency } from '../settling-agency.ts';
import type { Complaint, Remedy, Settlement } from '../types.ts';
import { decisionMark, decisionOf } from './decision.ts';
import { endFirstDuty, lockFirst } from './first-duty.ts';
import { record } from './record.ts';

/** What has to be done with what was complained about, where it is changed. */
export const remediesFor = ({ ground }: Pick<Complaint, 'ground'>): Remedy[] =>
  ground.kind === 'result' ? ['correct', 'revoke', 'redo'] : ['redo'];

/** Whether a complaint was settled before by the same person in the same way: then the button was pressed twice. */
const isDone = (c: Complaint, { outcome, remedy, answer }: Settlement, { accountId }: Actor): boolean =>
  c.settledBy === accountId && c.outcome === outcome && c.remedy === remedy && c.answer === answer;

type Prepared = { complaint: Complaint; agencyId: string; number: string };

/** Whether somebody may settle a complaint in that way now. Throws COMPLAINT_WITHDRAWN, COMPLAINT_SETTLED, COMPLAINT_MOVED, COMPLAINT_OWN_DECISION, COMPLAINT_REMEDY. */
export async function checkSettlement(
  q: Queryable,
  complaint: Complaint,
  input: Settlement,
  actor: Actor,
): Promise<void> {
  if (complaint.status !== 'taken-on') throw await movedError(q, complaint);
  if ((await partOf(q, complaint.id, actor.accountId, actor.at)).barred) throw ComplaintOwnDecision();
  const fits =
    input.outcome === 'kept'
      ? input.remedy === null
      : input.remedy !== null && remediesFor(complaint).includes(input.remedy);
  if (!fits) throw RemedyWrong();
}

/** Checks, and draws the number, in a transaction of its own; the complaint alone: it is done already. */
async function prepare(tx: Tx, input: Settlement, actor: Actor): Promise<Prepared | Complaint> {
  const complaint = await lockComplaint(tx, input.id);
  if (isDone(complaint, input, actor)) return complaint;
  await checkSettlement(tx, complaint, input, actor);
  const agencyId = await settlingAgency(tx, complaint, actor.at);
  const drawn = await tx.maybe<{ number: string }>(
    'SELECT number FROM complaints.decision_number WHERE complaint_id = $1 AND agency_id = $2',
    [complaint.id, agencyId],
  );
  if (drawn) return { complaint, agencyId, number: drawn.number };
  const year = yearOf(actor.at);
  const number = `${await nextNumber(tx, { agencyId, kind: 'complaint-decision', period: year })}/${year}`;
  await tx.run(
    'INSERT INTO complaints.decision_number (complaint_id, agency_id, number) VALUES ($1, $2, $3)',
    [complaint.id, agencyId, number],
  );
  return { complaint, agencyId, number };
}

async function draw(
  db: Db,
  deps: CaseDeps,
  { agencyId, number, ...subject }: Prepared & { dossier: Dossier },
  input: Settlement,
  actor: Actor,
): Promise<Buffer> {
  const drawnFrom = await decisionOf(db, { ...subject, agencyId, number }, input, actor);
  if (input.seen !== undefined && input.seen !== decisionMark(deps, drawnFrom)) throw DecisionChanged();
  const reason = `Quyết định số ${number}/QĐ-GQKN`;
  const order = { reason, location: drawnFrom.areaName, at: actor.at };
  return signByBoth(deps, await drawSettlement(deps.site, drawnFrom), order, actor, agencyId);
}

/**
 * A complaint is settled in writing: the decision is kept, or changed in a way that is said; signed by the person and by the agency. The first
 * by the head of the agency, also about his own decision (articles 17, 18), else by somebody who had no part in it: the database holds that,
 * too. Drawn and signed between two transactions. Settled
 * before by the same person in the same way it changes nothing.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such complaint |
 * | COMPLAINT_WITHDRAWN | the complainant has withdrawn it |
 * | COMPLAINT_SETTLED | somebody else has settled it, or the same person otherwise |
 * | COMPLAINT_MOVED | it was not taken on |
 * | COMPLAINT_OWN_DECISION | whoever settles had a part in the decision and is not the head to whom a first complaint goes, or had one in the first settlement |
 * | COMPLAINT_REMEDY | a changed decision does not say what has to be done, or one that is kept does |
 * | COMPLAINT_DECISION_CHANGED | the decision would not be as it was shown |
 * | REASON_MISSING, REASON_TOO_LONG, TEXT_UNPRINTABLE | the complainant is not told why |
 */
export async function settle(
  db: Db,
  deps: CaseDeps,
  dossier: Dossier,
  wish: Settlement,
  actor: Actor,
): Promise<Complaint> {
  const input = { ...wish, answer: writtenReason(wish.answer) };
  const prepared = await db.tx(tx => prepare(tx, input, actor));
  if (!('complaint' in prepared)) return prepared;
  const pdf = await draw(db, deps, { ...prepared, dossier }, input, actor);
  return db.tx(tx => conclude(tx, deps, input, actor, prepared, pdf));
}

/** Who carries out what a decision changes, and until when: the agency of the dossier, or who has its work today. */
export async function carriedOutBy(
  tx: Queryable,
  { dossierId, level }: Complaint,
  at: Date,
): Promise<[string, Date]> {
  const dossier = await findDossier(tx, dossierId);
  if (!dossier) throw NotFound();
  const agencyId = (await heirOf(tx, dossier, dossier.agencyId, localDate(at)))?.id ?? dossier.agencyId;
  return [agencyId, due(at, carryOutLimit(level), await loadCalendar(tx, agencyId, at)).at];
}

async function conclude(
  tx: Tx,
  deps: CaseDeps,
  wish: Settlement,
  actor: Actor,
  { agencyId, number }: Prepared,
  pdf: Buffer,
): Promise<Complaint> {
  const before = await lockComplaint(tx, wish.id);
  if (isDone(before, wish, actor)) return before;
  if (before.status !== 'taken-on') throw await movedError(tx, before);
  const first = await lockFirst(tx, before);
  const { id, outcome, remedy, answer } = wish;
  const { level } = before;
  const sha256 = await storePaper(tx, deps, pdf, actor.at);
  await tx.run(
    `UPDATE complaints.complaint SET status = 'settled', closed_at = $2, settled_by = $3, settled_post = $4, outcome = $5, remedy = $6,
       answer = $7, decision_number = $8, sha256 = $9, settled_agency = $10, carry_out_agency = $11, carry_out_due = $12 WHERE id = $1`,
    [
      ...[id, actor.at, actor.accountId, actor.postId, outcome, remedy, answer, number, sha256, agencyId],
      ...(remedy ? await carriedOutBy(tx, before, actor.at) : [null, null]),
    ],
  );
  const complaint = await lockComplaint(tx, id);
  const until = complaint.carryOutDue && { until: complaint.carryOutDue.toISOString() };
  const body = { outcome, remedy, number, ...until, sha256 };
  await record(tx, deps.ledger, complaint, actor, 'settled', body, { answer });
  await endFirstDuty(tx, deps.ledger, { first, second: complaint }, actor);
  // A first that was overdue may be settled after its second was: what it demands is replaced already.
  const later = level === 1 ? await settledAfter(tx, id) : undefined;
  if (!later) return complaint;
  await endFirstDuty(tx, deps.ledger, { first: complaint, second: later }, actor);
  return lockComplaint(tx, id);
}
