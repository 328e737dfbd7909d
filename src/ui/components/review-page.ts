import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { type Html, html } from '../html.ts';
import { citizenPage } from '../layout/citizen-page.ts';
import { staffPage } from '../layout/staff-page.ts';
import { examples as breadcrumbs } from './breadcrumbs/examples.ts';
import { examples as bulkBar } from './bulk-bar/examples.ts';
import { examples as button } from './button/examples.ts';
import { examples as choice } from './choice/examples.ts';
import { examples as codeArea } from './code-area/examples.ts';
import { examples as days } from './days/examples.ts';
import { examples as details } from './details/examples.ts';
import { examples as empty } from './empty/examples.ts';
import { examples as errorSummary } from './error-summary/examples.ts';
import type { Example } from './example.ts';
import { examples as field } from './field/examples.ts';
import { examples as figures } from './figures/examples.ts';
import { examples as fileField } from './file-field/examples.ts';
import { examples as keyValues } from './key-values/examples.ts';
import { examples as note } from './note/examples.ts';
import { examples as pages } from './pages/examples.ts';
import { examples as panel } from './panel/examples.ts';
import { examples as status } from './status/examples.ts';
import { examples as table } from './table/examples.ts';
import { examples as tabs } from './tabs/examples.ts';
import { examples as taskList } from './task-list/examples.ts';
import { examples as timeline } from './timeline/examples.ts';

const components: Record<string, readonly Example[]> = {
  breadcrumbs,
  'bulk-bar': bulkBar,
  button,
  choice,
  'code-area': codeArea,
  days,
  details,
  empty,
  'error-summary': errorSummary,
  field,
  figures,
  'file-field': fileField,
  'key-values': keyValues,
  note,
  pages,
  panel,
  status,
  table,
  tabs,
  'task-list': taskList,
  timeline,
};

/** All components as citizens or staff see them. The words about them are English: the page is for developers only. */
export function reviewPage(ctx: Ctx, surface: 'citizen' | 'staff'): Html {
  const main = html`<h1>Components</h1>
${Object.entries(components).map(([name, examples]) => {
  const shown = examples.filter(e => !e.only || e.only === surface);
  return (
    shown.length > 0 &&
    html`<h2>${name}</h2>
${shown.map(e => html`<p class="q">${e.name}</p>${e.draw(ctx.t)}`)}`
  );
})}`;
  const title = 'Components';
  return surface === 'staff' ? staffPage(ctx, { title }, main) : citizenPage(ctx, { title }, main);
}

async function review(ctx: Ctx): Promise<Answer> {
  if (ctx.config.NODE_ENV === 'production') throw NotFound();
  return page(reviewPage(ctx, ctx.req.query.khung === 'staff' ? 'staff' : 'citizen'));
}

export const reviewRoute: Route = { method: 'GET', path: '/a/components', rule: 'public', handler: review };
