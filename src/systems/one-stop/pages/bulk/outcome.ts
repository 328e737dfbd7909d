import type { BulkCounts } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { type Answer, type Ctx, json, page, type Route } from '#platform/http';
import { button, csrfField, type Html, html, note, scrollTable, staffPage, status } from '#ui';
import { changedOf } from './as-shown.ts';
import { chooseUndo, undoOffer } from './choose-undo.ts';
import { BULK, BUTTONS, bulkPath } from './kinds.ts';
import { type BulkLine, type LoadedBulk, loadBulk } from './load.ts';
import { PROGRESS } from './progress.ts';
import { refusalWords } from './refusal.ts';
import { review } from './review.ts';
import { isOver, type Since, sinceThen } from './since.ts';

/** What could not be done with the others was said before, and not confirmed: it does not count. */
const countsOf = (lines: readonly BulkLine[]): BulkCounts => {
  const confirmed = lines.filter(l => l.error !== 'BULK_NOT_THIS');
  const counts: BulkCounts = { all: confirmed.length, waiting: 0, done: 0, refused: 0 };
  for (const { state } of confirmed) counts[state]++;
  return counts;
};

/** How many are done, and how many could not be. */
const progressWords = ({ t }: Ctx, { all, done, refused }: BulkCounts): string =>
  t(`one-stop.bulk.progress${refused ? '-refused' : ''}`, { all, done, refused });

/** How far it is. Drawn anew by itself with script; without it one asks again by the link. */
const progress = (ctx: Ctx, { bulk }: LoadedBulk, counts: BulkCounts): Html =>
  html`<div data-progress="${bulkPath(bulk)}/tinh-hinh"><p><progress max="${counts.all}" value="${counts.all - counts.waiting}" aria-label="${ctx.t(`one-stop.bulk.running.${bulk.kind}`)}"></progress></p>
<p role="status">${progressWords(ctx, counts)}</p></div>
<p>${ctx.t('one-stop.bulk.leave')} <a href="${bulkPath(bulk)}">${ctx.t('one-stop.bulk.look-again')}</a></p>`;

/** What was to be taken back and had been before: it needs nobody. */
const wasUndone = ({ error }: BulkLine): boolean => error === 'UNDONE_BEFORE';

/** What is said of what was not done, as it is now: who has changed its dossier after it was shown, and how it stands since. */
type Now = { changed: ReadonlyMap<string, string>; since: Since };

const nowOf = async (ctx: Ctx, loaded: LoadedBulk): Promise<Now> => ({
  changed: await changedOf(ctx, loaded.lines),
  since: await sinceThen(ctx, loaded),
});

/** What became of what was not done: what still lies in the list, what somebody did meanwhile, what nobody has to do any more. */
function notDone(ctx: Ctx, { bulk, lines }: LoadedBulk, refused: number, { back, lost }: Since): Html | null {
  if (!refused) return null;
  const over = bulk.kind === 'undo' ? [] : lines.filter(isOver);
  const ended = over.filter(l => !back.has(l.taskId));
  const taken = ended.filter(l => l.task.state === 'done').length;
  const before = lines.filter(wasUndone).length;
  const counts = [
    [bulk.kind === 'undo' ? 'stay-undo' : 'stay', refused - over.length - before - lost.size],
    ['lost', lost.size],
    ['undone-before', before],
    ['back', over.length - ended.length],
    ['taken', taken],
    ['gone', ended.length - taken],
  ] as const;
  return html`<div role="status">${note(
    counts
      .filter(([, count]) => count)
      .map(([what, count]) => ctx.t(`one-stop.bulk.${what}`, { count }))
      .join(' '),
  )}</div>`;
}

/** Only what still needs somebody is red: not what others, or he himself, have done meanwhile, and not what nobody has to do any more. */
function standing(ctx: Ctx, kind: LoadedBulk['bulk']['kind'], line: BulkLine): Html {
  if (wasUndone(line)) return status('ended', ctx.t('one-stop.bulk.needless'));
  if (kind === 'undo' || !isOver(line)) return status('late', ctx.t('one-stop.bulk.not-done'));
  const { state, endedBy } = line.task;
  if (state !== 'done') return status('ended', ctx.t('one-stop.bulk.needless'));
  const self = endedBy === ctx.visitor?.accountId;
  return status('done', ctx.t(self ? 'one-stop.bulk.by-self' : 'one-stop.bulk.by-others'));
}

/** When what was done here was taken back; null where it holds, and of what takes back itself. */
const undoneSince = (kind: LoadedBulk['bulk']['kind'], { act }: BulkLine): Date | null =>
  kind === 'undo' ? null : (act?.undoneAt ?? null);

/** What came of one step, as it is now. */
function cameOf(ctx: Ctx, kind: LoadedBulk['bulk']['kind'], line: BulkLine, { changed, since }: Now): Html {
  if (line.state !== 'done') {
    const words =
      since.words.get(line.taskId) ?? `${refusalWords(ctx, line)} ${changed.get(line.taskId) ?? ''}`;
    return html`${standing(ctx, kind, line)}<small>${words}${since.back.has(line.taskId) && ` ${ctx.t('one-stop.bulk.is-back')}`}</small>`;
  }
  const undone = undoneSince(kind, line);
  const at = undone ?? line.at;
  return html`${undone ? status('ended', ctx.t('one-stop.bulk.undone')) : status('done', ctx.t('one-stop.bulk.done'))}${at && html`<small class="num">${formatDateTime(at)}</small>`}`;
}

function table(ctx: Ctx, { bulk, lines }: LoadedBulk, now: Now): Html {
  const { t } = ctx;
  // What was not done comes first: it needs somebody. What could not be done together was said before, and comes last.
  const rank = ({ state, error }: BulkLine) => (error === 'BULK_NOT_THIS' ? 2 : state === 'refused' ? 0 : 1);
  const sorted = [...lines].sort((a, b) => rank(a) - rank(b) || a.place - b.place);
  return scrollTable({
    caption: t('one-stop.bulk.list'),
    captionHidden: true,
    list: true,
    columns: (['owner', 'procedure', 'step', 'came-of-it'] as const).map(c => ({
      label: t(`one-stop.col.${c}`),
    })),
    rows: sorted.map(line => [
      html`<a href="/can-bo/ho-so/${line.dossierId}">${line.about.person}</a><small class="num q">${line.about.code}</small>`,
      line.about.matter,
      line.task.title.step,
      line.state === 'waiting'
        ? html`<div data-came="${line.taskId}">${t(`one-stop.bulk.waiting.${bulk.kind}`)}</div>`
        : cameOf(ctx, bulk.kind, line, now),
    ]),
  });
}

/** Refusals that come again whenever he chooses it. */
const NEVER_HIS = new Set(['BULK_NOT_THIS', 'SIGNED_OWN_APPRAISAL']);

/** Chooses once more what was not done and is still his to do. */
function again(ctx: Ctx, { bulk, lines }: LoadedBulk, { lost }: Since): Html | null {
  if (bulk.kind === 'undo') return null;
  const still = lines.filter(
    l =>
      l.state === 'refused' &&
      l.task.state === 'open' &&
      !lost.has(l.taskId) &&
      !NEVER_HIS.has(l.error ?? ''),
  );
  if (!still.length) return null;
  return html`<form method="post" action="${BULK}">${csrfField(ctx)}<input type="hidden" name="viec" value="${BUTTONS[bulk.kind].value}">${still.map(
    l => html`<input type="hidden" name="chon" value="${l.taskId}">`,
  )}
<p>${button({ label: ctx.t('one-stop.bulk.again', { count: still.length }), alt: true })}</p></form>`;
}

async function show(ctx: Ctx): Promise<Answer> {
  const loaded = await loadBulk(ctx);
  const { bulk, lines } = loaded;
  if (bulk.state === 'chosen') return review(ctx, loaded);
  const { t } = ctx;
  const counts = countsOf(lines);
  const now = await nowOf(ctx, loaded);
  const running = bulk.state === 'running';
  const undone = lines.filter(line => undoneSince(bulk.kind, line)).length;
  const ended = t(`one-stop.bulk.ended.${bulk.kind}`, { done: counts.done, all: counts.all });
  const title = running
    ? t(`one-stop.bulk.running.${bulk.kind}`)
    : undone
      ? t('one-stop.bulk.undone-since', { ended, count: undone })
      : ended;
  return page(
    staffPage(
      ctx,
      { title, wide: true, ...(running && { scripts: [PROGRESS] }) },
      html`<p class="crumb"><a href="/can-bo">‹ ${t('one-stop.back')}</a></p>
<h1>${title}</h1>
${running ? progress(ctx, loaded, counts) : notDone(ctx, loaded, counts.refused, now.since)}
${!running && again(ctx, loaded, now.since)}${!running && undoOffer(ctx, loaded)}
${table(ctx, loaded, now)}`,
    ),
  );
}

/** For the script of the page: how many it has got through, what came of each of them, and whether it has ended. */
async function state(ctx: Ctx): Promise<Answer> {
  const loaded = await loadBulk(ctx);
  const { bulk, lines } = loaded;
  const counts = countsOf(lines);
  const now = await nowOf(ctx, loaded);
  return json({
    ended: bulk.state === 'done',
    done: counts.all - counts.waiting,
    all: counts.all,
    words: progressWords(ctx, counts),
    came: Object.fromEntries(
      lines
        .filter(l => l.state !== 'waiting')
        .map(line => [line.taskId, cameOf(ctx, bulk.kind, line, now).toString()]),
    ),
  });
}

export const outcomeRoutes: readonly Route[] = [
  { method: 'GET', path: `${BULK}/:id`, rule: 'official', handler: show },
  { method: 'GET', path: `${BULK}/:id/tinh-hinh`, rule: 'official', handler: state },
  { method: 'POST', path: `${BULK}/:id/hoan-tac`, rule: 'official', handler: chooseUndo },
];
