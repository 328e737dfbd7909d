import {
  addresseeOf,
  casesService,
  type Dossier,
  dossierSections,
  findDropped,
  loadProcedure,
  owedFor,
  provisionalIn,
  readDraftCode,
  storyOf,
  TrackingNumberNeeded,
  TrackingShut,
  track,
  trackDropped,
  trackedCookie,
  WHOLE_DIGITS,
} from '#engines/cases';
import { networkKey, vaultService } from '#engines/identity';
import { readDossierCode } from '#engines/numbering';
import { agencyAsOf } from '#engines/organisation';
import { formatDateTime, localDate } from '#platform/clock';
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
  details,
  errorSummary,
  type FieldError,
  type Html,
  html,
  note,
  textField,
} from '#ui';
import { RESUME } from '../apply/resume-draft.ts';
import { deadlineSection } from './deadline-view.ts';
import { happeningsView } from './happenings.ts';
import { standing } from './standing.ts';
import { askedNow } from './supplement-form.ts';

const CODE = 'ma';
const DIGITS = 'so';
/** The office is done: its handling can be rated (on a page of another system). */
const RATABLE: ReadonlySet<string> = new Set(['completed', 'returned', 'refused', 'declined', 'stopped']);

/** What was typed; `whole`: four digits do not do now. */
type Typed = { code: string; digits: string; whole?: boolean };

/** The telephone number: its last four digits, or all of them where only these do. */
const digitsField = ({ t }: Ctx, { digits, whole }: Typed, error: string | undefined): Html =>
  textField(t, {
    ...{ name: DIGITS, value: digits, error, inputmode: 'numeric', autocomplete: 'off', maxlength: 20 },
    ...(whole
      ? { label: t('portal.track.number'), hint: t('portal.track.number-hint') }
      : { label: t('portal.track.digits'), hint: t('portal.track.digits-hint'), narrow: true }),
  });

function form(ctx: Ctx, values: Typed, errors: readonly FieldError[]): Html {
  const { t } = ctx;
  const errorOf = (name: string) => errors.find(e => e.path === name)?.message;
  return html`${errors.length > 0 && errorSummary(t, errors)}
<h1>${t('portal.track.title')}</h1>
<p>${t('portal.track.about')}</p>
<form method="post" action="/tra-cuu" novalidate>${csrfField(ctx)}
${textField(t, { name: CODE, label: t('portal.track.code'), hint: t('portal.track.code-hint'), value: values.code, error: errorOf(CODE), autocomplete: 'off' })}
${digitsField(ctx, values, errorOf(DIGITS))}
<p>${button({ label: t('portal.track.look') })}</p></form>
<p class="q">${t('portal.track.lost')}</p>`;
}

const askPage = (
  ctx: Ctx,
  values: Typed,
  errors: readonly FieldError[] = [],
  refused: { status?: number; headers?: Record<string, string> } = {},
): Answer =>
  page(
    citizenPage(
      ctx,
      { title: ctx.t('portal.track.title'), backTo: '/', error: errors.length > 0 },
      form(ctx, values, errors),
    ),
    { status: errors.length ? 422 : 200, smallest: true, ...refused },
  );

/** Too many wrong guesses: the page again with what was typed, that asks for the whole number, or says when it may be tried. */
function shutPage(ctx: Ctx, typed: Typed, error: unknown): Answer {
  if (!isAppError(error)) throw error;
  const whole = error.code === TrackingNumberNeeded.code;
  if (!whole && error.code !== TrackingShut.code) throw error;
  const { t } = ctx;
  const what = t(`error.${error.code}.what`, error.params);
  const message = t('portal.track.shut', { what, todo: t(`error.${error.code}.todo`, error.params) });
  const headers = { 'retry-after': String(error.params.seconds) };
  const values = { ...typed, ...(whole ? { digits: '', whole } : {}) };
  return askPage(ctx, values, [{ path: whole ? DIGITS : CODE, message }], { status: 429, headers });
}

/** To whoever knows the telephone number of what was dropped at the counter: where and when. Why is said there, not for four digits. */
async function droppedPage(
  ctx: Ctx,
  asked: { code: string; digits: string; network: Buffer },
): Promise<Answer | null> {
  const { t } = ctx;
  const dropped = await trackDropped(ctx.db, ctx.get(vaultService), asked);
  if (!dropped) return null;
  const number = dropped.provisional;
  const office = (await agencyAsOf(ctx.db, dropped.agencyId, localDate(dropped.at))).name;
  const title = t('portal.track.result-title', { code: number });
  return page(
    citizenPage(
      ctx,
      { title, backTo: '/tra-cuu' },
      html`<h1>${title}</h1>
${note(t('portal.track.dropped', { number, office, at: formatDateTime(dropped.at) }))}`,
    ),
    { smallest: true },
  );
}

async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const code = posted(ctx.req.body, CODE);
  const digits = posted(ctx.req.body, DIGITS).replace(/\D/g, '');
  // What is only being filled in is gone on with by who signs in.
  const begun = readDraftCode(code);
  if (begun) return redirect(`${RESUME}?ma=${begun}`);
  const errors: FieldError[] = [];
  if (!code) errors.push({ path: CODE, message: t('portal.track.code-missing') });
  else if (!readDossierCode(code) && !provisionalIn(code))
    errors.push({ path: CODE, message: t('portal.track.code-wrong') });
  if (digits.length !== 4 && digits.length < WHOLE_DIGITS)
    errors.push({ path: DIGITS, message: t('portal.track.digits-missing') });
  if (errors.length) return askPage(ctx, { code, digits }, errors);
  const now = ctx.clock.now();
  const network = networkKey(ctx.get(vaultService), ctx.req.ip);
  let dossier: Dossier | undefined;
  try {
    dossier = await track(ctx.db, { code, digits, network }, now);
  } catch (error) {
    return shutPage(ctx, { code, digits }, error);
  }
  if (!dossier) {
    const dropped = await droppedPage(ctx, { code, digits, network });
    if (dropped) return dropped;
    return askPage(ctx, { code, digits, whole: digits.length >= WHOLE_DIGITS }, [
      { path: CODE, message: t(provisionalIn(code) ? 'portal.track.none-yet' : 'portal.track.none') },
    ]);
  }
  const dropped = await findDropped(ctx.db, code);
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, dossier, now);
  const { version, graph } = await loadProcedure(ctx.db, dossier);
  const owes = (await owedFor(ctx.db, dossier)) > 0;
  const away = (await addresseeOf(ctx.db, dossier)).accountId === null;
  const supplement = askedNow(story);
  // Names of people and what was asked for stay with those who sign in: four digits are a weak proof.
  return page(
    citizenPage(
      ctx,
      { title: t('portal.track.result-title', { code: dossier.code }), backTo: '/tra-cuu' },
      html`${dropped && note(t('portal.track.dropped-same', { number: dropped.provisional, at: formatDateTime(dropped.at) }))}${standing(story, version.name, ctx, { owes, away })}
${supplement && note(html`${t('portal.track.supplement')} <a href="/ho-so/${dossier.code}">${t('portal.track.sign-in')}</a>`)}
${await dossierSections(ctx, 'tracking', dossier)}
${RATABLE.has(dossier.status) && html`<p><a href="/danh-gia?ma=${dossier.code}">${t('portal.track.rate')}</a></p>`}
${story.deadline && deadlineSection(story, t, now)}
<h2>${t('portal.happening.title')}</h2>
${happeningsView(story, graph, t, { names: false })}
${details({ summary: t('portal.track.more') }, html`<p>${t('portal.track.more-about')} <a href="/ho-so/${dossier.code}">${t('portal.track.sign-in')}</a></p>`)}`,
    ),
    // Where it can be rated, the digits are not asked for again.
    { smallest: true, ...(RATABLE.has(dossier.status) ? { cookies: [trackedCookie(ctx, dossier)] } : {}) },
  );
}

/** Tracking without an account: the code of the receipt and the applicant's telephone number, its last four digits or all. */
export const trackingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/tra-cuu',
    rule: 'public',
    handler: async ctx => askPage(ctx, { code: queryText(ctx.req.query, CODE), digits: '' }),
  },
  {
    method: 'POST',
    path: '/tra-cuu',
    rule: 'public',
    rateLimit: { max: 30, windowSeconds: 60 },
    handler: show,
  },
];
