import { actOf, mustHoldAll } from '#engines/identity';
import { publishVersion } from '#engines/procedures';
import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { dateField, doneAt, errorOf, type Html, html, typedOr } from '#ui';
import { findings } from '../findings.ts';
import { tabRoutes } from '../form-page.ts';
import { type LoadedDraft, loadDraft, procedurePath, ROOT } from '../load.ts';

const FROM = 'tu-ngay';

/** What is still to be done before the draft can be published, each with the tab where it is done. */
async function about(ctx: Ctx, { draft, code }: LoadedDraft): Promise<Html> {
  const { t } = ctx;
  const open = await findings(ctx, draft, code);
  if (!open.length)
    return html`<p>${t('procedure-design.procedure.publish.about', { name: draft.name, number: draft.number })}</p>`;
  return html`<div class="box"><h2>${t('procedure-design.procedure.missing')}</h2><ul>${open.map(
    f => html`<li><a href="${f.href}">${f.part}</a>: ${f.words}</li>`,
  )}</ul></div>`;
}

export const releaseRoutes: readonly Route[] = tabRoutes<LoadedDraft & { open: Html }>({
  path: `${ROOT}/:code/phat-hanh`,
  permission: 'procedure.approve',
  tab: 'release',
  load: async ctx => {
    await mustHoldAll(ctx, 'procedure.approve');
    const loaded = await loadDraft(ctx);
    return { ...loaded, open: await about(ctx, loaded) };
  },
  about: (_, { open }) => open,
  fields: (ctx, _, errors) =>
    dateField(ctx.t, {
      name: FROM,
      label: ctx.t('procedure-design.procedure.publish.from'),
      value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
      error: errorOf(errors, FROM),
    }),
  button: 'procedure-design.procedure.publish.button',
  submit: async (ctx, { code, draft }) => {
    const from = readDay(posted(ctx.req.body, FROM));
    if (!from) return [{ path: FROM, message: ctx.t('ui.day.wrong') }];
    if (from < localDate(ctx.clock.now()))
      return [{ path: FROM, message: ctx.t('procedure-design.procedure.publish.past') }];
    await ctx.db.tx(tx => publishVersion(tx, draft.id, from, actOf(ctx, 'procedure.approve')));
    return doneAt(`${procedurePath(code)}?ban=${draft.number}`, 'published');
  },
  otherwise: FROM,
});
