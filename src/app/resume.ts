import { findPost, vaultService } from '#engines/identity';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, type Route } from '#platform/http';
import { button, citizenPage, csrfField, html } from '#ui';

type Field = { name: string; value: string };

/** The fields of a posted form, one for each value. */
function fieldsOf(body: Record<string, unknown>): Field[] {
  return Object.entries(body).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(v => typeof v === 'string' || typeof v === 'number' || typeof v === 'boolean')
      .map(v => ({ name, value: String(v) })),
  );
}

/** After signing in again: the form that was posted meanwhile, with one button that sends it on. For its owner only. */
async function resume(ctx: Ctx) {
  const post = await findPost(
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
${post.files && html`<p class="q">${ctx.t('app.resume.files')}</p>`}`,
    ),
  );
}

/** Where a kept form is given back, by the kind of account that it is kept for: the path tells which sign-in page comes before it. */
export const resumePath = ({ id, kind }: { id: string; kind: 'citizen' | 'official' }): string =>
  `${kind === 'official' ? '/can-bo' : ''}/gui-lai/${id}`;

/** For a form that was drawn for another account than is signed in now: nothing was done; the way to its owner's sign-in. */
export const othersForm = (ctx: Ctx, next: string): Answer =>
  page(
    citizenPage(
      ctx,
      { title: ctx.t('app.others-form.title') },
      html`<h1>${ctx.t('app.others-form.title')}</h1>
<p>${ctx.t('app.others-form.about', { name: ctx.visitor?.name ?? '' })}</p>
<form method="post" action="/dang-xuat">${csrfField(ctx)}<input type="hidden" name="next" value="${next}">
<p>${button({ label: ctx.t('app.others-form.sign-out') })}</p></form>`,
    ),
    { status: 409 },
  );

export const resumeRoutes: readonly Route[] = [
  { method: 'GET', path: '/gui-lai/:id', rule: 'citizen', handler: resume },
  { method: 'GET', path: '/can-bo/gui-lai/:id', rule: 'official', handler: resume },
];
