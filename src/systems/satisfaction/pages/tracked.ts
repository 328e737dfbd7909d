import {
  casesService,
  type Dossier,
  findDossierByCode,
  hasTracked,
  isTrackedPass,
  TrackingNumberNeeded,
  TrackingShut,
  tidyCode,
  track,
  trackedPass,
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
import { FIELDS, LEVEL, sentAgain, sentRating } from './rating-form.ts';

const CODE = 'ma';
const DIGITS = 'so';
/** That code and digits were shown to be known, on the page before. */
const PASS = 'da-biet';
/** So long one may take to rate before the digits are asked for. */
const PASS_MINUTES = 120;
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
<form method="post" action="${TRACKED}" novalidate>${csrfField(ctx)}${sentAgain(ctx)}
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

/** The rating of a dossier for who knows its code and digits; `proof`: what his form shows of it with each step. */
async function show(
  ctx: Ctx,
  dossier: Dossier,
  proof: { name: string; value: string },
  { errors = [], done = false }: { errors?: Errors; done?: boolean } = {},
): Promise<Answer> {
  const hidden = html`<input type="hidden" name="${CODE}" value="${dossier.code}"><input type="hidden" name="${proof.name}" value="${proof.value}">`;
  const rating = {
    action: TRACKED,
    rater: 'tracking' as const,
    hidden,
    errors,
    sent: errors.length > 0,
    done,
  };
  return page(
    citizenPage(
      ctx,
      { title: ctx.t('satisfaction.title'), backTo: TRACKED, error: errors.length > 0 },
      html`${errorSummary(ctx.t, errors)}
${await ratingOf(ctx, dossier, rating)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

/** Where somebody who has not signed in rates: he shows with each step that he knows code and digits, or was found to know them just now. */
async function send(ctx: Ctx): Promise<Answer> {
  const typed = { code: posted(ctx.req.body, CODE), digits: posted(ctx.req.body, DIGITS).replace(/\D/g, '') };
  const pass = posted(ctx.req.body, PASS);
  const known = pass ? await findDossierByCode(ctx.db, tidyCode(typed.code).slice(0, 60)) : undefined;
  const passed = known && isTrackedPass(ctx, known, pass) ? known : undefined;
  const dossier = passed ?? (await opened(ctx, typed));
  if ('kind' in dossier) return dossier;
  const proof = passed ? { name: PASS, value: pass } : { name: DIGITS, value: typed.digits };
  if (!posted(ctx.req.body, 'gui')) return show(ctx, dossier, proof);
  return attempt(
    ctx,
    async () => {
      const input = { ...sentRating(ctx), way: 'tracking' as const };
      const actor = { accountId: BY_TRACKING, at: ctx.clock.now() };
      await ctx.db.tx(tx => rate(tx, ctx.get(casesService), dossier, input, actor));
      return show(ctx, dossier, proof, { done: true });
    },
    errors => show(ctx, dossier, proof, { errors }),
    { fields: FIELDS, otherwise: LEVEL },
  );
}

/**
 * From the link in a message, or on the page that tells how a dossier stands: whose dossier it is and has signed in goes on to the page in his
 * account; who has just shown there that he knows the digits is not asked for them again.
 */
async function ask(ctx: Ctx): Promise<Answer> {
  const code = tidyCode(queryText(ctx.req.query, CODE)).slice(0, 60);
  const dossier = code ? await findDossierByCode(ctx.db, code) : undefined;
  const own = ctx.visitor?.kind === 'citizen' && dossier?.applicantId === ctx.visitor.accountId;
  if (dossier && own) return redirect(ownAddress(dossier.code));
  if (dossier && hasTracked(ctx, dossier))
    return show(ctx, dossier, { name: PASS, value: trackedPass(ctx, dossier, PASS_MINUTES) });
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
