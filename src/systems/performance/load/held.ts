import { ESCALATION_REF } from '#engines/cases';
import { holdersOfPosts } from '#engines/identity';
import { allAwayWords, awayWords, findTasks, type LiveTask, listHeld, type Task } from '#engines/work';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  page,
  pageNumber,
  queryText,
  type Route,
  redirect,
  textField,
  textFields,
} from '#platform/http';
import {
  doneAt,
  type Errors,
  emptyState,
  errorSummary,
  type Html,
  html,
  note,
  pages,
  postForm,
  scrollTable,
  selectField,
  staffPage,
  status,
  typedOr,
  withQuery,
} from '#ui';
import { recordListRead } from '../situation/list-frame.ts';
import { type Giving, giveOne } from './give-one.ts';
import { DECIDES, LOAD, ledAgency, maySteer, UUID, withAgency } from './led.ts';
import { takersOf } from './takers.ts';

export const HELD = `${LOAD}/viec`;
/** In the address instead of posts: what lies with nobody in particular. */
export const POOL = 'chua-giao';
const PAGE_SIZE = 50;
const TASK = 'buoc';
const TO = 'giao-cho';
/** Hidden field: the post of which was said that nobody is there. */
const SEEN = 'da-xem';
/** Back to all who may do it. */
const ALL = 'tat-ca';

/** Whose steps are asked for: posts, or none for the pool. Throws NotFound for an address that names neither. */
function postsAsked(ctx: Ctx): string[] {
  const named = queryText(ctx.req.query, 'vi-tri') || POOL;
  if (named === POOL) return [];
  const ids = named.split(',').slice(0, 20);
  if (!ids.every(id => UUID.test(id))) throw NotFound();
  return ids;
}

const dueCell = (ctx: Ctx, { dueAt }: LiveTask): Html | string =>
  !dueAt
    ? ctx.t('performance.list.no-due')
    : dueAt < ctx.clock.now()
      ? status('late', formatDateTime(dueAt))
      : html`<span class="num nb">${formatDateTime(dueAt)}</span>`;

function list(ctx: Ctx, tasks: readonly LiveTask[], ticks: boolean): Html {
  const { t } = ctx;
  const ticked = new Set(textFields(ctx.req.body, TASK));
  const columns = ['step', 'code', 'owner', 'procedure', 'due'] as const;
  return scrollTable({
    caption: t('performance.held.table'),
    captionHidden: true,
    rowHeader: ticks ? 2 : 1,
    columns: [
      ...(ticks ? [{ label: t('performance.held.tick'), hidden: true }] : []),
      ...columns.map(c => ({ label: t(`performance.list.${c}`) })),
    ],
    rows: tasks.map(task => [
      ...(ticks
        ? [
            html`<input type="checkbox" name="${TASK}" value="${task.id}" aria-label="${t('performance.held.one', { step: task.title.step, code: task.title.code })}"${ticked.has(task.id) && html` checked`}>`,
          ]
        : []),
      task.title.step,
      html`<a class="num" href="/can-bo/ho-so/${task.subjectId}">${task.title.code}</a>`,
      task.title.person,
      task.title.matter,
      dueCell(ctx, task),
    ]),
  });
}

/** What is said of what was sent: `told`: the post of which is said that nobody is there; `given`: which steps went to whom. */
type Said = { told?: string; given?: Html | false };

async function shown(
  ctx: Ctx,
  errors: Errors = [],
  { told = '', given = false }: Said = {},
): Promise<Answer> {
  const { t } = ctx;
  const led = await ledAgency(ctx);
  const postIds = postsAsked(ctx);
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const found = await listHeld(
    ctx.db,
    { agencyIds: [led.id], postIds, except: ESCALATION_REF },
    { limit: PAGE_SIZE + 1, offset },
  );
  const tasks = found.slice(0, PAGE_SIZE);
  await recordListRead(ctx, { held: postIds, agencyId: led.id, offset }, tasks.length);
  const ticked = tasks.filter(task => textFields(ctx.req.body, TASK).includes(task.id));
  const steers = tasks.length > 0 && (await maySteer(ctx, led));
  const title = t(`performance.held.title${postIds.length ? '' : '-pool'}`);
  const table = list(ctx, tasks, steers);
  return page(
    staffPage(
      ctx,
      { title, active: 'load', error: errors.length > 0 },
      html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${t('performance.load.title')}</a></p>
${errorSummary(t, errors)}${given}
<h1>${title}</h1>
<p>${led.name}</p>
${
  !tasks.length
    ? emptyState({ why: t('performance.held.none') })
    : !steers
      ? html`<p>${t('performance.held.not-yours')}</p>${table}`
      : postForm(ctx, {
          action: ctx.req.url,
          fields: html`<input type="hidden" name="${SEEN}" value="${told}">${table}${selectField(t, {
            name: TO,
            label: t('performance.held.to'),
            value: typedOr(ctx, TO),
            options: [
              // Of what is ticked, where the page comes back with it.
              ...(await takersOf(ctx, led, ticked.length ? ticked : tasks)),
              { value: ALL, label: t('performance.held.all') },
            ],
          })}`,
          button: t('performance.held.give'),
        })
}
${pages(t, {
  from: offset + 1,
  to: offset + tasks.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

const known = (ids: readonly string[]) => ids.filter(id => UUID.test(id));

/** Which of the steps were given, and to whom, where others were not; nothing where none was. */
async function givenWords(ctx: Ctx, done: readonly Giving[], to: string): Promise<Html | false> {
  const steps = done.flatMap(d => ('given' in d ? [d.given] : []));
  if (!steps.length) return false;
  const holders = to === ALL ? [] : await holdersOfPosts(ctx.db, [to], localDate(ctx.clock.now()));
  const name = holders.map(h => h.name).join(', ');
  const key = name ? 'performance.held.given' : 'performance.held.given-back';
  return note(ctx.t(key, { name, count: steps.length, steps: steps.join('; ') }));
}

/** What is said before these are given: that who gets them, or everybody who may do them, is away. */
const saidOf = (ctx: Ctx, to: string, tasks: readonly Task[]): Promise<string | undefined> =>
  to === ALL ? allAwayWords(ctx, tasks) : awayWords(ctx, to, tasks);

/** Gives the steps that are ticked to one post, each for itself: one that somebody has done meanwhile stops none of the others. */
async function give(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const led = await ledAgency(ctx);
  if (!(await maySteer(ctx, led))) throw NotFound();
  const ids = textFields(ctx.req.body, TASK).slice(0, PAGE_SIZE);
  const to = textField(ctx.req.body, TO);
  if (!ids.length) return shown(ctx, [{ path: TO, message: t('performance.held.none-ticked') }]);
  if (to !== ALL && !UUID.test(to))
    return shown(ctx, [{ path: TO, message: t('performance.held.to-missing') }]);
  // Told once: who sends the same again gives them all the same.
  const told = to === textField(ctx.req.body, SEEN);
  const away = !told && (await saidOf(ctx, to, await findTasks(ctx.db, known(ids))));
  if (away) return shown(ctx, [{ path: TO, message: away }], { told: to });
  const done: Giving[] = [];
  for (const id of ids) done.push(await giveOne(ctx, id, to === ALL ? null : to));
  const refused = done.flatMap(d => ('refused' in d ? [{ path: TO, message: d.refused }] : []));
  if (refused.length) return shown(ctx, refused, { told: to, given: await givenWords(ctx, done, to) });
  return redirect(doneAt(withAgency(LOAD, led), 'given'));
}

export const heldRoutes: readonly Route[] = [
  { method: 'GET', path: HELD, rule: { permission: DECIDES }, handler: ctx => shown(ctx) },
  { method: 'POST', path: HELD, rule: { permission: DECIDES }, handler: give },
];
