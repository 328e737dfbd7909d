import { type Asker, changedFields, type FormData, fieldOf, forStaff, validateAll } from '#engines/forms';
import { readName, readPhone } from '#engines/identity';
import { renamePayer } from '#engines/payments';
import type { Queryable, Tx } from '#platform/db';
import type { FieldError } from '#ui';
import { digest } from '../acts/digest.ts';
import { record } from '../acts/record.ts';
import { targetOf } from '../acts/status.ts';
import { writtenReason } from '../acts/written.ts';
import { changesBetween } from '../afterlife/changes.ts';
import type { Change } from '../afterlife/types.ts';
import type { CaseDeps } from '../deps.ts';
import { AnswersOwn, AnswersSame, AnswersSigned, FormIncomplete } from '../errors.ts';
import { subjectOf } from '../fees/follow.ts';
import { receptionOf } from '../intake/reception.ts';
import { type LoadedProcedure, loadProcedure } from '../process/load.ts';
import { hasResult, lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { accountFollows } from './account-follows.ts';
import { beforeOf, keepCorrection, standCorrected } from './answers-correction.ts';
import { asksApplicant, asksPhone, type Corrected, correctedBy, type Entered } from './corrected.ts';
import { decidingAnswers } from './deciding-answers.ts';

/** Where what is wrong with the applicant's own name and telephone is told, which the form does not ask for. */
export const APPLICANT_NAME = 'nguoi-nop';
export const APPLICANT_PHONE = 'dien-thoai';

/** Why the answers of a dossier are not corrected, whoever asks; undefined: they may be. */
export async function whyNotCorrected(
  q: Queryable,
  dossier: Pick<Dossier, 'id' | 'code'>,
): Promise<ReturnType<typeof AnswersOwn> | undefined> {
  const { code } = dossier;
  if (await hasResult(q, dossier.id)) return AnswersSigned({ code });
  const reception = await receptionOf(q, dossier.id);
  return !reception || reception.selfDeclared ? AnswersOwn({ code }) : undefined;
}

/** What is wrong with who applies, where the form does not ask for him. */
function applicantFaults({ t }: Asker, { applicantName, phone }: Entered): FieldError[] {
  return [
    ...(applicantName === undefined || readName(applicantName)
      ? []
      : [{ path: APPLICANT_NAME, message: t('cases.correct.name') }]),
    ...(!phone || readPhone(phone) ? [] : [{ path: APPLICANT_PHONE, message: t('cases.correct.phone') }]),
  ];
}

/**
 * All that has to be mended before answers can be corrected so: what the form's own checks say of what is changed (what stood there before is
 * not asked about again), and answers on which something hangs that was settled at reception.
 */
export async function correctionFaults(
  asker: Asker,
  procedure: LoadedProcedure,
  dossier: Dossier,
  entered: Entered,
): Promise<FieldError[]> {
  const form = forStaff(procedure.form);
  const before = dossier.data as FormData;
  const changed = new Set(changedFields(form, before, entered.data));
  const isChanged = (path: string) =>
    changed.has(fieldOf(form, path)) || [...changed].some(c => path.startsWith(`${c}.`));
  const stood = new Set((await validateAll(form, before, asker)).map(f => `${f.path} ${f.message}`));
  const faults = (await validateAll(form, entered.data, asker)).filter(
    f => isChanged(f.path) || !stood.has(`${f.path} ${f.message}`),
  );
  const next = correctedBy(form, dossier, entered);
  const deciding = await decidingAnswers(asker.db, procedure, dossier, next, asker.clock.now());
  return [
    ...applicantFaults(asker, entered),
    ...faults,
    ...deciding.map(({ path, hangs }) => ({
      path: path || APPLICANT_NAME,
      message: asker.t(`cases.correct.hangs.${hangs}`),
    })),
  ];
}

/** What differs, in words; of who applies too, where no answer says it. */
async function changesIn(
  tx: Tx,
  deps: Pick<CaseDeps, 'wording'>,
  { form }: LoadedProcedure,
  dossier: Dossier,
  next: Corrected,
): Promise<Change[]> {
  const [before, after] = [dossier.data as FormData, next.data];
  const changes = await changesBetween(tx, deps.wording, form, { dossier, before, after });
  const t = deps.wording.texts.of('vi');
  if (!asksApplicant(form, dossier) && next.applicantName !== dossier.applicantName)
    changes.push({
      label: t('cases.correct.applicant'),
      before: dossier.applicantName,
      after: next.applicantName,
    });
  // Where the answers say it from now on, their own line does.
  if (!asksPhone(form, dossier) && !asksPhone(form, next) && next.phone !== dossier.phone)
    changes.push({
      label: t('cases.correct.telephone'),
      before: dossier.phone ?? '',
      after: next.phone ?? '',
    });
  return changes;
}

/**
 * A slip of the pen is mended: what a clerk keyed in for somebody at a counter, from a letter or without a network, until a result is signed.
 * Judged as at reception; the due time, the fee and the way through the process stay, and what would change them is refused. What was and what
 * is stands in an entry; names in inboxes and searches, on what is still to be paid, the person's record and the account that counters keep follow.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOT_FOUND | there is no such dossier |
 * | ACT_NOT_ALLOWED_NOW | it has come to its end |
 * | ANSWERS_SIGNED | one of its results is signed |
 * | ANSWERS_OWN | the applicant declared it himself |
 * | ANSWERS_SAME | nothing is changed |
 * | FORM_INCOMPLETE | something is wrong with what is changed, or something hangs on it |
 * | REASON_MISSING, REASON_TOO_LONG | the reason |
 */
export const correctAnswers = undoable(
  async (
    tx: Tx,
    deps: Pick<CaseDeps, 'ledger' | 'wording' | 'vault'>,
    input: { dossierId: string; reason: string } & Entered,
    actor: Actor,
  ): Promise<Dossier> => {
    const reason = writtenReason(input.reason);
    const dossier = await lockDossier(tx, input.dossierId);
    await targetOf(tx, dossier, 'correct-answers');
    const refusal = await whyNotCorrected(tx, dossier);
    if (refusal) throw refusal;
    const procedure = await loadProcedure(tx, dossier);
    const { form, version } = procedure;
    const next = correctedBy(form, dossier, input);
    const changes = await changesIn(tx, deps, procedure, dossier, next);
    if (!changes.length) throw AnswersSame();
    const { texts, clock } = deps.wording;
    const faults = await correctionFaults({ t: texts.of('vi'), clock, db: tx }, procedure, dossier, input);
    if (faults.length) throw FormIncomplete({}, faults);
    const now = await standCorrected(tx, version, dossier, next);
    const entry = await record(
      tx,
      deps.ledger,
      now,
      actor,
      'answers-corrected',
      { fields: changes.length },
      {
        data: digest(now.data),
        owner: now.ownerName,
        applicant: now.applicantName,
        changes,
        reason,
        before: digest(beforeOf(dossier)),
      },
    );
    const name = { from: dossier.applicantName, to: now.applicantName };
    await renamePayer(tx, deps.ledger, subjectOf(dossier), name, actor);
    await keepCorrection(tx, { dossier, entryId: entry.id, reason, changes }, actor);
    await accountFollows(
      tx,
      deps.vault,
      dossier.applicantId,
      form,
      { was: { ...dossier, data: dossier.data as FormData }, is: next },
      {
        ledger: deps.ledger,
        actor: actor.accountId,
        post: actor.postId,
        agency: actor.agencyId,
        at: actor.at,
      },
    );
    return now;
  },
);
