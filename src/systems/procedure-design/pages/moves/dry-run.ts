import { askMoves, countDrafts, countRunning, listRunning, type MovePlan } from '#engines/cases';
import { formatDate } from '#platform/clock';
import {
  type Answer,
  type Ctx,
  pageNumber,
  textField as posted,
  type Route,
  textFields,
} from '#platform/http';
import { ledgerService } from '#platform/ledger';
import {
  attempt,
  doneAt,
  type Errors,
  emptyState,
  errorOf,
  figureTiles,
  formatNumber,
  type Html,
  html,
  note,
  pages,
  postForm,
  radios,
  textArea,
  typedOr,
  withQuery,
} from '#ui';
import { ROOT } from '../../load.ts';
import { designPage, procedureCrumbs } from '../../view.ts';
import { actorOf, batchPath, loadDryRun } from './load.ts';
import { plansOf, planTable } from './plan-table.ts';

const PAGE_SIZE = 25;
/** So many are looked at for the figures above the table; of more the figures say that they are of the first. */
const COUNTED = 100;
const REASON = 'ly-do';
const WHICH = 'nhung-ho-so';
const DOSSIER = 'ho-so';

type Loaded = Awaited<ReturnType<typeof loadDryRun>>;

function figures({ t, lang }: Ctx, total: number, plans: readonly MovePlan[]): Html {
  const can = plans.filter(p => !p.blocks.length).length;
  const n = (value: number) => formatNumber(value, { lang });
  const about =
    plans.length < total ? t('procedure-design.moves.figure.of-first', { count: plans.length }) : false;
  return figureTiles([
    { label: t('procedure-design.moves.figure.all'), value: n(total) },
    { label: t('procedure-design.moves.can'), value: n(can), about },
    { label: t('procedure-design.moves.cannot'), value: n(plans.length - can), about },
  ]);
}

async function dryRun(
  ctx: Ctx,
  { from, way }: Loaded & { way: NonNullable<Loaded['way']> },
  errors: Errors,
): Promise<Html> {
  const { t, db } = ctx;
  const total = (await countRunning(db, [from.id])).get(from.id) ?? 0;
  if (!total) return emptyState({ why: t('procedure-design.moves.dry.none', { number: from.number }) });
  const n = pageNumber(ctx.req.query);
  const first = await plansOf(ctx, way, await listRunning(db, from.id, { limit: COUNTED, offset: 0 }));
  const ids = await listRunning(db, from.id, { limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE });
  const plans =
    n * PAGE_SIZE <= COUNTED ? first.filter(p => ids.includes(p.dossierId)) : await plansOf(ctx, way, ids);
  const table = await planTable(ctx, way, plans, {
    name: DOSSIER,
    ticked: ctx.req.method === 'GET' ? [] : textFields(ctx.req.body, DOSSIER),
  });
  const { version: to } = way.to;
  const none = first.length === total && first.every(plan => plan.blocks.length > 0);
  const drafts = await countDrafts(db, from.id, ctx.clock.now());
  return html`<p>${t('procedure-design.moves.dry.about', { to: to.number, since: to.from ? formatDate(to.from) : '' })}</p>
<p>${t('procedure-design.moves.dry.stays')}</p>
${drafts > 0 && note(t('procedure-design.moves.dry.drafts', { count: drafts, number: from.number }))}${figures(ctx, total, first)}
${none && note(t('procedure-design.moves.none-can'))}${(none ? withoutAsking : postForm)(ctx, {
  action: withQuery(ctx, {}),
  fields: html`${table}
${pages(t, {
  from: (n - 1) * PAGE_SIZE + 1,
  to: (n - 1) * PAGE_SIZE + ids.length,
  total,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: total > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}${!none && asking(ctx, from.number, total, errors)}`,
  button: t('procedure-design.moves.ask'),
})}`;
}

type Form = Parameters<typeof postForm>[1];
/** The table alone, where there is nothing to ask for. */
const withoutAsking = (_: Ctx, { fields }: Form): Html => html`${fields}`;

function asking(ctx: Ctx, number: number, total: number, errors: Errors): Html {
  const { t } = ctx;
  return html`
<h2>${t('procedure-design.moves.ask.title')}</h2>
<p>${t('procedure-design.moves.ask.about')}</p>
${radios(t, {
  name: WHICH,
  label: t('procedure-design.moves.which'),
  value: typedOr(ctx, WHICH, 'tat-ca'),
  error: errorOf(errors, WHICH),
  options: [
    { value: 'tat-ca', label: t('procedure-design.moves.which.all', { count: total, number }) },
    { value: 'danh-dau', label: t('procedure-design.moves.which.chosen') },
  ],
})}${textArea(t, {
  name: REASON,
  label: t('procedure-design.moves.reason'),
  hint: t('procedure-design.moves.reason.hint'),
  rows: 3,
  value: typedOr(ctx, REASON),
  error: errorOf(errors, REASON),
})}`;
}

async function show(ctx: Ctx, loaded: Loaded, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { from, inForce, way, live, code } = loaded;
  const main = live
    ? note(
        html`${t('procedure-design.moves.under-way')} <a href="${batchPath(code, live.id)}">${t('procedure-design.moves.open')}</a>`,
      )
    : way
      ? await dryRun(ctx, { ...loaded, way }, errors)
      : emptyState({
          why: t(`procedure-design.moves.dry.${inForce ? 'in-force' : 'no-target'}`, { number: from.number }),
        });
  return designPage(
    ctx,
    {
      title: t('procedure-design.moves.title', {
        from: from.number,
        to: way?.to.version.number ?? from.number,
      }),
      crumbs: procedureCrumbs(ctx, loaded).slice(1),
      errors,
    },
    main,
  );
}

/** Asks for what was shown to be done: somebody else decides. */
async function ask(ctx: Ctx): Promise<Answer> {
  const loaded = await loadDryRun(ctx);
  const { from, inForce, code } = loaded;
  const { body } = ctx.req;
  const ticked = textFields(body, DOSSIER).filter(Boolean);
  const all = posted(body, WHICH) !== 'danh-dau';
  // Who ticked some did not mean all: what is preset does not decide it.
  if (all && ticked.length)
    return show(ctx, loaded, [
      { path: WHICH, message: ctx.t('procedure-design.moves.which.both', { count: ticked.length }) },
    ]);
  return attempt(
    ctx,
    async () => {
      const asking = {
        fromVersionId: from.id,
        toVersionId: inForce?.id ?? from.id,
        reason: posted(body, REASON),
        dossiers: all ? ('all' as const) : ticked,
      };
      const deps = { ledger: ctx.get(ledgerService) };
      const id = await ctx.db.tx(tx => askMoves(tx, deps, asking, actorOf(ctx, 'procedure.edit')));
      return doneAt(batchPath(code, id), 'moves-asked');
    },
    errors => show(ctx, loaded, errors),
    { fields: { REASON_MISSING: REASON, REASON_TOO_LONG: REASON }, otherwise: WHICH },
  );
}

export const dryRunRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${ROOT}/:code/chuyen-ho-so`,
    rule: { permission: 'procedure.edit' },
    handler: async ctx => show(ctx, await loadDryRun(ctx)),
  },
  {
    method: 'POST',
    path: `${ROOT}/:code/chuyen-ho-so`,
    rule: { permission: 'procedure.edit' },
    handler: ask,
  },
];
