import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, type Ctx, page, queryText } from '#platform/http';
import {
  defineAsset,
  defineModules,
  type Errors,
  emptyState,
  errorSummary,
  type Html,
  html,
  minifyCss,
  note,
  staffPage,
} from '#ui';
import { GIVE_CSS } from './give.ts';
import { DESK } from './reach.ts';

const here = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');
const TICKET_CSS = defineAsset('hall-ticket.css', minifyCss(here('ticket.css')));
const DESK_JS = defineModules(path.join(import.meta.dirname, '../browser/desk.js')).at(-1) ?? '';
const PRINT = defineAsset('hall-print.js', here('../browser/print.js'));

/** A page of the hall for staff. `paper`: it prints as a ticket, by a button where there is script. */
export function hallPage(
  ctx: Ctx,
  view: {
    title: string;
    errors?: Errors;
    paper?: boolean;
    /** It gives numbers: a button for each group. */
    gives?: boolean;
    /** It keeps itself as things are now. */
    live?: boolean;
    back?: boolean;
    /** Back to the page that keeps the hall, instead of the desk. */
    backTo?: string;
    /** Place in the menu, where it is not the desk's. */
    active?: string;
  },
  main: Html,
): Answer {
  const { title, errors = [], paper, gives, live, back, backTo, active = 'hall' } = view;
  return page(
    staffPage(
      ctx,
      {
        title,
        active,
        error: errors.length > 0,
        styles: [TICKET_CSS, ...(gives ? [GIVE_CSS] : [])],
        scripts: [...(paper ? [PRINT] : []), ...(live ? [DESK_JS] : [])],
      },
      html`${backTo && html`<p class="crumb no-print"><a href="${backTo}">‹ ${ctx.t('hall.manage.title')}</a></p>`}${back && html`<p class="crumb no-print"><a href="${DESK}">‹ ${ctx.t('hall.menu')}</a></p>`}
${errorSummary(ctx.t, errors)}${queryText(ctx.req.query, 'xong') === 'thu-hoi' && note(ctx.t('hall.devices.revoked'))}<h1>${title}</h1>
${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

export const nowhere = (ctx: Ctx): Answer =>
  hallPage(ctx, { title: ctx.t('hall.menu') }, emptyState({ why: ctx.t('hall.no-office') }));
