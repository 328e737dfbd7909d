import { dossierCode } from '#engines/numbering';
import { getAgency } from '#engines/organisation';
import { AT_SUBMISSION, isPublished, matterKeys } from '#engines/procedures';
import { due, folded, loadCalendar } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import { limitAtReception } from '../deadlines/limit.ts';
import type { CaseDeps } from '../deps.ts';
import { ProcedureClosed } from '../errors.ts';
import { askFees } from '../fees/ask.ts';
import type { LoadedProcedure } from '../process/load.ts';
import { begin, follow } from '../process/run.ts';
import type { Actor, Channel, Dossier } from '../types.ts';
import { competenceOf } from './competence.ts';
import { digest } from './digest.ts';
import { addPapers, type NewPaper } from './papers.ts';
import { record } from './record.ts';
import { ownerSaid, usesOf } from './uses.ts';

export type Submission = {
  procedure: LoadedProcedure;
  channel: Channel;
  /** The office at whose counter it was handed in; else where people of the area hand in. */
  receivedBy?: string;
  /**
   * Entered where there was no network: the limit runs from when it was handed in (Decree 118/2025/NĐ-CP: from reception), where that is
   * known; `takenAt` is not after the act.
   */
  offline?: { provisional: string; toldAt: Date; takenAt: Date | null; arrivedAt: Date };
  /** Checked against the form by the caller. */
  data: Record<string, unknown>;
  papers: readonly NewPaper[];
  /** Who applies: the account, and its name and addresses where the form does not say others. */
  applicant: {
    accountId: string | null;
    name: string;
    phone: string | null;
    email: string | null;
    lang: 'vi' | 'en';
  };
  /** Of nobody, for a demo or a measurement: marked so for ever, and nobody is told of it. */
  synthetic?: boolean;
};

/** What the entry says of a dossier that was entered without a network: both clocks, so that it can be seen which of them counts. */
const offlineWords = ({ provisional, toldAt, takenAt, arrivedAt }: NonNullable<Submission['offline']>) => ({
  provisional,
  told: toldAt.toISOString(),
  arrived: arrivedAt.toISOString(),
  counts: takenAt ? 'device' : 'server',
});

// What is promised is due: its days are kept a second time only from the first recount on (deadline.ts).
const INSERT = `INSERT INTO cases.dossier (id, code, procedure_version_id, procedure_code, field, applicant_id, applicant_name, owner_name,
    phone, email, lang, agency_id, received_by, area_id, channel, received_at, status, time_limit, due_at, due_steps, data, form_id,
    form_version, process_state, promised_at, synthetic, matters)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $19, $25, $26)`;

/** Writes the dossier's row and its code. Nothing about it is changed here again but what acts change. */
async function insert(tx: Tx, d: Dossier, matters: readonly string[]): Promise<void> {
  const row = tx.run(INSERT, [
    d.id,
    d.code,
    d.procedureVersionId,
    d.procedureCode,
    d.field,
    d.applicantId,
    d.applicantName,
    d.ownerName,
    d.phone,
    d.email,
    d.lang,
    d.agencyId,
    d.receivedBy,
    d.areaId,
    d.channel,
    d.receivedAt,
    d.status,
    JSON.stringify(d.timeLimit),
    d.dueAt,
    JSON.stringify(d.dueSteps),
    JSON.stringify(d.data),
    d.formId,
    d.formVersion,
    JSON.stringify(d.processState),
    d.synthetic,
    matters.length ? matters : null,
  ]);
  await Promise.all([
    row,
    tx.run('INSERT INTO cases.dossier_code (code, dossier_id) VALUES ($1, $2)', [d.code, d.id]),
  ]);
}

/**
 * Takes an application in: dossier, code, papers, due time, first tasks, what is to be paid and ledger entries, in the
 * caller's transaction.
 * Throws ProcedureClosed when the version has no time limit for the channel, NoAgency when nobody answers for the area,
 * ProcessStuck when its process cannot begin.
 */
export async function submit(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: Submission,
  actor: Actor,
): Promise<Dossier> {
  const { version, form } = input.procedure;
  const limit = limitAtReception(version, input);
  if (!limit) throw ProcedureClosed({ code: version.code });
  const uses = usesOf(form, input.data);
  const { offline } = input;
  const receivedAt = offline?.takenAt ?? actor.at;
  const [published, found] = await Promise.allSettled([
    isPublished(tx, version.id),
    competenceOf(tx, version, uses.area, actor.at),
  ]);
  if (published.status === 'rejected') throw published.reason;
  if (!published.value) throw ProcedureClosed({ code: version.code });
  if (found.status === 'rejected') throw found.reason;
  const { areaId, agency, ...competence } = found.value;
  const receivedBy = input.receivedBy
    ? await getAgency(tx, input.receivedBy, localDate(actor.at))
    : competence.receivedBy;
  const { at: dueAt, steps } = due(receivedAt, limit, await loadCalendar(tx, agency.id, receivedAt));
  const { applicant } = input;
  const draft = {
    id: newId(actor.at.getTime()),
    procedureVersionId: version.id,
    procedureCode: version.code,
    field: version.fieldCode,
    applicantId: applicant.accountId,
    applicantName: applicant.name,
    ownerName: ownerSaid(form, input.data) ?? applicant.name,
    phone: uses.phone ?? applicant.phone,
    email: uses.email ?? applicant.email,
    lang: applicant.lang,
    agencyId: agency.id,
    receivedBy: receivedBy.id,
    areaId,
    clockAgencyId: null,
    channel: input.channel,
    receivedAt,
    status: 'received' as const,
    paused: null,
    timeLimit: limit,
    dueAt,
    dueSteps: folded(steps),
    closedAt: null,
    data: input.data,
    formId: form.id,
    formVersion: form.version,
    version: 1,
    synthetic: input.synthetic ?? false,
  };
  // The number is asked for late: until the end of the transaction the agency's next applicant waits for it.
  const code = await dossierCode(tx, {
    agencyId: receivedBy.id,
    agencyCode: receivedBy.legacyIdentifier ?? receivedBy.identifier,
    receivedAt,
  });
  const blank: Dossier = { ...draft, code, processState: { tokens: [], next: 1, outcomes: {} } };
  const { state, commands } = begin(input.procedure, blank);
  const dossier: Dossier = { ...blank, processState: state };
  // In this order, and without waiting in between.
  const [, papers, running] = await Promise.all([
    insert(tx, dossier, matterKeys(version.sameMatter, input.data)),
    addPapers(tx, dossier.id, input.papers, receivedAt),
    follow(
      { tx, procedure: input.procedure, at: actor.at, ledger: deps.ledger, refuses: true },
      dossier,
      commands,
    ),
  ]);
  const receiving = { ...actor, agencyId: actor.agencyId ?? receivedBy.id };
  await record(
    tx,
    deps.ledger,
    running,
    receiving,
    'submitted',
    {
      code,
      procedure: version.code,
      procedureVersion: version.id,
      channel: input.channel,
      agency: agency.id,
      receivedAt: receivedAt.toISOString(),
      limit,
      // A clerk entered it for somebody: whose it is.
      ...(applicant.accountId && applicant.accountId !== actor.accountId ? { for: applicant.accountId } : {}),
      ...(offline ? { offline: offlineWords(offline) } : {}),
      ...(running.synthetic ? { synthetic: true } : {}),
    },
    {
      applicant: applicant.name,
      owner: running.ownerName,
      data: digest(input.data),
      papers: papers.map(p => p.sha256),
    },
  );
  // The rules of the procedure ask, not whoever sent the application.
  const asking = { accountId: 'system', postId: null, agencyId: receivedBy.id, at: actor.at };
  return askFees(tx, deps, version, running, AT_SUBMISSION, asking);
}
