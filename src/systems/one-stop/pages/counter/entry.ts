import {
  casesService,
  DraftChanged,
  draftCode,
  draftFormOf,
  FormIncomplete,
  findTwins,
  getIntake,
  type Intake,
  intakeFaults,
  limitAtReception,
  lostAnswers,
  type OfflineIntake,
  offlineOf,
  personFaults,
  postAt,
  receiveIntake,
  renewDraft,
  saveDesk,
  saveDraft,
  seeTwins,
  standingOf,
  type Twin,
  withWaitingFiles,
} from '#engines/cases';
import { type FieldPath, type FormData, fileFields, WEDGE } from '#engines/forms';
import { due, limitText, loadCalendar } from '#engines/worktime';
import { formatDate, formatDateTime, localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, queryText, type Route, redirect } from '#platform/http';
import { button, capital, csrfField, type FieldError, type Html, html, keyValues, note } from '#ui';
import { offlineNote } from '../offline/words.ts';
import { twinsNote } from '../same-matter/note.ts';
import { dropEntry, dropPart } from './drop-entry.ts';
import type { EntryView } from './entry-types.ts';
import { deskPart, formParts, personPart } from './entry-view.ts';
import { feesAt } from './fees.ts';
import { COUNTER, counterPage, DONE_KEY, DROPPED, intakePath } from './frame.ts';
import { papersPart } from './papers-view.ts';
import { CARD, type Entered, readEntry, SELF } from './read-entry.ts';
import { reusableFor } from './reusable.ts';

const UPLOAD = { maxBytes: 60_000_000, maxFiles: 20 };

const open = (ctx: Ctx): Promise<Intake> =>
  getIntake(ctx.db, ctx.visitor!.accountId, ctx.req.params.intake ?? '', ctx.clock.now());

/** The page of an intake that is kept. */
type Shown = EntryView & { intake: Intake };

/** When it would be due if it were received now: told before, explained after. */
async function duePart(
  ctx: Ctx,
  { intake, version, data }: Shown,
  received: Date | null | undefined,
): Promise<Html | null> {
  const { t } = ctx;
  const now = received ?? ctx.clock.now();
  const channel = intake.desk.channel === 'post' ? 'post' : 'counter';
  const limit = limitAtReception(version, { channel, data }) ?? version.limits.post;
  if (!limit) return null;
  const calendar = await loadCalendar(ctx.db, intake.agencyId, now);
  return keyValues(t, [
    { label: t('one-stop.counter.limit'), value: capital(limitText(limit, t)) },
    { label: t('one-stop.counter.fee'), value: feesAt(ctx, version, intake.desk.channel ?? 'counter') },
    { label: t('one-stop.counter.due'), value: html`<b>${formatDateTime(due(now, limit, calendar).at)}</b>` },
  ]);
}

/** The dossiers that the clerk has been told of: those that may be about the same matter. */
const TOLD = '_trung';
const codesOf = (twins: readonly Twin[]): string => twins.map(t => t.code).join(' ');

const twinsAt = (ctx: Ctx, { version, data }: Pick<Shown, 'version' | 'data'>): Promise<Twin[]> =>
  findTwins(
    ctx.db,
    ctx.get(casesService),
    { sameMatter: version.sameMatter, data },
    localDate(ctx.clock.now()),
  );

const deskOf = (ctx: Ctx, { agencyId }: Intake) => ({ postId: postAt(ctx.visitor!, agencyId), agencyId });

async function draw(
  ctx: Ctx,
  view: Shown,
  options: { above?: Html | undefined; status?: number; offline?: OfflineIntake | undefined } = {},
): Promise<Answer> {
  const { t } = ctx;
  const { intake, version, errors } = view;
  const offline = 'offline' in options ? options.offline : await offlineOf(ctx.db, intake.draft.id);
  const twins = await seeTwins(ctx, await twinsAt(ctx, view), deskOf(ctx, intake));
  const path = intakePath(intake.draft);
  return counterPage(
    ctx,
    {
      title: version.name,
      scripts: [WEDGE],
      back: { href: COUNTER, label: t('one-stop.counter.title') },
      errors,
      above: html`${offline && offlineNote(ctx, offline)}${intake.from?.draftId && note(t('one-stop.draft.origin', { code: draftCode({ id: intake.from.draftId }) }))}${options.above}${twinsNote(ctx, twins, 'one-stop.twin.at-counter')}`,
      ...(options.status ? { status: options.status } : {}),
      keys: [
        ['Tab', t('one-stop.counter.key-tab')],
        [`Enter, ${DONE_KEY}`, t('one-stop.counter.key-receive')],
      ],
    },
    html`<form method="post" action="${path}" enctype="multipart/form-data" class="parts" novalidate>${csrfField(ctx)}<input type="hidden" name="_revision" value="${intake.draft.revision}">${twins.length > 0 && html`<input type="hidden" name="${TOLD}" value="${codesOf(twins)}">`}<button hidden name="_nop" value="1">${t('one-stop.counter.receive')}</button>
<div class="cols"><div>
${await formParts(ctx, view)}
${papersPart(ctx, view)}
${deskPart(ctx, view)}
</div><div>
${personPart(ctx, view, `${path}/nguoi-nop`)}
<section class="card"><h2>${t('one-stop.counter.due-title')}</h2>
${await duePart(ctx, view, offline?.takenAt)}
<p class="row">${button({ label: t('one-stop.counter.receive'), name: '_nop', value: '1', key: DONE_KEY })}${button({ label: t('one-stop.counter.leave'), alt: true, name: '_de-lai', value: '1' })}</p>
<p class="q">${t('one-stop.counter.kept')}</p></section>
</div></div></form>
${dropPart(ctx, intake, offline, errors)}`,
  );
}

/** `refused`: what is wrong with a wish that is no part of the form. */
async function show(ctx: Ctx, refused: readonly FieldError[] = []): Promise<Answer> {
  const intake = await open(ctx);
  const path = intakePath(intake.draft);
  if (intake.draft.dossierId) return redirect(`${path}/xong`);
  const offline = await offlineOf(ctx.db, intake.draft.id);
  if (!intake.person || (offline && (await personFaults(ctx, intake.person)).length))
    return redirect(`${path}/nguoi-nop`);
  const { form, version } = await draftFormOf(ctx.db, intake.draft);
  const fields = fileFields(form, intake.draft.data as FormData);
  const data = await withWaitingFiles(ctx, { draft: intake.draft, form, under: path }, fields);
  const reusable = await reusableFor(ctx, intake, form, data);
  const told = (name: string, key: string) => {
    const count = Number(queryText(ctx.req.query, name));
    return count > 0 && count < 100 ? note(ctx.t(key, { count })) : undefined;
  };
  const above = told('quet', 'one-stop.counter.scanned') ?? told('nguoi-nop', 'one-stop.counter.self-filled');
  // What came back from where there was no network is here to be mended: what is missing is said at once.
  const { desk, person } = intake;
  const missing = offline ? await intakeFaults(ctx, form, version, { desk, person, data }) : [];
  const errors = [...refused, ...missing];
  const status = refused.length ? 422 : 200;
  return draw(ctx, { intake, form, version, data, errors, reusable }, { above, status, offline });
}

type Loaded = Omit<Shown, 'errors' | 'more'>;

/** Keeps what was typed, whole or not. Of two windows the second is told, and keeps what it shows. */
async function keep(ctx: Ctx, loaded: Loaded, entered: Entered): Promise<Intake | Answer> {
  const { intake } = loaded;
  const { data, desk, sources } = entered;
  const revision = Number(posted(ctx.req.body, '_revision'));
  try {
    const draft = await ctx.db.tx(async tx => {
      const saved = await saveDraft(tx, intake.draft, { data, sources, revision }, ctx.clock.now());
      await saveDesk(tx, intake.draft, desk);
      return saved;
    });
    return { ...intake, draft, desk };
  } catch (error) {
    if (!isAppError(error) || error.code !== DraftChanged.code) throw error;
    return draw(
      ctx,
      { ...loaded, intake: { ...intake, desk }, data, errors: [] },
      { above: note(ctx.t('one-stop.counter.changed')), status: 409 },
    );
  }
}

/** Refusals that have a place in the form: the errors to be shown there. */
function refusal(ctx: Ctx, error: unknown, loaded: Loaded): FieldError[] {
  if (!isAppError(error) || error.status >= 500 || error.code === 'DRAFT_GONE') throw error;
  if (error.code === FormIncomplete.code) return error.details as FieldError[];
  const area = Object.entries(loaded.form.fields).find(([, f]) => f.use === 'area')?.[0];
  const path: FieldPath =
    error.code === 'PAPER_INFECTED'
      ? String(error.params.field)
      : (area ?? Object.keys(loaded.form.fields)[0] ?? '');
  const words = {
    what: ctx.t(`error.${error.code}.what`, error.params),
    todo: ctx.t(`error.${error.code}.todo`, error.params),
  };
  return [{ path, message: ctx.t('ui.refusal', words) }];
}

/** The form has changed since the intake was begun: what was typed goes along, and the clerk looks at the new one. */
async function renew(ctx: Ctx, intake: Intake, refused: readonly FieldError[]): Promise<Answer | undefined> {
  const now = ctx.clock.now();
  const { renewal, inForce } = await standingOf(ctx.db, intake.draft, now);
  if (!renewal || !inForce) return undefined;
  await ctx.db.tx(tx => renewDraft(tx, intake.draft, now));
  const after = await open(ctx);
  const { form, version } = await draftFormOf(ctx.db, after.draft);
  const data = after.draft.data as FormData;
  const reusable = await reusableFor(ctx, after, form, data);
  // What could not be taken of what came along, a file say, is told where the new form still asks for it.
  const errors = refused.filter(e => !Object.hasOwn(renewal.from.form.fields, e.path) || form.fields[e.path]);
  const lost = await lostAnswers(ctx, intake.draft, renewal);
  const above = html`${note(ctx.t('one-stop.counter.renewed', { from: formatDate(inForce.from ?? '') }))}${
    lost.length > 0 && html`<p>${ctx.t('one-stop.counter.renewed-lost')}</p>${keyValues(ctx.t, lost)}`
  }`;
  return draw(ctx, { intake: after, form, version, data, errors, reusable }, { above, status: 409 });
}

/** Saves what was typed; then does what the button says: fills in a card, adds an item, leaves it for later, or receives it. */
async function save(ctx: Ctx): Promise<Answer> {
  const before = await open(ctx);
  const path = intakePath(before.draft);
  if (before.draft.dossierId) return redirect(`${path}/xong`);
  if (!before.person) return redirect(`${path}/nguoi-nop`);
  const { form, version } = await draftFormOf(ctx.db, before.draft);
  const reusable = await reusableFor(ctx, before, form, before.draft.data as FormData);
  const entered = await readEntry(ctx, before, form, version, reusable);
  const { data, desk } = entered;
  const loaded: Loaded = { intake: { ...before, desk }, form, version, data, reusable };
  const kept = await keep(ctx, loaded, entered);
  if ('kind' in kept) return kept;
  const renewed = await renew(ctx, kept, entered.errors);
  if (renewed) return renewed;
  const view = { ...loaded, intake: kept };
  const { body } = ctx.req;
  if (entered.errors.length) return draw(ctx, { ...view, errors: entered.errors });
  if (Object.keys(body).some(name => name.startsWith(CARD) && posted(body, name)))
    return entered.scanned
      ? redirect(`${path}?quet=${entered.scanned}`)
      : draw(ctx, { ...view, errors: scannedNothing(ctx) });
  if (Object.keys(body).some(name => name.startsWith(SELF)))
    return redirect(`${path}?nguoi-nop=${entered.scanned}`);
  if (posted(body, '_de-lai')) return redirect(COUNTER);
  if (posted(body, '_them')) return draw(ctx, { ...view, errors: [], more: posted(body, '_them') });
  const errors = await intakeFaults(ctx, form, version, { desk, person: kept.person, data });
  if (errors.length) return draw(ctx, { ...view, errors });
  // Told once; whoever then receives it all the same has seen it.
  const twins = codesOf(await twinsAt(ctx, view));
  if (twins && twins !== posted(body, TOLD)) return draw(ctx, { ...view, errors: [] }, { status: 409 });
  try {
    await receiveIntake(ctx, kept);
  } catch (error) {
    return draw(ctx, { ...view, errors: refusal(ctx, error, view) });
  }
  return redirect(`${path}/xong?in=1`);
}

const scannedNothing = (ctx: Ctx): FieldError[] =>
  Object.keys(ctx.req.body)
    .filter(name => name.startsWith(CARD) && posted(ctx.req.body, name))
    .map(path => ({ path, message: ctx.t('one-stop.counter.scanned-none') }));

async function drop(ctx: Ctx): Promise<Answer> {
  const intake = await open(ctx);
  if (intake.draft.dossierId) return redirect(`${intakePath(intake.draft)}/xong`);
  const refused = await dropEntry(ctx, intake);
  return refused.length ? show(ctx, refused) : redirect(`${COUNTER}?${DROPPED}=1`);
}

const PATH = `${COUNTER}/:intake`;
const rule = { permission: 'dossier.receive' };
export const entryRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule, handler: save, upload: UPLOAD },
  { method: 'POST', path: `${PATH}/bo`, rule, handler: drop },
];
