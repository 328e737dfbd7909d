import { type Answer, type Ctx, page, queryText } from '#platform/http';
import {
  breadcrumbs,
  type Crumb,
  errorSummary,
  type FieldError,
  html,
  note,
  type Printable,
  staffPage,
  wholeCodes,
} from '#ui';
import { navOf, type Place } from './nav.ts';

export const ROOT = '/can-bo/quan-tri';

type Options = {
  title: string;
  active: Place;
  /** Where the reader is, below the overview. */
  crumbs?: readonly Crumb[];
  errors?: readonly FieldError[];
  /** Of what somebody reads who came too late. */
  status?: number;
  search?: { action: string; label: string };
};

/** After a change the browser is sent to a page with `xong=…`; the page says in a sentence what was done. */
const done = (ctx: Ctx): Printable => {
  const key = `administration.done.${queryText(ctx.req.query, 'xong')}`;
  return ctx.texts.has(key) && html`<div role="status">${note(ctx.t(key))}</div>`;
};

/** A page of this system: the menu of what the visitor may keep, the way here, what was just done, and errors first. */
export async function adminPage(ctx: Ctx, options: Options, main: Printable): Promise<Answer> {
  const { t } = ctx;
  const { title, active, crumbs = [], errors = [], status, search } = options;
  const way =
    active === 'overview' ? [] : [{ href: ROOT, label: t('administration.overview.title') }, ...crumbs];
  const markup = staffPage(
    ctx,
    {
      title,
      nav: [{ heading: t('administration.menu'), items: await navOf(ctx) }],
      active,
      error: errors.length > 0 || status !== undefined,
      ...(search ? { search: { ...search, value: queryText(ctx.req.query, 'q') } } : {}),
    },
    html`${breadcrumbs(t, way)}${errorSummary(t, errors)}
<h1>${wholeCodes(title)}</h1>
${!errors.length && done(ctx)}${main}`,
  );
  return page(markup, { status: status ?? (errors.length ? 422 : 200) });
}
