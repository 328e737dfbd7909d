import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import { type People, type PersonLine, strandedOf } from '../people.ts';
import { addressOf, reads, SITUATION, type SituationAsked } from './asked.ts';
import { liveCell } from './live-cell.ts';
import {
  PERSON_COLUMNS,
  type PersonColumn,
  POOL,
  personKey,
  personValues,
  STRANDED,
} from './person-values.ts';

/** Where the steps behind a number of somebody stand. */
export const STEPS = `${SITUATION}/buoc`;

const isRed = (column: PersonColumn): boolean => column === 'done-late' || column === 'late-now';
/** What lies with nobody was done by nobody: only what is open opens to a list. */
const OF_POOL: readonly PersonColumn[] = ['open', 'today', 'late-now'];

/** Who does the steps of an agency: what was done over the period, and what lies with each now. */
export function peopleTable(ctx: Ctx, asked: SituationAsked, agencyId: string, people: People): Html {
  const { t } = ctx;
  const values = personValues(ctx, people);
  const numbersOf = (who: string, listed: readonly PersonColumn[]) =>
    PERSON_COLUMNS.map(column => {
      const key = personKey(column, who);
      const href =
        reads(ctx) && listed.includes(column)
          ? addressOf(STEPS, { ...asked, agencyId, field: null }, { so: column, 'can-bo': who })
          : null;
      return liveCell(values[key] ?? '0', { key, red: isRed(column), href });
    });
  const title = (post: PersonLine['posts'][number]) => (t.lang === 'vi' ? post.titleVi : post.titleEn);
  return scrollTable({
    caption: t('performance.people.table'),
    captionHidden: true,
    rowHeader: 0,
    columns: [
      { label: t('performance.col.person') },
      ...PERSON_COLUMNS.map(c => ({ label: t(`performance.people.${c}`), figures: true })),
    ],
    rows: [
      ...people.people.map(p => [
        html`${p.name}${p.posts.length > 0 && html`<small>${p.posts.map(title).join('; ')}</small>`}`,
        ...numbersOf(
          p.accountId,
          PERSON_COLUMNS.filter(c => c !== 'average'),
        ),
      ]),
      ...(people.pool.open ? [[t('performance.people.pool'), ...numbersOf(POOL, OF_POOL)]] : []),
      ...(strandedOf(people).open ? [[t('performance.load.stranded'), ...numbersOf(STRANDED, [])]] : []),
    ],
  });
}
