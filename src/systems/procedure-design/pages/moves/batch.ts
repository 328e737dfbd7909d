import { type BatchCounts, countMoves, listMoveItems, loadWay, type VersionBatch } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  pageNumber,
  textField as posted,
  queryText,
  type Route,
} from '#platform/http';
import {
  type Errors,
  errorOf,
  figureTiles,
  formatNumber,
  type Html,
  html,
  keyValues,
  note,
  pages,
  postForm,
  status,
  type Tone,
  textArea,
  withQuery,
} from '#ui';
import { nameOf } from '../../conflict.ts';
import { mayApprove, ROOT } from '../../load.ts';
import { designPage, procedureCrumbs } from '../../view.ts';
import { itemTable } from './items.ts';
import { batchPath, type LoadedBatch, loadBatch } from './load.ts';
import { plansOf, planTable } from './plan-table.ts';

const PAGE_SIZE = 25;
export const REASON = 'ly-do';

const TONES: Record<VersionBatch['state'], Tone> = {
  proposed: 'soon',
  rejected: 'ended',
  running: 'soon',
  stopped: 'hold',
  done: 'done',
};

export const stateWords = (ctx: Ctx, { state, undoing }: VersionBatch): Html =>
  status(TONES[state], ctx.t(`procedure-design.moves.state.${state}${undoing ? '-undo' : ''}`));

async function facts(ctx: Ctx, { batch }: LoadedBatch): Promise<Html> {
  const { t } = ctx;
  const when = async (key: string, who: string | null, at: Date | null) =>
    who && at
      ? [
          {
            label: t(`procedure-design.moves.${key}`),
            value: t('procedure-design.moves.by', { who: await nameOf(ctx, who), at: formatDateTime(at) }),
          },
        ]
      : [];
  return keyValues(t, [
    { label: t('procedure-design.moves.reason'), value: html`<span class="pre">${batch.reason}</span>` },
    ...(await when('asked', batch.askedBy, batch.askedAt)),
    ...(await when(batch.state === 'rejected' ? 'rejected' : 'approved', batch.decidedBy, batch.decidedAt)),
    ...(batch.refusal
      ? [
          {
            label: t('procedure-design.moves.refusal'),
            value: html`<span class="pre">${batch.refusal}</span>`,
          },
        ]
      : []),
    ...(await when('undone', batch.undoneBy, batch.undoneAt)),
  ]);
}

function progress(ctx: Ctx, batch: VersionBatch, counts: BatchCounts): Html {
  const { t, lang } = ctx;
  const n = (value: number) => formatNumber(value, { lang });
  const done = batch.undoing ? counts.back + counts.kept : counts.moved + counts.left;
  const all = batch.undoing ? done + counts.moved : counts.all;
  const shown = (['moved', 'left', 'back', 'kept', 'waiting'] as const).filter(
    s => counts[s] > 0 || s === 'moved' || (s === 'left' && !batch.undoing),
  );
  return html`<p><label for="tien-do">${t('procedure-design.moves.progress', { done: n(done), all: n(all) })}</label> <progress id="tien-do" max="${all}" value="${done}"></progress></p>
${figureTiles(shown.map(s => ({ label: t(`procedure-design.moves.item.${s}`), value: n(counts[s]) })))}
${batch.state === 'running' && html`<p>${t('procedure-design.moves.refresh')} <a href="${withQuery(ctx, {})}">${t('procedure-design.moves.refresh.link')}</a></p>`}`;
}

/** What can be done with it now, by whoever looks at it. */
function acts(ctx: Ctx, { batch, code, from }: LoadedBatch, counts: BatchCounts, errors: Errors): Html {
  const { t } = ctx;
  const action = (path: string) => `${batchPath(code, batch.id)}/${path}`;
  const press = (path: string, key: string, alt = false, about = '') =>
    postForm(ctx, {
      action: action(path),
      fields: about && html`<p>${about}</p>`,
      button: t(`procedure-design.moves.${key}`, { number: from.number }),
      alt,
    });
  const own = batch.askedBy === ctx.visitor?.accountId;
  if (batch.state === 'proposed') {
    const reject =
      (own || mayApprove(ctx)) &&
      postForm(ctx, {
        action: action('tu-choi'),
        fields: textArea(t, {
          name: REASON,
          label: t(`procedure-design.moves.${own ? 'take-back' : 'reject'}.reason`),
          rows: 2,
          value: posted(ctx.req.body, REASON),
          error: errorOf(errors, REASON),
        }),
        button: t(`procedure-design.moves.${own ? 'take-back' : 'reject'}`),
        alt: true,
      });
    if (own) return html`${note(t('procedure-design.moves.own'))}${reject}`;
    return mayApprove(ctx)
      ? html`${press('duyet', 'approve', false, t('procedure-design.moves.approve.about', { count: counts.all }))}${reject}`
      : note(t('procedure-design.moves.waits'));
  }
  // A stopped one that has moved nobody is closed that way: it would hold up every other of its version.
  const mayUndo = mayApprove(ctx) && !batch.undoing && (counts.moved > 0 || batch.state === 'stopped');
  return html`${batch.state === 'running' && press('dung', 'stop', true)}${
    batch.state === 'stopped' && mayApprove(ctx) && press('tiep', 'resume')
  }${
    (batch.state === 'stopped' || batch.state === 'done') &&
    mayUndo &&
    press('ve', 'undo', true, t('procedure-design.moves.undo.about', { number: from.number }))
  }`;
}

/** Of what waits for a decision, what each dossier would become; null where the way is not open any more. */
async function dryRun(ctx: Ctx, { batch }: LoadedBatch, page: { limit: number; offset: number }) {
  try {
    const way = await loadWay(ctx.db, batch.fromVersion, batch.toVersion, ctx.clock.now());
    const items = await listMoveItems(ctx.db, batch.id, page);
    const plans = await plansOf(
      ctx,
      way,
      items.map(i => i.dossierId),
    );
    return planTable(ctx, way, plans);
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error;
    return note(
      `${ctx.t(`error.${error.code}.what`, error.params)}. ${ctx.t(`error.${error.code}.todo`, error.params)}`,
    );
  }
}

/** In which states it is news that this was done: afterwards its state says more. */
const NEWS: Readonly<Record<string, VersionBatch['state']>> = {
  'moves-asked': 'proposed',
  'moves-approved': 'running',
  'moves-rejected': 'rejected',
  'moves-stopped': 'stopped',
  'moves-resumed': 'running',
  'moves-undone': 'running',
};

const isStale = (ctx: Ctx, { state }: VersionBatch): boolean => {
  const news = NEWS[queryText(ctx.req.query, 'xong')];
  return news !== undefined && news !== state;
};

/** A moving of many: why, who, how far, what came of each, and what can be done about it. */
export async function showBatch(ctx: Ctx, loaded: LoadedBatch, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const { batch, from, to } = loaded;
  const counts = await countMoves(ctx.db, batch.id);
  const n = pageNumber(ctx.req.query);
  const page = { limit: PAGE_SIZE, offset: (n - 1) * PAGE_SIZE };
  const mayUndo = mayApprove(ctx) && (batch.state === 'stopped' || batch.state === 'done');
  const table =
    batch.state === 'proposed'
      ? await dryRun(ctx, loaded, page)
      : await itemTable(ctx, loaded, { ...page, mayUndo });
  return designPage(
    ctx,
    {
      title: t('procedure-design.moves.title', { from: from.number, to: to.number }),
      crumbs: procedureCrumbs(ctx, loaded).slice(1),
      errors,
      stale: isStale(ctx, batch),
    },
    html`<p class="row">${stateWords(ctx, batch)}</p>
${await facts(ctx, loaded)}
${batch.state !== 'proposed' && batch.state !== 'rejected' && progress(ctx, batch, counts)}
${acts(ctx, loaded, counts, errors)}
<section><h2>${t('procedure-design.moves.items-of', { count: counts.all })}</h2>
${table}${pages(t, {
  from: page.offset + 1,
  to: Math.min(page.offset + PAGE_SIZE, counts.all),
  total: counts.all,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: counts.all > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`,
  );
}

export const batchRoute: Route = {
  method: 'GET',
  path: `${ROOT}/:code/chuyen-ho-so/:moves`,
  rule: { permission: 'procedure.edit' },
  handler: async ctx => showBatch(ctx, await loadBatch(ctx)),
};
