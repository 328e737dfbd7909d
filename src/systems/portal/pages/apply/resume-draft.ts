import {
  claimedCode,
  confirmResume,
  draftCode,
  listDrafts,
  readDraftCode,
  resumeByCode,
} from '#engines/cases';
import { isAppError } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  page,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import {
  button,
  citizenPage,
  csrfField,
  errorOf,
  errorSummary,
  type FieldError,
  html,
  note,
  textField,
} from '#ui';

/** Where an application that was begun is gone on with by its code. */
export const RESUME = '/ban-khai';
const CONFIRM = `${RESUME}/xac-nhan`;
const CODE = 'ma';
const DIGITS = 'so';

/** What the engine refused, at a field. */
function refusal({ t }: Ctx, error: unknown, path: string): FieldError[] {
  if (!isAppError(error) || error.status >= 500 || error.status === 404) throw error;
  const words = {
    what: t(`error.${error.code}.what`, error.params),
    todo: t(`error.${error.code}.todo`, error.params),
  };
  return [{ path, message: t('portal.resume.refusal', words) }];
}

function show(ctx: Ctx, typed: string, errors: readonly FieldError[] = []): Answer {
  const { t } = ctx;
  return page(
    citizenPage(
      ctx,
      { title: t('portal.resume.title'), backTo: '/ho-so', error: errors.length > 0 },
      html`${errorSummary(t, errors)}<h1>${t('portal.resume.title')}</h1>
<p>${t('portal.resume.about')}</p>
<form method="post" action="${RESUME}" novalidate>${csrfField(ctx)}
${textField(t, { name: CODE, label: t('portal.resume.code'), hint: t('portal.resume.code-hint'), value: typed, error: errorOf(errors, CODE), autocomplete: 'off', maxlength: 60 })}
<p>${button({ label: t('portal.resume.open') })}</p></form>
<p class="q">${t('portal.resume.counter')}</p>`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** What is the visitor's own opens at once: where a code was typed in at the search, nothing has to be pressed again. */
async function begin(ctx: Ctx): Promise<Answer> {
  const typed = queryText(ctx.req.query, CODE).slice(0, 60);
  const code = readDraftCode(typed);
  const drafts = code ? await listDrafts(ctx.db, ctx.visitor!.accountId, ctx.clock.now()) : [];
  const own = drafts.find(d => draftCode(d) === code);
  return own ? redirect(`/nop/${own.id}`) : show(ctx, typed);
}

async function open(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, CODE);
  const code = readDraftCode(typed);
  if (!code) return show(ctx, typed, [{ path: CODE, message: ctx.t('portal.resume.code-missing') }]);
  try {
    const opened = await resumeByCode(ctx, code);
    return redirect(opened === 'asked' ? CONFIRM : `/nop/${opened}`);
  } catch (error) {
    return show(ctx, typed, refusal(ctx, error, CODE));
  }
}

async function confirmPage(ctx: Ctx, errors: readonly FieldError[] = []): Promise<Answer> {
  const { t } = ctx;
  const code = await claimedCode(ctx.db, ctx.visitor!.accountId, ctx.clock.now());
  if (!code) return redirect(RESUME);
  return page(
    citizenPage(
      ctx,
      { title: t('portal.resume.confirm-title'), backTo: RESUME, error: errors.length > 0 },
      html`${errorSummary(t, errors)}<h1>${t('portal.resume.confirm-title')}</h1>
<p>${t('portal.resume.sent', { code })}</p><p>${t('portal.resume.moves')}</p>
${ctx.site.demo && note(html`${t('portal.resume.demo')} <a href="/hop-thu-thu">${t('portal.resume.outbox')}</a>`)}
<form method="post" action="${CONFIRM}" novalidate>${csrfField(ctx)}
${textField(t, { name: DIGITS, label: t('portal.resume.digits'), hint: t('portal.resume.digits-hint'), error: errorOf(errors, DIGITS), inputmode: 'numeric', autocomplete: 'one-time-code', narrow: true, maxlength: 12 })}
<p>${button({ label: t('portal.resume.confirm') })}</p></form>
<p><a href="${RESUME}?${CODE}=${code}">${t('portal.resume.another')}</a></p>
<p class="q">${t('portal.resume.counter')}</p>`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function confirm(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, DIGITS);
  // What cannot be the code does not use up a try.
  if (!/^(\d\s?){6}$/.test(typed))
    return confirmPage(ctx, [{ path: DIGITS, message: ctx.t('portal.resume.digits-missing') }]);
  try {
    return redirect(`/nop/${await confirmResume(ctx, typed)}`);
  } catch (error) {
    return confirmPage(ctx, refusal(ctx, error, DIGITS));
  }
}

/** Goes on with what was begun on another device, in another account of his, or by whom he may act for. */
export const resumeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: RESUME,
    rule: 'citizen',
    handler: begin,
  },
  { method: 'POST', path: RESUME, rule: 'citizen', handler: open },
  { method: 'GET', path: CONFIRM, rule: 'citizen', handler: ctx => confirmPage(ctx) },
  { method: 'POST', path: CONFIRM, rule: 'citizen', secret: true, handler: confirm },
];
