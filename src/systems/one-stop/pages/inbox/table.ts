import { MOST_AT_ONCE } from '#engines/cases';
import type { LiveTask } from '#engines/work';
import type { Ctx } from '#platform/http';
import { bulkBar, button, csrfField, type Html, html, scrollTable } from '#ui';
import { BULK, BUTTONS, kindsOf } from '../bulk/kinds.ts';
import { othersSign } from '../signs-for.ts';
import { addressOf, type Desk, INBOX, stateOf, type Typed } from './ask.ts';
import { columnsOf, rowsOf } from './rows.ts';

/**
 * The box above the others. Where the list is on one page it says by itself that all of it is meant; of a longer one it ticks the rows of this
 * page, which a script does.
 */
function everyBox({ t }: Ctx, count: number, all: number): Html {
  const whole = count === all;
  const label = t(whole ? 'one-stop.bulk.all' : 'one-stop.bulk.page-all', { count });
  return html`<input type="checkbox" data-every aria-label="${label}" title="${label}"${whole ? html` name="tat-ca" value="1"` : html` hidden`}>`;
}

/** How many of the rows somebody else signs; of a list on one page (`whole`), of all of it. */
const othersNote = ({ t }: Ctx, count: number, whole: boolean): Html =>
  html`<p class="q">${t(whole ? 'one-stop.others-sign' : 'one-stop.others-sign-page', { count })}</p>`;

/** The rows, with what can be done with those that are ticked, or with all that the view holds. */
export async function inboxTable(
  ctx: Ctx,
  desk: Desk,
  typed: Typed,
  { tasks, all }: { tasks: readonly LiveTask[]; all: number },
): Promise<Html> {
  const { t } = ctx;
  const most = Math.min(all, MOST_AT_ONCE);
  const whole = html`<label class="pick"><input type="checkbox" name="tat-ca" value="1"><span>${all > MOST_AT_ONCE ? t('one-stop.bulk.all-most', { most, count: all }) : t('one-stop.bulk.all', { count: all })}</span></label>`;
  const acts = stateOf(typed) === 'open' ? kindsOf(ctx) : [];
  const others = await othersSign(ctx, tasks);
  return html`${others.size > 0 && othersNote(ctx, others.size, tasks.length === all)}<form method="post" action="${BULK}">${csrfField(ctx)}${Object.entries(
    typed,
  ).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}${
    acts.length > 0 &&
    bulkBar(t, {
      actions: acts.map(kind => ({ name: 'viec', ...BUTTONS[kind], label: t(`one-stop.bulk.${kind}`) })),
      ...(all > tasks.length && { note: whole }),
    })
  }${scrollTable({
    caption: t('one-stop.list'),
    captionHidden: true,
    list: true,
    rowHeader: acts.length ? 2 : 1,
    columns: columnsOf(ctx, acts.length > 0, tasks.length > 1 ? everyBox(ctx, tasks.length, all) : undefined),
    rows: await rowsOf(ctx, desk, tasks, { pick: acts.length > 0, others }),
  })}</form>
<p class="row no-print">${button({ label: t('one-stop.file.excel'), href: addressOf(typed, {}, `${INBOX}/tai.xlsx`), alt: true })}<a href="${BULK}">${t('one-stop.bulk.lately')}</a></p>`;
}
