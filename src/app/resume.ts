import { takePost, vaultService } from '#engines/identity';
import { NotFound } from '#platform/errors';
import { type Ctx, page, type Route } from '#platform/http';
import { citizenPage, csrfField, html } from '#ui';

type Field = { name: string; value: string };

/** The fields of a posted form, one for each value. */
function fieldsOf(body: Record<string, unknown>): Field[] {
  return Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(v => typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean')
      .map(v => ({ name, value: String(v) })),
  );
}

/** After signing in again: the form that was posted meanwhile, with one button that sends it on. Given once, to its owner. */
async function resume(ctx: Ctx) {
  const post = await takePost(
    ctx.db,
    ctx.get(vaultService),
    ctx.req.params.id ?? '',
    ctx.visitor!.accountId,
    ctx.clock.now(),
  );
  if (!post) throw NotFound();
  return page(
    citizenPage(
      ctx,
      { title: ctx.t('app.resume.title') },
      html`<h1>${ctx.t('app.resume.title')}</h1>
<p>${ctx.t('app.resume.about')}</p>
<form method="post" action="${post.path}">${csrfField(ctx)}${fieldsOf(post.body).map(
        f => html`<input type="hidden" name="${f.name}" value="${f.value}">`,
      )}
<p><button class="btn">${ctx.t('app.resume.send')}</button></p></form>
<p class="q">${ctx.t('app.resume.files')}</p>`,
    ),
  );
}

export const resumeRoute: Route = { method: 'GET', path: '/gui-lai/:id', rule: 'signed-in', handler: resume };
