import {
  assignees,
  confirmBulk,
  findDossiers,
  isUnmarked,
  owingDossiers,
  type PlaceOtherwise,
} from '#engines/cases';
import { requireFresh, withStepUp } from '#engines/identity';
import { allAwayWords, awayWords } from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, page, type Route, redirect, textField, textFields } from '#platform/http';
import {
  button,
  csrfField,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  note,
  radios,
  scrollTable,
  staffPage,
  textArea,
  typedOr,
} from '#ui';
import { SIGN_MINUTES } from '../acts.ts';
import { DONE_KEY } from '../counter/frame.ts';
import { KEYS } from '../counter/keys.ts';
import { unmarkedHint } from '../doubts-part.ts';
import { awayHints } from '../handling/given-away.ts';
import { forgetWords } from '../kept-words.ts';
import { placeHint, placesOtherwise } from '../place-otherwise.ts';
import { type Signings, type SignsFor, signingsOf } from '../signs-for.ts';
import { changedHint, marksAlong, marksSent, type Shown, shownNow } from './as-shown.ts';
import { awaitedWords } from './awaited.ts';
import { CHOSEN, choiceOf, isBack, keepChoice } from './kept-choice.ts';
import { BULK, BUTTONS, bulkPath, kindsOf } from './kinds.ts';
import { type BulkLine, type LoadedBulk, loadBulk } from './load.ts';
import { refusalWords } from './refusal.ts';
import { endedWords } from './since.ts';
import { twinsHint, twinsOfLines } from './twins.ts';

const POST = 'vi-tri';
const NOTE = 'ghi-chu';
/** Hidden field: the post of which was said that nobody is there. */
const SEEN = 'da-xem';
/** Anybody of the agency who may do the step. */
const ALL = 'tat-ca';

type Twins = Awaited<ReturnType<typeof twinsOfLines>>;

/** What is said of the rows of a list to be signed: which wait for a fee then and which have twins, by dossier; in whose place they are signed, by step. */
type RowNotes = {
  owing: ReadonlySet<string>;
  twins: Twins;
  /** Whose answers name another place than the dossier's, by dossier. */
  places: ReadonlyMap<string, PlaceOtherwise>;
  inPlaceOf: ReadonlyMap<string, SignsFor>;
  shown: Shown;
};

const NO_SIGNINGS: Signings = { own: new Set(), inPlaceOf: new Map() };

/** Of what is signed a name without tone marks is pointed to, as it stands on the paper as it is written here. */
const who = (ctx: Ctx, { dossierId, taskId, about }: BulkLine, signs: boolean, notes: RowNotes): Html =>
  html`<a href="/can-bo/ho-so/${dossierId}">${about.person}</a><small class="num q">${about.code}</small>${
    signs &&
    isUnmarked(about.person) &&
    about.person.includes(' ') &&
    html`<small>${unmarkedHint(ctx)}</small>`
  }${notes.owing.has(dossierId) && html`<small>${ctx.t('one-stop.bulk.owed')}</small>`}${changedHint(ctx, notes.shown.changed.get(taskId))}${twinsHint(ctx, notes.twins.get(dossierId))}${placeHint(ctx, notes.places.get(dossierId))}${inPlace(ctx, notes.inPlaceOf.get(taskId))}`;

const inPlace = (ctx: Ctx, signsFor: SignsFor | undefined): Html | undefined =>
  signsFor && html`<small>${ctx.t('one-stop.story.in-place-of', { post: signsFor.post })}</small>`;

/** The posts to which every one of the steps may be given. */
async function postsFor(ctx: Ctx, lines: readonly BulkLine[]) {
  const dossiers = await findDossiers(
    ctx.db,
    lines.map(l => l.dossierId),
  );
  const field = new Map(dossiers.map(d => [d.id, d.field]));
  const kinds = new Map(
    lines.map(({ task, dossierId }) => {
      const kind = {
        agencyId: task.agencyId,
        permission: task.permission,
        field: field.get(dossierId) ?? '',
      };
      return [JSON.stringify(kind), kind];
    }),
  );
  const able = await Promise.all([...kinds.values()].map(k => assignees(ctx.db, k, k, ctx.clock.now())));
  const [first = [], ...rest] = able;
  return first.filter(post => rest.every(posts => posts.some(p => p.postId === post.postId)));
}

async function assignFields(ctx: Ctx, lines: readonly BulkLine[], errors: Errors): Promise<Html> {
  const { t } = ctx;
  const posts = await postsFor(ctx, lines);
  const away = await awayHints(
    ctx,
    posts.map(p => p.postId),
    lines.map(l => l.task),
  );
  // Who was told that somebody is away, and sends the same again, gives it to him.
  const seen =
    errors.some(e => e.path === POST) &&
    html`<input type="hidden" name="${SEEN}" value="${typedOr(ctx, POST)}">`;
  return html`${seen}${radios(t, {
    name: POST,
    label: t('one-stop.assign.post'),
    hint: posts.length ? undefined : t('one-stop.bulk.nobody'),
    value: typedOr(ctx, POST),
    error: errorOf(errors, POST),
    options: [
      ...posts.map(p => ({
        value: p.postId,
        label: p.holders.map(h => h.name).join(', '),
        hint: [t.lang === 'vi' ? p.titleVi : p.titleEn, away.get(p.postId)].filter(Boolean).join('; '),
      })),
      { value: ALL, label: t('one-stop.assign.all'), hint: t('one-stop.assign.all-hint') },
    ],
  })}`;
}

function steps(
  ctx: Ctx,
  { bulk }: LoadedBulk,
  lines: readonly BulkLine[],
  chosen: ReadonlySet<string>,
  notes: RowNotes,
): Html {
  const { t } = ctx;
  return scrollTable({
    caption: t('one-stop.bulk.list'),
    captionHidden: true,
    list: true,
    rowHeader: 1,
    columns: [
      { label: t('one-stop.col.pick'), hidden: true },
      { label: t('one-stop.col.owner') },
      { label: t('one-stop.col.procedure') },
      { label: t('one-stop.col.step') },
      { label: t('one-stop.col.due') },
      { label: t(bulk.kind === 'sign' ? 'one-stop.bulk.result' : 'one-stop.bulk.what') },
    ],
    rows: lines.map(line => [
      html`<input type="checkbox" name="${CHOSEN}" value="${line.taskId}" aria-label="${t('one-stop.bulk.pick', { person: line.about.person, code: line.about.code })}"${chosen.has(line.taskId) && html` checked`}>`,
      who(ctx, line, bulk.kind === 'sign', notes),
      line.about.matter,
      line.task.title.step,
      line.task.dueAt
        ? html`<span class="num">${formatDateTime(line.task.dueAt)}</span>`
        : t('one-stop.no-due'),
      bulk.kind === 'sign'
        ? html`<a href="/can-bo/ho-so/${line.dossierId}/xem-truoc.pdf?buoc=${line.taskId}" target="_blank">${t('one-stop.act.preview')}<span class="vh"> ${line.about.person}</span></a>`
        : bulk.kind === 'step'
          ? line.words
          : t(bulk.kind === 'undo' ? 'one-stop.undo.link' : 'one-stop.bulk.give'),
    ]),
  });
}

/**
 * What cannot be done with the others, and why: `why` says it, by task, of what is for somebody else, waits for an opinion, or was done by somebody
 * meanwhile (who did what and when).
 */
const leftOut = (ctx: Ctx, lines: readonly BulkLine[], why: ReadonlyMap<string, string>): Html =>
  html`<section><h2>${ctx.t('one-stop.bulk.left', { count: lines.length })}</h2>${[
    ...Map.groupBy(lines, line => why.get(line.taskId) ?? refusalWords(ctx, line)),
  ].map(
    ([why, alike]) =>
      html`<p>${why}</p><ul>${alike.map(
        ({ dossierId, about, task: { title } }) =>
          html`<li><a href="/can-bo/ho-so/${dossierId}">${about.person}</a> <span class="num q">${about.code}</span>, ${title.step}</li>
`,
      )}</ul>${readThem(
        ctx,
        alike.filter(
          ({ alone, task }) => (alone === 'notice' || alone === 'not-to-give') && task.state === 'open',
        ),
      )}`,
  )}</section>`;

/** What is only to be read is marked as read together: chosen anew as what it is. */
const readThem = (ctx: Ctx, lines: readonly BulkLine[]): Html | null =>
  lines.length && kindsOf(ctx).includes('step')
    ? html`<form method="post" action="${BULK}">${csrfField(ctx)}<input type="hidden" name="viec" value="${BUTTONS.step.value}">${lines.map(
        line => html`<input type="hidden" name="chon" value="${line.taskId}">`,
      )}<p>${button({ label: ctx.t('one-stop.bulk.read', { count: lines.length }), alt: true })}</p></form>`
    : null;

/** What was chosen, to be looked through and confirmed once. */
export async function review(ctx: Ctx, loaded: LoadedBulk, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { bulk, lines } = loaded;
  const able = lines.filter(l => l.state === 'waiting' && (bulk.kind === 'undo' || l.task.state === 'open'));
  const { own, inPlaceOf } = bulk.kind === 'sign' ? await signingsOf(ctx, able) : NO_SIGNINGS;
  const alone = new Map([
    ...(await awaitedWords(ctx, bulk.kind, able)),
    ...[...own].map(taskId => [taskId, t('one-stop.bulk.own')] as const),
  ]);
  const ready = able.filter(l => !alone.has(l.taskId));
  const left = lines.filter(l => !ready.includes(l));
  const ended = await endedWords(
    ctx,
    left.filter(l => l.state === 'waiting' && !alone.has(l.taskId)),
  );
  const twins = bulk.kind === 'sign' ? await twinsOfLines(ctx, ready) : new Map<string, never>();
  const places = await placesOtherwise(ctx, bulk.kind === 'sign' ? ready.map(l => l.dossierId) : []);
  const shown = await shownNow(ctx, ready);
  // What would be refused, and what is to be looked at anew, is not ticked beforehand: its line says why.
  const apart = ready.filter(
    l => twins.has(l.dossierId) || places.has(l.dossierId) || shown.changed.has(l.taskId),
  );
  const choice = choiceOf(ctx, ready, apart);
  const title = t(`one-stop.bulk.title.${bulk.kind}`, { count: ready.length });
  // A result that is signed waits for what is still to be paid.
  const owing: ReadonlySet<string> =
    bulk.kind === 'sign'
      ? await owingDossiers(
          ctx.db,
          ready.map(l => l.dossierId),
        )
      : new Set();
  const form = async () =>
    html`<form method="post" action="${bulkPath(bulk)}" novalidate>${csrfField(ctx)}
<p>${t(owing.size ? 'one-stop.bulk.about.sign-owed' : `one-stop.bulk.about.${bulk.kind}`)}</p>
${apart.length > 0 && note(t('one-stop.bulk.apart', { count: apart.length }))}${marksAlong(shown)}${[...new Set([...inPlaceOf.values()].map(forOther => forOther.words))].map(words => note(words))}${steps(ctx, loaded, ready, choice.ids, { owing, twins, places, inPlaceOf, shown })}
${bulk.kind === 'assign' && (await assignFields(ctx, ready, errors))}${
  bulk.kind !== 'sign' &&
  textArea(t, {
    name: NOTE,
    label: t('one-stop.bulk.note'),
    optional: true,
    value: typedOr(ctx, NOTE),
    error: errorOf(errors, NOTE),
    rows: 2,
  })
}
<p class="picked">${t('one-stop.bulk.picked', { all: ready.length })}</p>
<p class="row">${button({ label: t(`one-stop.bulk.confirm.${bulk.kind}`), key: DONE_KEY })}<a href="/can-bo">${t('one-stop.bulk.cancel')}</a></p></form>`;
  const kept = choice.gone
    ? t('one-stop.bulk.choice-gone')
    : t('one-stop.bulk.choice-kept', { chosen: choice.ids.size, all: ready.length });
  return page(
    staffPage(
      ctx,
      { title, wide: true, error: errors.length > 0, scripts: [KEYS] },
      html`<p class="crumb"><a href="/can-bo">‹ ${t('one-stop.back')}</a></p>
${isBack(ctx) && ready.length > 0 && html`<div role="status">${note(`${t('one-stop.done.factor-shown')} ${kept}`)}</div>`}${errorSummary(t, errors)}<h1>${title}</h1>
${ready.length ? await form() : html`<p>${t('one-stop.bulk.none')}</p>`}
${left.length > 0 && leftOut(ctx, left, new Map([...ended, ...alone]))}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** What is still to be said before a bulk act begins. */
async function missing(ctx: Ctx, { bulk, lines }: LoadedBulk): Promise<Errors> {
  const { t, req } = ctx;
  const chosen = textFields(req.body, CHOSEN);
  if (!chosen.length) return [{ path: CHOSEN, message: t('one-stop.bulk.chosen-none') }];
  if (bulk.kind !== 'assign') return [];
  const post = textField(req.body, POST);
  if (!post) return [{ path: POST, message: t('one-stop.assign.post-missing') }];
  if (post === textField(req.body, SEEN)) return [];
  const steps = lines.flatMap(l => (chosen.includes(l.taskId) ? [l.task] : []));
  const away = post === ALL ? await allAwayWords(ctx, steps) : await awayWords(ctx, post, steps);
  return away ? [{ path: POST, message: away }] : [];
}

/** Confirmed: a worker begins. Sent again, it leads to the same page and nothing is done twice. */
async function confirm(ctx: Ctx): Promise<Answer> {
  const loaded = await loadBulk(ctx);
  const { bulk } = loaded;
  if (bulk.state !== 'chosen') return redirect(bulkPath(bulk));
  const errors = await missing(ctx, loaded);
  if (errors.length) return review(ctx, loaded, errors);
  // Signatures bind the office: as for a single one, the second factor was shown just now.
  if (bulk.kind === 'sign') await requireFresh(ctx.db, ctx.visitor!, SIGN_MINUTES, ctx.clock.now());
  const post = textField(ctx.req.body, POST);
  const said = {
    id: bulk.id,
    taskIds: textFields(ctx.req.body, CHOSEN),
    postId: post === ALL ? null : post || null,
    note: textField(ctx.req.body, NOTE),
    seen: marksSent(ctx, loaded.lines),
  };
  const by = { accountId: bulk.accountId, at: ctx.clock.now() };
  try {
    await ctx.db.tx(tx => confirmBulk(tx, said, by));
  } catch (error) {
    if (!isAppError(error) || error.status >= 500 || error.code === 'NOT_FOUND') throw error;
    return review(ctx, loaded, [
      { path: NOTE, message: refusalWords(ctx, { error: error.code, params: error.params }) },
    ]);
  }
  return forgetWords(redirect(bulkPath(bulk)));
}

const confirmFresh = withStepUp(confirm, ctx => `${BULK}/${ctx.req.params.id}?xong=factor-shown`);

export const confirmRoute: Route = {
  method: 'POST',
  path: `${BULK}/:id`,
  rule: 'official',
  handler: async ctx => keepChoice(ctx, await confirmFresh(ctx)),
};
