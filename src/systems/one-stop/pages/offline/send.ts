import { createHash } from 'node:crypto';
import {
  arrive,
  type Conflict,
  type DeviceTimes,
  draftFormOf,
  findDossier,
  getIntake,
  getPack,
  type Intake,
  intakeFaults,
  lostAnswers,
  noteEntered,
  type OfflineIntake,
  offlineOf,
  personFaults,
  personForm,
  receiveIntake,
  renewDraft,
  sameOpen,
  saveDesk,
  saveDraft,
  standingOf,
  takePerson,
} from '#engines/cases';
import { applyPage, type FormData, readPost } from '#engines/forms';
import type { Tx } from '#platform/db';
import { type AppError, isAppError } from '#platform/errors';
import { type Answer, BadRequest, type Ctx, json, type Route, textField } from '#platform/http';
import { intakePath } from '../counter/frame.ts';
import { readEntry } from '../counter/read-entry.ts';
import { PERSON, PREPARE, SENT } from './paths.ts';
import { conflictWords } from './words.ts';

const UPLOAD = { maxBytes: 60_000_000, maxFiles: 20 };
type Lost = Awaited<ReturnType<typeof lostAnswers>>;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What was typed and chosen, without what differs from one sending to the next. */
function digestOf({ body, uploads }: Ctx['req']): Buffer {
  const { _csrf, [SENT.sent]: _, ...typed } = body;
  const files = uploads.map(u => [u.field, u.filename, u.sha256]);
  const content = [Object.entries(typed).sort(([a], [b]) => (a < b ? -1 : 1)), files];
  return createHash('sha256').update(JSON.stringify(content)).digest();
}

const number = (ctx: Ctx, name: string): number => Number(textField(ctx.req.body, name) || Number.NaN);

const timesOf = (ctx: Ctx): DeviceTimes => ({
  stored: number(ctx, SENT.stored),
  taken: number(ctx, SENT.taken),
  sent: number(ctx, SENT.sent),
});

/** The fields of who applies, under their own names. */
function personOf({ req: { body } }: Ctx): FormData {
  const own = Object.entries(body)
    .filter(([name]) => name.startsWith(PERSON))
    .map(([name, value]) => [name.slice(PERSON.length), value]);
  return applyPage(personForm, 'person', {}, readPost(personForm, 'person', Object.fromEntries(own)));
}

const open = (ctx: Ctx, draftId: string): Promise<Intake> =>
  getIntake(ctx.db, ctx.visitor!.accountId, draftId, ctx.clock.now());

/**
 * Puts all that was sent into the intake, as if it had been typed at the counter; and says what the clerk has to decide. Broken off
 * anywhere, it is done again from the beginning when the device sends again, until it was noted as done.
 */
async function enter(ctx: Ctx, arrived: OfflineIntake, draftId: string): Promise<Conflict[]> {
  await ctx.db.tx(async tx => takePerson(tx, ctx, await open(ctx, draftId), personOf(ctx), null));
  const intake = await open(ctx, draftId);
  const { form, version } = await draftFormOf(ctx.db, intake.draft);
  const entered = await readEntry(ctx, intake, form, version, [], { all: true });
  const { data, desk, sources } = entered;
  await ctx.db.tx(async tx => {
    const { revision } = intake.draft;
    await saveDraft(tx, intake.draft, { data, sources, revision }, ctx.clock.now());
    await saveDesk(tx, intake.draft, desk);
  });
  const lost = await lostIn(ctx, await open(ctx, draftId));
  return ctx.db.tx(async tx => {
    const now = ctx.clock.now();
    const after = await getIntake(tx, ctx.visitor!.accountId, draftId, now);
    const conflicts: Conflict[] = entered.errors.map(e => ({ kind: 'refused', words: e.message }));
    conflicts.push(...(await renewed(ctx, tx, after, lost)));
    const same = await sameOpen(tx, ctx, after);
    if (same) conflicts.push(same);
    await noteEntered(tx, arrived, conflicts, now);
    return conflicts;
  });
}

/** Answers that have no place in the form that is in force by now. */
async function lostIn(ctx: Ctx, { draft }: Intake): Promise<Lost> {
  const { renewal } = await standingOf(ctx.db, draft, ctx.clock.now());
  return renewal ? lostAnswers(ctx, draft, renewal) : [];
}

/** The form has changed since it was taken along, or the procedure is not in force any more: the clerk looks at it. */
async function renewed(ctx: Ctx, tx: Tx, { draft }: Intake, lost: Lost): Promise<Conflict[]> {
  try {
    const { renewal, inForce } = await renewDraft(tx, draft, ctx.clock.now());
    if (!renewal || !inForce) return [];
    return [{ kind: 'form-changed', from: inForce.from ?? '', lost }];
  } catch (error) {
    if (!isAppError(error) || error.code !== 'PROCEDURE_CLOSED') throw error;
    return [{ kind: 'refused', words: refusalWords(ctx, error) }];
  }
}

const refusalWords = ({ t }: Ctx, { code, params }: AppError): string =>
  t('ui.refusal', { what: t(`error.${code}.what`, params), todo: t(`error.${code}.todo`, params) });

/** What the device is told: received under its number, or left at the counter with the reasons. */
async function standing(ctx: Ctx, arrived: OfflineIntake): Promise<Answer> {
  const { t } = ctx;
  const { provisional, draftId } = arrived;
  if (!draftId) return json({ state: 'gone', provisional, reasons: [t('one-stop.offline.gone')] });
  const intake = await open(ctx, draftId);
  const { dossierId } = intake.draft;
  const dossier = dossierId ? await findDossier(ctx.db, dossierId) : undefined;
  if (dossier)
    return json({
      state: 'received',
      provisional,
      code: dossier.code,
      dossier: dossier.id,
      receivedAt: dossier.receivedAt.toISOString(),
      counts: arrived.takenAt ? 'device' : 'server',
    });
  const { form, version } = await draftFormOf(ctx.db, intake.draft);
  const { desk, person, draft } = intake;
  const data = draft.data as FormData;
  const faults = [
    ...(await personFaults(ctx, person ?? {})),
    ...(await intakeFaults(ctx, form, version, { desk, person, data })),
  ];
  const reasons = [
    // The device keeps the reasons unsealed: what is lost is named there, not told.
    ...arrived.conflicts.map(c => conflictWords(ctx, c, lost => lost.label)),
    ...new Set(faults.map(f => f.message)),
  ];
  return json({ state: 'attention', provisional, href: intakePath(draft), reasons });
}

/** Receives what needs nobody's decision. A refusal that has a reason leaves it at the counter, with the reason. */
async function receive(ctx: Ctx, draftId: string): Promise<string | null> {
  try {
    await receiveIntake(ctx, await open(ctx, draftId));
    return null;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    if (error.code === 'FORM_INCOMPLETE' || error.code === 'DRAFT_GONE') return null;
    return refusalWords(ctx, error);
  }
}

async function takeIn(ctx: Ctx): Promise<Answer> {
  const id = String(ctx.req.headers['idempotency-key'] ?? '');
  if (!UUID.test(id)) throw BadRequest({}, [{ path: 'Idempotency-Key', message: 'UUID' }]);
  const pack = await getPack(ctx.db, ctx.visitor!.accountId, textField(ctx.req.body, SENT.pack));
  const arrival = {
    id,
    pack,
    provisional: textField(ctx.req.body, SENT.provisional),
    versionId: textField(ctx.req.body, SENT.version),
    device: timesOf(ctx),
    digest: digestOf(ctx.req),
  };
  const arrived = await ctx.db.tx(tx => arrive(tx, ctx, arrival));
  const { draftId } = arrived;
  if (arrived.enteredAt || !draftId) return standing(ctx, arrived);
  const conflicts = await enter(ctx, arrived, draftId);
  const refused = conflicts.length ? null : await receive(ctx, draftId);
  if (refused)
    await ctx.db.tx(tx => noteEntered(tx, arrived, [{ kind: 'refused', words: refused }], ctx.clock.now()));
  return standing(ctx, (await offlineOf(ctx.db, draftId)) ?? arrived);
}

/** A script asks: it gets the sentence of a refusal, not a page. */
async function send(ctx: Ctx): Promise<Answer> {
  try {
    return await takeIn(ctx);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    // Saved by another window at the same moment: it is asked again.
    const again = error.code === 'DRAFT_CHANGED' || error.code === 'DRAFT_GONE';
    const answer = { state: again ? 'again' : 'refused', reasons: [refusalWords(ctx, error)] };
    return json(answer, { status: error.status });
  }
}

/** What was entered without a network comes in, one by one, by the script of its page. It is no form: never kept for later. */
export const sendRoute: Route = {
  method: 'POST',
  path: `${PREPARE}/gui`,
  rule: { permission: 'dossier.receive' },
  handler: send,
  upload: UPLOAD,
  secret: true,
};
