import { draftFormOf, findDraft } from '#engines/cases';
import { MandateOver } from '#engines/identity';
import { type AppError, isAppError } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { button, citizenPage, csrfField, type Html, html } from '#ui';

/** Throws away what was filled in for somebody who lets its owner do so no more. */
export const dropForm = (ctx: Ctx, id: string): Html =>
  html`<form method="post" action="/nop/${id}/bo">${csrfField(ctx)}<p>${button({ label: ctx.t('portal.apply.drop'), alt: true })}</p></form>`;

/** Instead of a draft whose mandate is over: that it is, and the two ways on, an application of his own and to drop this one. */
async function over(ctx: Ctx, error: AppError): Promise<Answer> {
  const { t } = ctx;
  const id = ctx.req.params.draft ?? '';
  const draft = await findDraft(ctx.db, id);
  // Of one of his own only what he chose is refused.
  if (!draft?.principalId) throw error;
  const { version } = await draftFormOf(ctx.db, draft);
  const title = t('error.MANDATE_OVER.what');
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/ho-so', error: true },
      html`<h1>${title}</h1>
<p>${t('portal.mandate.over', { name: version.name })}</p>
<form method="post" action="/thu-tuc/${version.code}/nop">${csrfField(ctx)}<p>${button({ label: t('portal.mandate.over-own') })}</p></form>
<p>${t('portal.mandate.over-drop')}</p>
${dropForm(ctx, id)}`,
    ),
    { status: MandateOver.status },
  );
}

/** The same routes; where the mandate of the draft that they are of is over, they say what to do. */
export const whileMandated = (routes: readonly Route[]): Route[] =>
  routes.map(route => ({
    ...route,
    handler: async ctx => {
      try {
        return await route.handler(ctx);
      } catch (error) {
        if (isAppError(error) && error.code === MandateOver.code && ctx.req.params.draft)
          return over(ctx, error);
        throw error;
      }
    },
  }));
