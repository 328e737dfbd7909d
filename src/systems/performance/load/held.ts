import {
  actorAt,
  askerOf,
  assign,
  assignable,
  casesService,
  dossierFor,
  ESCALATION_REF,
  factsOf,
} from '#engines/cases';
import {
  awayWords,
  candidatesFor,
  findTask,
  findTasks,
  type LiveTask,
  listHeld,
  TaskDone,
  TaskSuspended,
} from '#engines/work';
import { formatDateTime } from '#platform/clock';
import { isAppError, NotFound } from '#platform/errors';
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
import { DECIDES, type Led, LOAD, ledAgency, maySteer, withAgency } from './led.ts';

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
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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

/** To whom steps of the agency may be given: everybody who may do any of these. */
async function choices(ctx: Ctx, led: Led, tasks: readonly LiveTask[]) {
  const all = new Map<string, string>();
  const kinds = new Map(tasks.map(task => [`${task.permission} ${task.field}`, task]));
  for (const { permission, field } of kinds.values())
    for (const c of await candidatesFor(ctx.db, { agencyId: led.id, permission, field }, ctx.clock.now())) {
      const there = c.state === 'there' ? '' : ` (${ctx.t(`performance.rehearsal.${c.state}`)})`;
      all.set(c.postId, `${c.names.join(', ')} – ${ctx.lang === 'vi' ? c.titleVi : c.titleEn}${there}`);
    }
  return [
    ...[...all].map(([value, label]) => ({ value, label })),
    { value: ALL, label: ctx.t('performance.held.all') },
  ];
}

/** `told`: the post of which is said that nobody is there. */
async function shown(ctx: Ctx, errors: Errors = [], told = ''): Promise<Answer> {
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
  const steers = tasks.length > 0 && (await maySteer(ctx, led));
  const title = t(`performance.held.title${postIds.length ? '' : '-pool'}`);
  const table = list(ctx, tasks, steers);
  return page(
    staffPage(
      ctx,
      { title, active: 'load', error: errors.length > 0 },
      html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${t('performance.load.title')}</a></p>
${errorSummary(t, errors)}
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
            options: await choices(ctx, led, tasks),
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

/** Gives one step; what cannot be is told by its code and why. */
async function giveOne(ctx: Ctx, taskId: string, postId: string | null): Promise<string | null> {
  const now = ctx.clock.now();
  const task = UUID.test(taskId) ? await findTask(ctx.db, taskId) : undefined;
  if (!task) throw NotFound();
  let { code = '' } = task.title;
  try {
    const dossier = await dossierFor(ctx.db, ctx.visitor, task.subjectId, 'read', now);
    code = dossier.code;
    // Who comes second is told that it is done, rather than that it is not his.
    if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
    const facts = await factsOf(ctx.db, dossier, now);
    const able = assignable(askerOf(ctx.visitor), facts).find(a => a.taskId === task.id);
    if (!able) throw NotFound();
    const actor = actorAt(ctx.visitor!, now, { ...facts, places: [able.agencyPath] }, DECIDES);
    await ctx.db.tx(tx =>
      assign(tx, ctx.get(casesService), { dossierId: dossier.id, taskId: task.id, postId }, actor),
    );
    return null;
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    const what = ctx.t(`error.${error.code}.what`, error.params);
    return ctx.t('performance.held.refused', { code, what });
  }
}

const known = (ids: readonly string[]) => ids.filter(id => UUID.test(id));

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
  const told = to === ALL || to === textField(ctx.req.body, SEEN);
  const away = !told && (await awayWords(ctx, to, await findTasks(ctx.db, known(ids))));
  if (away) return shown(ctx, [{ path: TO, message: away }], to);
  const refused: string[] = [];
  for (const id of ids) {
    const why = await giveOne(ctx, id, to === ALL ? null : to);
    if (why) refused.push(why);
  }
  if (refused.length)
    return shown(
      ctx,
      refused.map(message => ({ path: TO, message })),
      to,
    );
  return redirect(doneAt(withAgency(LOAD, led), 'given'));
}

export const heldRoutes: readonly Route[] = [
  { method: 'GET', path: HELD, rule: { permission: DECIDES }, handler: ctx => shown(ctx) },
  { method: 'POST', path: HELD, rule: { permission: DECIDES }, handler: give },
];
