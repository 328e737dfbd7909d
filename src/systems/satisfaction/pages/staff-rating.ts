import { casesService } from '#engines/cases';
import { agencyPath, decide, reaches, type ScopedGrant } from '#engines/identity';
import {
  answerRating,
  findRating,
  HIDDEN_WHY,
  judgeWords,
  namesKnown,
  namesOf,
  personalIn,
  publicWords,
  type Rating,
  ratedByDelegates,
} from '#engines/ratings';
import { formatDateTime } from '#platform/clock';
import { NotAllowed, NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, textField as posted, queryText, type Route } from '#platform/http';
import {
  attempt,
  breadcrumbs,
  button,
  csrfField,
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  type Html,
  html,
  keyValues,
  lines,
  note,
  postForm,
  radios,
  selectField,
  staffPage,
  textArea,
  typedOr,
  wholeCodes,
} from '#ui';
import { agencyName, answerView, levelChip, reasonsText, STAFF, wordsShown } from '../view.ts';

const ANSWER = 'tra-loi';
const TO = 'cho-ai';
const WHY = 'vi-sao';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function load(ctx: Ctx): Promise<Rating> {
  const id = ctx.req.params.rating ?? '';
  const rating = UUID.test(id) ? await findRating(ctx.db, id) : undefined;
  if (!rating || !(await reaches(ctx, 'rating.read', rating.agencyId))) throw NotFound();
  return rating;
}

/** The visitor in the post through which he may answer for the agency; undefined when in none. */
async function answering(ctx: Ctx, rating: Rating) {
  const now = ctx.clock.now();
  const grants = (ctx.visitor?.grants ?? []).filter(g => g.permission === 'rating.answer') as ScopedGrant[];
  const path = grants.length ? await agencyPath(ctx.db, rating.agencyId, now) : [];
  const grant = grants.find(g => decide([g], 'rating.answer', path));
  return (
    grant && { accountId: ctx.visitor!.accountId, postId: grant.postId, agencyId: grant.agencyId, at: now }
  );
}

async function judging(ctx: Ctx, rating: Rating, errors: Errors): Promise<Html | null> {
  const { t } = ctx;
  if (rating.words === null) return null;
  const known = (await namesKnown(ctx.db, [rating.dossierId])).get(rating.dossierId);
  const shownAs = publicWords(rating.words, [...(known?.people ?? []), ...(known?.officials ?? [])]);
  const action = `${STAFF}/${rating.dossierId}/duyet`;
  return html`<section class="card"><h2>${t('satisfaction.judge.title')}</h2>
<p>${
    rating.hiddenWhy
      ? t('satisfaction.judge.hidden', { why: t(`satisfaction.hidden.${rating.hiddenWhy}`) })
      : t(`satisfaction.judge.${rating.wordsState}`)
  }</p>
${shownAs !== rating.words && html`<p class="q">${t('satisfaction.judge.shown-as')}</p>${note(lines(shownAs))}`}
${rating.wordsState !== 'hidden' && html`<p>${t('satisfaction.judge.look')}</p>`}
${
  rating.wordsState !== 'shown' &&
  html`<form method="post" action="${action}">${csrfField(ctx)}<input type="hidden" name="lan-sua" value="${String(rating.revision)}">
<p>${button({ label: t('satisfaction.judge.show'), name: 'hien', value: '1' })}</p></form>`
}
${
  rating.wordsState !== 'hidden' &&
  html`<form method="post" action="${action}">${csrfField(ctx)}<input type="hidden" name="lan-sua" value="${String(rating.revision)}">
${selectField(t, {
  name: WHY,
  label: t('satisfaction.judge.why'),
  error: errorOf(errors, WHY),
  options: HIDDEN_WHY.map(w => ({ value: w, label: t(`satisfaction.hidden.${w}`) })),
})}
<p>${button({ label: t('satisfaction.judge.hide'), alt: true })}</p></form>`
}</section>`;
}

function answerForm(ctx: Ctx, rating: Rating, errors: Errors): Html {
  const { t } = ctx;
  return html`<section class="card"><h2>${t('satisfaction.answer.title')}</h2>${postForm(ctx, {
    action: `${STAFF}/${rating.dossierId}/tra-loi`,
    fields: html`${textArea(t, {
      name: ANSWER,
      label: t('satisfaction.answer.words'),
      hint: t('satisfaction.answer.hint'),
      rows: 5,
      value: typedOr(ctx, ANSWER, rating.answer ?? ''),
      error: errorOf(errors, ANSWER),
    })}
${radios(t, {
  name: TO,
  label: t('satisfaction.answer.to'),
  options: ['all', 'rater'].map(value => ({ value, label: t(`satisfaction.answer.to.${value}`) })),
  value: typedOr(ctx, TO, rating.answerPublic === false ? 'rater' : 'all'),
})}`,
    button: t(rating.answer === null ? 'satisfaction.answer.send' : 'satisfaction.answer.change'),
  })}</section>`;
}

async function show(ctx: Ctx, rating: Rating, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const may = await answering(ctx, rating);
  const agency = await agencyName(ctx, rating.agencyId);
  const title = t('satisfaction.staff.one', { code: rating.code });
  const reads = ctx.visitor?.grants.some(g => g.permission === 'dossier.read');
  const reasons = reasonsText(ctx, rating);
  const shown = await wordsShown(ctx, rating.agencyId);
  const delegated = (await ratedByDelegates(ctx.db, ctx.get(casesService).ledger, [rating])).size > 0;
  const done = `satisfaction.staff.done.${queryText(ctx.req.query, 'xong')}`;
  return page(
    staffPage(
      ctx,
      { title, active: 'satisfaction', error: errors.length > 0 },
      html`${breadcrumbs(t, [{ href: STAFF, label: t('satisfaction.staff.title') }])}${errorSummary(t, errors)}
<h1>${wholeCodes(title)}</h1>
${!errors.length && ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`}
${keyValues(t, [
  { label: t('satisfaction.form.level'), value: levelChip(ctx, rating.level) },
  ...(reasons ? [{ label: t('satisfaction.form.reasons'), value: reasons }] : []),
  ...(rating.words === null
    ? []
    : [{ label: t('satisfaction.form.words'), value: lines(shown(rating.words)) }]),
  ...(delegated ? [{ label: t('satisfaction.rater'), value: t('satisfaction.by-some-delegate') }] : []),
  { label: t('satisfaction.rated-at'), value: formatDateTime(rating.ratedAt) },
  ...(rating.revision > 1
    ? [{ label: t('satisfaction.staff.changed'), value: formatDateTime(rating.changedAt) }]
    : []),
  { label: t('satisfaction.staff.agency'), value: agency },
  ...(reads
    ? [
        {
          label: t('satisfaction.staff.dossier'),
          value: html`<a class="num" href="/can-bo/ho-so/${rating.dossierId}">${rating.code}</a>`,
        },
      ]
    : []),
])}
${!may && answerView(ctx, rating, agency, shown)}
${!may && html`<p class="q">${t('satisfaction.staff.who-answers', { agency })}</p>`}
${
  rating.answer !== null &&
  html`<p class="q">${t(rating.answerPublic ? `satisfaction.answer.public.${rating.wordsState}` : 'satisfaction.answer.is-private')}</p>`
}
${may && (await judging(ctx, rating, errors))}
${may && answerForm(ctx, rating, errors)}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

async function change(
  ctx: Ctx,
  done: string,
  work: (
    tx: Parameters<typeof answerRating>[0],
    rating: Rating,
    actor: Parameters<typeof answerRating>[3],
  ) => Promise<unknown>,
): Promise<Answer> {
  const rating = await load(ctx);
  const actor = await answering(ctx, rating);
  if (!actor) throw NotAllowed();
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => work(tx, rating, actor));
      return doneAt(`${STAFF}/${rating.dossierId}`, done);
    },
    errors => show(ctx, rating, errors),
    { otherwise: ANSWER },
  );
}

async function answer(ctx: Ctx): Promise<Answer> {
  const words = posted(ctx.req.body, ANSWER);
  const isPublic = posted(ctx.req.body, TO) !== 'rater';
  const rating = await load(ctx);
  const found = isPublic ? personalIn(words, await namesOf(ctx.db, rating.dossierId)) : [];
  if (found.length && (await answering(ctx, rating))) {
    const what = found.map(text => `“${text}”`).join(', ');
    return show(ctx, rating, [{ path: ANSWER, message: ctx.t('satisfaction.answer.personal', { what }) }]);
  }
  return change(ctx, 'answered', (tx, { dossierId }, actor) =>
    answerRating(tx, ctx.get(casesService), { dossierId, answer: words, isPublic }, actor),
  );
}

const judge = async (ctx: Ctx): Promise<Answer> => {
  const why = posted(ctx.req.body, 'hien') ? null : posted(ctx.req.body, WHY);
  if (why === '')
    return show(ctx, await load(ctx), [{ path: WHY, message: ctx.t('satisfaction.judge.why-missing') }]);
  return change(ctx, why === null ? 'shown' : 'hidden', (tx, { dossierId }, actor) => {
    const revision = Number(posted(ctx.req.body, 'lan-sua'));
    return judgeWords(tx, ctx.get(casesService), { dossierId, revision, why }, actor);
  });
};

const rule = { permission: 'rating.answer' };

export const staffRatingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${STAFF}/:rating`,
    rule: { permission: 'rating.read' },
    handler: async ctx => show(ctx, await load(ctx)),
  },
  { method: 'POST', path: `${STAFF}/:rating/tra-loi`, rule, handler: answer },
  { method: 'POST', path: `${STAFF}/:rating/duyet`, rule, handler: judge },
];
