import { AGENCY_KINDS, type Agency, lookUpAreas } from '#engines/organisation';
import { type Answer, type Ctx, pageNumber, queryText, type Route } from '#platform/http';
import { fold } from '#platform/text';
import {
  askForm,
  button,
  DAY,
  dateField,
  dayAsked,
  emptyState,
  errorOf,
  html,
  pages,
  scrollTable,
  selectField,
  textField,
  withQuery,
} from '#ui';
import { agenciesOn } from '../../agencies-on.ts';
import { adminPage, ROOT } from '../../view.ts';

const PAGE_SIZE = 50;
const HOME = `${ROOT}/co-quan`;

const isLike = (agency: Agency, typed: string): boolean => {
  const words = fold(typed).split(' ').filter(Boolean);
  const text = fold(`${agency.name} ${agency.shortName ?? ''}`);
  const codes = [agency.identifier, agency.legacyIdentifier].map(c => c?.toLowerCase());
  return words.every(w => text.includes(w)) || codes.some(c => c?.startsWith(typed.toLowerCase()));
};

/** Those first whose name has what was typed word for word; then its words as whole ones, then as beginnings; else in their order. */
function nearestFirst(found: readonly Agency[], typed: string): Agency[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const rank = ({ name, shortName }: Agency): number => {
    const text = ` ${fold(`${name} ${shortName ?? ''}`)} `;
    if (text.includes(` ${words.join(' ')} `)) return 0;
    if (words.every(w => text.includes(` ${w} `))) return 1;
    return words.every(w => text.includes(` ${w}`)) ? 2 : 3;
  };
  return Array.from(found, agency => ({ agency, at: rank(agency) }))
    .sort((a, b) => a.at - b.at)
    .map(({ agency }) => agency);
}

/** Ids of the areas that have what was typed as their code on the day: agencies are found by the code of their area too. */
async function areasOfCode({ db }: Ctx, typed: string, day: string): Promise<ReadonlySet<string>> {
  if (!/^\d+$/.test(typed)) return new Set();
  const { rows } = await lookUpAreas(db, typed, day, { limit: PAGE_SIZE, offset: 0 });
  return new Set(rows.filter(a => a.code === typed).map(a => a.id));
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const { day, typed, errors } = dayAsked(ctx);
  const q = queryText(req.query, 'q');
  const kind = queryText(req.query, 'loai');
  const all = await agenciesOn(ctx, 'organisation.manage', day);
  const areas = await areasOfCode(ctx, q, day);
  const like = all.filter(
    a => (!q || isLike(a, q) || areas.has(a.areaId ?? '')) && (!kind || a.kind === kind),
  );
  const found = q ? nearestFirst(like, q) : like;
  const n = pageNumber(req.query);
  const shown = found.slice((n - 1) * PAGE_SIZE, n * PAGE_SIZE);
  // Said once where it holds for all of them: beside every name it would say nothing.
  const allUnverified = shown.every(a => a.unverified);
  const at = queryText(req.query, DAY) ? `?${new URLSearchParams({ [DAY]: typed })}` : '';
  return adminPage(
    ctx,
    { title: t('administration.agencies.title'), active: 'agencies', errors },
    html`<p class="row">${button({ label: t('administration.agencies.add'), href: `${HOME}/moi` })}<a href="/don-vi-hanh-chinh">${t('administration.agencies.units')}</a></p>
${askForm(
  HOME,
  html`${textField(t, { name: 'q', label: t('administration.agencies.search'), value: q, type: 'search' })}${selectField(
    t,
    {
      name: 'loai',
      label: t('administration.agency.kind'),
      any: t('administration.agency.kind.any'),
      value: kind,
      options: AGENCY_KINDS.map(k => ({ value: k, label: t(`organisation.agency-kind.${k}`) })),
    },
  )}${dateField(t, { name: DAY, label: t('administration.agencies.day'), value: typed, error: errorOf(errors, DAY) })}`,
  t('administration.show'),
)}
${
  // Of a day that is none there is no list.
  errors.length
    ? null
    : shown.length
      ? html`${allUnverified && html`<p class="q">${t('administration.agencies.unverified')}</p>`}${scrollTable(
          {
            caption: t('administration.agencies.on', { day: typed, count: found.length }),
            columns: [
              { label: t('administration.agency.identifier') },
              { label: t('administration.agency.name') },
              { label: t('administration.agency.kind') },
              { label: t('administration.agency.phone') },
            ],
            rowHeader: 1,
            rows: shown.map(a => [
              html`<span class="num nb">${a.identifier}</span>`,
              html`<a href="${HOME}/${a.id}${at}">${a.name}</a>${!allUnverified && a.unverified && html`<small>${t('organisation.unverified')}</small>`}`,
              t(`organisation.agency-kind.${a.kind}`),
              a.phone
                ? html`<span class="num nb">${a.phone}</span>`
                : html`<span class="q">${t('ui.none')}</span>`,
            ]),
          },
        )}`
      : emptyState({
          why:
            q || kind
              ? t('administration.agencies.none-like')
              : t('administration.agencies.none', { day: typed }),
          next: { href: HOME, label: t('administration.agencies.all-today') },
        })
}
${
  !errors.length &&
  pages(t, {
    from: (n - 1) * PAGE_SIZE + 1,
    to: (n - 1) * PAGE_SIZE + shown.length,
    total: found.length,
    previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
    next: found.length > n * PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
  })
}`,
  );
}

export const agenciesRoute: Route = {
  method: 'GET',
  path: HOME,
  rule: { permission: 'organisation.manage' },
  handler: show,
};
