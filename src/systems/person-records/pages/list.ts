import { countPairs, likenessOf, listPairs, type Pair, type PersonRecord, recordsOf } from '#engines/people';
import { type Answer, type Ctx, pageNumber, type Route } from '#platform/http';
import { emptyState, type Html, html, pages, scrollTable, status, type Waiting, withQuery } from '#ui';
import { noteList, reachOfVisitor } from '../reach.ts';
import { birthText, lists, PAGE_SIZE, ROOT, recordsPage } from '../view.ts';

/** So many waiting ones are counted; more are too many to matter. */
const COUNTED = 50;

/** Of all records of two persons the two that are likest: what speaks for them being one. */
export function likest(a: readonly PersonRecord[], b: readonly PersonRecord[]) {
  const all = a.flatMap(one => b.map(other => likenessOf(one, other)));
  return all.reduce((best, l) => (l && l.score > (best?.score ?? 0) ? l : best), undefined);
}

/** How likely, in words with a colour. */
const chip = (ctx: Ctx, score: number): Html =>
  score >= 80
    ? status('soon', ctx.t('person-records.likely.very'))
    : score >= 65
      ? status('hold', ctx.t('person-records.likely.quite'))
      : status('hold', ctx.t('person-records.likely.maybe'));

const who = (records: readonly PersonRecord[]): Html => {
  const [first] = records;
  const born = birthText(first?.birthDate ?? null);
  return html`<b>${first?.name ?? ''}</b>${born && html`<br><small class="num">${born}</small>`}`;
};

function row(ctx: Ctx, pair: Pair, of: ReadonlyMap<string, PersonRecord[]>): Html[] {
  const [a, b] = [of.get(pair.aId) ?? [], of.get(pair.bId) ?? []];
  const signs = likest(a, b)?.signs ?? [];
  return [
    html`${who(a)}`,
    who(b),
    chip(ctx, pair.score),
    html`<small>${signs.map((s, i) => html`${i > 0 && '; '}${ctx.t(`person-records.sign.${s.fact}.${s.how}`)}`)}</small>`,
    html`<a href="${ROOT}/cap/${pair.aId}/${pair.bId}">${ctx.t('person-records.compare')}<span class="vh"> ${a[0]?.name ?? ''}, ${b[0]?.name ?? ''}</span></a>`,
  ];
}

/** Persons who may be one, the likest first. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const found = await listPairs(ctx.db, await reachOfVisitor(ctx), { limit: PAGE_SIZE + 1, offset });
  const shown = found.slice(0, PAGE_SIZE);
  await noteList(ctx, 'waiting', offset, shown.length);
  const of = Map.groupBy(
    await recordsOf(
      ctx.db,
      shown.flatMap(p => [p.aId, p.bId]),
    ),
    r => r.personId,
  );
  const columns = ['one', 'other', 'likely', 'why', 'do'].map(c => ({
    label: t(`person-records.column.${c}`),
    hidden: c === 'do',
  }));
  return recordsPage(
    ctx,
    { title: t('person-records.title') },
    html`<p class="q">${t('person-records.about')}</p>
${lists(ctx, 'waiting')}
${
  shown.length
    ? scrollTable({
        caption: t('person-records.tab.waiting'),
        captionHidden: true,
        columns,
        rows: shown.map(p => row(ctx, p, of)),
      })
    : emptyState({ why: t('person-records.none.waiting') })
}
${pages(t, {
  from: offset + 1,
  to: offset + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
  );
}

/** How many pairs wait for the visitor: said in the inbox, which holds none of them. */
export async function waitingPairs(ctx: Ctx): Promise<Waiting | null> {
  if (!ctx.visitor?.grants.some(g => g.permission === 'person.join')) return null;
  const count = await countPairs(ctx.db, await reachOfVisitor(ctx), COUNTED);
  if (!count) return null;
  const key = count < COUNTED ? 'person-records.waiting' : 'person-records.waiting-many';
  return { href: ROOT, text: ctx.t(key, { count }) };
}

export const listRoute: Route = {
  method: 'GET',
  path: ROOT,
  rule: { permission: 'person.join' },
  handler: show,
};
