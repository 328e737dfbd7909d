import { columnsOf, MOST_ROWS } from '#engines/cases';
import type { Form } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { columnSheets } from '#platform/spreadsheet';

/** An empty list for a procedure: its columns (compulsory ones with *), and on a second sheet what each takes. */
export function listTemplate(t: Translate, { name, form }: { name: string; form: Form }): Promise<Buffer> {
  const columns = columnsOf(t, form);
  const star = (c: (typeof columns)[number]) => `${c.heading}${c.needed ? ' *' : ''}`;
  return columnSheets([
    { name: t('one-stop.listed.sheet'), rows: [[t('one-stop.listed.number'), ...columns.map(star)]] },
    {
      name: t('one-stop.listed.guide'),
      rows: [
        [t('one-stop.listed.column'), t('one-stop.listed.takes')],
        ...columns.map(c => [star(c), c.takes]),
        ['', t('one-stop.listed.guide-about', { name, most: MOST_ROWS })],
      ],
    },
  ]);
}
