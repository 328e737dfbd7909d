import {
  casesService,
  type Dossier,
  findDossierByCode,
  TrackingNumberNeeded,
  TrackingShut,
  tidyCode,
  track,
  WHOLE_DIGITS,
} from '#engines/cases';
import { networkKey, vaultService } from '#engines/identity';
import { readDossierCode } from '#engines/numbering';
import { BY_TRACKING, rate } from '#engines/ratings';
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
  attempt,
  button,
  citizenPage,
  csrfField,
  type Errors,
  errorOf,
  errorSummary,
  html,
  textField,
} from '#ui';
import { ownAddress, TRACKED } from '../view.ts';
import { ratingOf } from './rated.ts';
import { FIELDS, LEVEL, sentRating } from './rating-form.ts';

const CODE = 'ma';
const DIGITS = 'so';
/** What was typed; `whole`: four digits do not do now. */
type Typed = { code: string; digits: string; whole?: boolean };

/** Which dossier: its code and the telephone number, its last four digits or, where only these do, all. */
function askPage(
  ctx: Ctx,
  typed: Typed,
  errors: Errors = [],
  refused: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  const { t } = ctx;
  return page(
    citizenPage(
      ctx,
      { title: t('satisfaction.title'), backTo: '/', error: errors.length > 0 },
      html`${errorSummary(t, errors)}
<h1>${t('satisfaction.title')}</h1>
<p>${t('satisfaction.ask')}</p>
<form method="post" action="${TRACKED}" novalidate>${csrfField(ctx)}
${textField(t, { name: CODE, label: t('satisfaction.ask.code'), hint: t('satisfaction.ask.code-hint'), value: typed.code, error: errorOf(errors, CODE), autocomplete: 'off' })}
${textField(t, { name: DIGITS, label: t(typed.whole ? 'satisfaction.ask.number' : 'satisfaction.ask.digits'), hint: t('satisfaction.ask.digits-hint'), value: typed.digits, error: errorOf(errors, DIGITS), narrow: !typed.whole, inputmode: 'numeric', autocomplete: 'off', maxlength: 20 })}
<p>${button({ label: t('satisfaction.ask.go') })}</p></form>
<p class="q"><a href="/ho-so">${t('satisfaction.ask.sign-in')}</a></p>`,
    ),
    { status: errors.length ? 422 : 200, ...refused },
  );
}

/** The dossier that code and digits open, or the page that asks for them again. */
async function opened(ctx: Ctx, typed: Typed): Promise<Dossier | Answer> {
  const { t } = ctx;
  const missing = [
    ...(readDossierCode(typed.code) ? [] : [{ path: CODE, message: t('satisfaction.ask.code-missing') }]),
    ...(typed.digits.length === 4 || typed.digits.length >= WHOLE_DIGITS
      ? []
      : [{ path: DIGITS, message: t('satisfaction.ask.digits-missing') }]),
  ];
  if (missing.length) return askPage(ctx, typed, missing);
  try {
    const asked = {
      code: typed.code,
      digits: typed.digits,
      network: networkKey(ctx.get(vaultService), ctx.req.ip),
    };
    const dossier = await track(ctx.db, asked, ctx.clock.now());
    return dossier ?? askPage(ctx, typed, [{ path: CODE, message: t('satisfaction.ask.none') }]);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const whole = error.code === TrackingNumberNeeded.code;
    if (!whole && error.code !== TrackingShut.code) throw error;
    const what = {
      what: t(`error.${error.code}.what`, error.params),
      todo: t(`error.${error.code}.todo`, error.params),
    };
    const headers = { 'retry-after': String(error.params.seconds) };
    const values = { ...typed, ...(whole ? { digits: '', whole } : {}) };
    const fault = { path: whole ? DIGITS : CODE, message: t('satisfaction.refusal', what) };
    return askPage(ctx, values, [fault], { status: 429, headers });
  }
}

/** Where somebody who has not signed in rates: he shows with each step that he knows code and digits. */
async function send(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const typed = { code: posted(ctx.req.body, CODE), digits: posted(ctx.req.body, DIGITS).replace(/\D/g, '') };
  const dossier = await opened(ctx, typed);
  if ('kind' in dossier) return dossier;
  const hidden = html`<input type="hidden" name="${CODE}" value="${dossier.code}"><input type="hidden" name="${DIGITS}" value="${typed.digits}">`;
  const show = async (errors: Errors, done = false): Promise<Answer> =>
    page(
      citizenPage(
        ctx,
        { title: t('satisfaction.title'), backTo: TRACKED, error: errors.length > 0 },
        html`${errorSummary(t, errors)}
${await ratingOf(ctx, dossier, { action: TRACKED, rater: 'tracking', hidden, errors, sent: errors.length > 0, done })}`,
      ),
      { status: errors.length ? 422 : 200 },
    );
  if (!posted(ctx.req.body, 'gui')) return show([]);
  return attempt(
    ctx,
    async () => {
      const input = { ...sentRating(ctx), way: 'tracking' as const };
      const actor = { accountId: BY_TRACKING, at: ctx.clock.now() };
      await ctx.db.tx(tx => rate(tx, ctx.get(casesService), dossier, input, actor));
      return show([], true);
    },
    errors => show(errors),
    { fields: FIELDS, otherwise: LEVEL },
  );
}

/** From the link in a message: whose dossier it is and has signed in goes on to the page in his account. */
async function ask(ctx: Ctx): Promise<Answer> {
  const code = tidyCode(queryText(ctx.req.query, CODE)).slice(0, 60);
  const dossier = ctx.visitor?.kind === 'citizen' && code ? await findDossierByCode(ctx.db, code) : undefined;
  if (dossier && dossier.applicantId === ctx.visitor?.accountId) return redirect(ownAddress(dossier.code));
  return askPage(ctx, { code, digits: '' });
}

/** Rating without an account: by the code of the dossier and the telephone number, its last four digits or all. */
export const trackedRoutes: readonly Route[] = [
  { method: 'GET', path: TRACKED, rule: 'public', handler: ask },
  {
    method: 'POST',
    path: TRACKED,
    rule: 'public',
    rateLimit: { max: 30, windowSeconds: 60 },
    handler: send,
  },
];
