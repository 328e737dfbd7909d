import { spanText } from '#engines/worktime';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable, url } from '#ui';
import type { People, PersonLine } from '../people.ts';
import { number } from '../view.ts';
import { addressOf, reads, SITUATION, type SituationAsked } from './asked.ts';

/** A working day of the province, as spans are said in. */
const DAY_MINUTES = 480;

/** Where the steps behind a number of somebody stand. */
export const STEPS = `${SITUATION}/buoc`;

/** The numbers of a person that open to a list of steps. */
export const OF_PERSON = ['done', 'done-late', 'open', 'today', 'late-now'] as const;
export type OfPerson = (typeof OF_PERSON)[number];

const red = (ctx: Ctx, n: number): Html | string =>
  n ? html`<span class="st late">${number(ctx, n)}</span>` : number(ctx, 0);

/** Who does the steps of an agency: what was done over the period, and what lies with each now. */
export function peopleTable(
  ctx: Ctx,
  asked: SituationAsked,
  agencyId: string,
  { people, pool }: People,
): Html {
  const { t } = ctx;
  const link = (so: OfPerson, who: string, shown: Html | string) =>
    !reads(ctx)
      ? shown
      : html`<a href="${url(addressOf(STEPS, { ...asked, agencyId, field: null }, { so, 'can-bo': who }))}">${shown}</a>`;
  const title = (post: PersonLine['posts'][number]) => (t.lang === 'vi' ? post.titleVi : post.titleEn);
  const row = (p: PersonLine) => [
    html`${p.name}${p.posts.length > 0 && html`<small>${p.posts.map(title).join('; ')}</small>`}`,
    link('done', p.accountId, number(ctx, p.done)),
    link('done-late', p.accountId, red(ctx, p.late)),
    p.average === null ? '–' : spanText(Math.round(p.average), DAY_MINUTES, t),
    link('open', p.accountId, number(ctx, p.held.open)),
    link('today', p.accountId, number(ctx, p.held.today)),
    link('late-now', p.accountId, red(ctx, p.held.late)),
  ];
  return scrollTable({
    caption: t('performance.people.table'),
    captionHidden: true,
    rowHeader: 0,
    columns: [
      { label: t('performance.col.person') },
      ...['done', 'done-late', 'average', 'open', 'today', 'late-now'].map(c => ({
        label: t(`performance.people.${c}`),
        figures: true,
      })),
    ],
    rows: [
      ...people.map(row),
      ...(pool.open
        ? [
            [
              t('performance.people.pool'),
              '–',
              '–',
              '–',
              link('open', 'chua-giao', number(ctx, pool.open)),
              link('today', 'chua-giao', number(ctx, pool.today)),
              link('late-now', 'chua-giao', red(ctx, pool.late)),
            ],
          ]
        : []),
    ],
  });
}
