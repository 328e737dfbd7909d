import { type Agency, listAgencies, searchAgencies } from '#engines/organisation';
import { type Ctx, queryText } from '#platform/http';
import { type Html, html, selectField, textField } from '#ui';
import { byName } from './figures.ts';

const SEARCH = 'tim';
/** So many agencies are read through in one list; of more one is found by its name. */
const FEW = 20;
const SHOWN = 20;
/** More than any province has: what is out of reach is left out after the search. */
const ALL = 2000;

/** Which agencies somebody may choose on a day; `permission`: the right by which, held at his own. */
export type AgencyReach = { permission: string; date: string; has(id: string): boolean };

const within = async (ctx: Ctx, { date, has }: AgencyReach): Promise<Agency[]> =>
  (await listAgencies(ctx.db, date)).filter(a => has(a.id));

/**
 * The choice of one agency without script: a list of all where they are few; else of one's own, those directly below and the one that is
 * chosen, and a field to find any other by words of its name. `any`: what no choice means; without it one is always chosen. Null where there is but one.
 */
export async function agencyPick(
  ctx: Ctx,
  reach: AgencyReach,
  chosen: string | null,
  any?: string,
): Promise<Html | null> {
  const { t } = ctx;
  const all = await within(ctx, reach);
  if (all.length < 2) return null;
  const own = new Set(
    ctx.visitor?.grants.filter(g => g.permission === reach.permission).map(g => g.agencyId),
  );
  const isNear = ({ id, parentId }: Agency) => own.has(id) || id === chosen || own.has(parentId ?? '');
  const few = all.length <= FEW;
  const list = selectField(t, {
    name: 'co-quan',
    label: t('performance.col.agency'),
    ...(any ? { any } : {}),
    value: chosen ?? '',
    options: (few ? all : all.filter(isNear)).sort(byName).map(a => ({ value: a.id, label: a.name })),
  });
  if (few) return list;
  return html`${list}${textField(t, {
    name: SEARCH,
    label: t('performance.agency.find'),
    hint: t('performance.agency.find-hint'),
    value: queryText(ctx.req.query, SEARCH),
    autocomplete: 'off',
    most: 100,
  })}`;
}

/**
 * What was found by the words that were typed: the one agency that they mean, or what the page says of several, or of none. `addressOf`:
 * the page with an agency chosen.
 */
export async function agencySought(
  ctx: Ctx,
  reach: AgencyReach,
  addressOf: (agencyId: string) => string,
): Promise<{ only?: string; said?: Html }> {
  const { t } = ctx;
  const words = queryText(ctx.req.query, SEARCH).trim().slice(0, 100);
  if (!words) return {};
  const found = (await searchAgencies(ctx.db, words, reach.date, ALL)).filter(a => reach.has(a.id));
  const [first] = found;
  if (first && found.length === 1) return { only: addressOf(first.id) };
  const shown = found.slice(0, SHOWN);
  const said = html`<div role="status"><p>${t(found.length > SHOWN ? 'performance.agency.many' : first ? 'performance.agency.some' : 'performance.agency.none', { words, count: found.length, shown: SHOWN })}</p>${
    shown.length > 0 &&
    html`<ul>${shown.map(a => html`<li><a href="${addressOf(a.id)}">${a.name}</a></li>`)}</ul>`
  }</div>`;
  return { said };
}
