import { dropSynonym, listSynonyms, type Synonym, setSynonym } from '#engines/procedures';
import { formatDate } from '#platform/clock';
import {
  type Answer,
  type Ctx,
  page,
  pageNumber,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import {
  askForm,
  attempt,
  csrfField,
  doneAt,
  type Errors,
  emptyState,
  errorOf,
  errorSummary,
  html,
  note,
  pages,
  postForm,
  scrollTable,
  staffPage,
  textField,
  typedOr,
  withQuery,
} from '#ui';

export const SYNONYMS = '/can-bo/tu-dong-nghia';
const PHRASE = 'cum-tu';
const MEANS = 'nghia';
const LOOKED_FOR = 'tim';
const PAGE_SIZE = 50;

const row = (ctx: Ctx, s: Synonym) => [
  s.phrase,
  s.means || html`<span class="q">${ctx.t('portal.synonyms.nothing')}</span>`,
  s.changedBy
    ? ctx.t('portal.synonyms.own', { at: formatDate(s.changedAt) })
    : html`<span class="q">${ctx.t('portal.synonyms.given')}</span>`,
  html`<form method="post" action="${SYNONYMS}/bo">${csrfField(ctx)}<input type="hidden" name="${PHRASE}" value="${s.folded}"><button class="link">${ctx.t('portal.synonyms.drop')}<span class="vh"> ${s.phrase}</span></button></form>`,
];

/** Those that say or mean what is looked for, without regard to tone marks. */
const having = (list: readonly Synonym[], words: string): Synonym[] =>
  list.filter(s => s.folded.includes(fold(words)) || fold(s.means).includes(fold(words)));

/** What people call things, for whoever keeps the procedures. */
async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const looked = queryText(ctx.req.query, LOOKED_FOR);
  const list = having(await listSynonyms(ctx.db), looked);
  const n = pageNumber(ctx.req.query);
  const from = (n - 1) * PAGE_SIZE;
  const shown = list.slice(from, from + PAGE_SIZE);
  const title = t('portal.synonyms.title');
  const done = `portal.synonyms.done.${queryText(ctx.req.query, 'xong')}`;
  return page(
    staffPage(
      ctx,
      { title, active: 'synonyms', error: errors.length > 0 },
      html`${errorSummary(t, errors)}
<h1>${title}</h1>
<p>${t('portal.synonyms.about')}</p>
${!errors.length && ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`}
${postForm(ctx, {
  action: SYNONYMS,
  fields: html`${textField(t, { name: PHRASE, label: t('portal.synonyms.phrase'), hint: t('portal.synonyms.phrase-hint'), value: typedOr(ctx, PHRASE), error: errorOf(errors, PHRASE), maxlength: 100, autocomplete: 'off' })}
${textField(t, { name: MEANS, label: t('portal.synonyms.means'), hint: t('portal.synonyms.means-hint'), value: typedOr(ctx, MEANS), maxlength: 200, autocomplete: 'off', optional: true })}`,
  button: t('portal.synonyms.save'),
})}
${askForm(SYNONYMS, textField(t, { name: LOOKED_FOR, label: t('portal.synonyms.find'), value: looked, type: 'search' }), t('portal.synonyms.find-button'))}
${
  shown.length
    ? scrollTable({
        caption: title,
        captionHidden: true,
        list: true,
        rowHeader: 0,
        columns: ['phrase', 'means', 'by', 'act'].map(c => ({
          label: t(`portal.synonyms.${c}`),
          hidden: c === 'act',
        })),
        rows: shown.map(s => row(ctx, s)),
      })
    : emptyState({ why: t(looked ? 'portal.synonyms.none-like' : 'portal.synonyms.none') })
}${pages(t, {
  from: from + 1,
  to: from + shown.length,
  total: list.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: list.length > from + PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

const actOn = (ctx: Ctx) => ({
  ledger: ctx.get(ledgerService),
  actor: ctx.visitor!.accountId,
  at: ctx.clock.now(),
});

async function save(ctx: Ctx): Promise<Answer> {
  const input = { phrase: posted(ctx.req.body, PHRASE), means: posted(ctx.req.body, MEANS) };
  if (!input.phrase) return show(ctx, [{ path: PHRASE, message: ctx.t('portal.synonyms.missing') }]);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx => setSynonym(tx, input, actOn(ctx)));
      return doneAt(SYNONYMS, 'set');
    },
    errors => show(ctx, errors),
    { otherwise: PHRASE },
  );
}

async function drop(ctx: Ctx): Promise<Answer> {
  await ctx.db.tx(tx => dropSynonym(tx, posted(ctx.req.body, PHRASE), actOn(ctx)));
  return redirect(doneAt(SYNONYMS, 'dropped'));
}

const rule = { permission: 'procedure.edit' };

export const synonymRoutes: readonly Route[] = [
  { method: 'GET', path: SYNONYMS, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: SYNONYMS, rule, handler: save },
  { method: 'POST', path: `${SYNONYMS}/bo`, rule, handler: drop },
];
