import { readFile } from 'node:fs/promises';
import {
  columnsOf,
  loadProcedure,
  MOST_ROWS,
  officesOf,
  oftenReceived,
  type RowOutcome,
  readList,
  receiveList,
} from '#engines/cases';
import { type Form, said } from '#engines/forms';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { isAppError } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  file,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import { XLSX } from '#platform/spreadsheet';
import {
  attempt,
  button,
  csrfField,
  type Errors,
  emptyState,
  errorOf,
  fileField,
  type Html,
  html,
  textField,
  typedOr,
} from '#ui';
import { COUNTER, counterPage } from '../counter/frame.ts';
import { OFFICE, officeChoice, officeOf } from '../counter/office.ts';
import { reportPart } from './report.ts';
import { listTemplate } from './template.ts';

/** Where a list of applications is received, a row a dossier. */
const LISTED = `${COUNTER}/tu-tep`;
const CODE = 'ma';
const FILE = 'tep';
const TRY = 'thu';

type Procedure = { code: string; name: string; form: Form };

const back = (ctx: Ctx) => ({ href: COUNTER, label: ctx.t('one-stop.counter.title') });

async function procedureNamed(ctx: Ctx, code: string): Promise<Procedure | undefined> {
  const found = await findProcedureInForce(ctx.db, code, localDate(ctx.clock.now()));
  if (!found) return undefined;
  const { form } = await loadProcedure(ctx.db, { procedureVersionId: found.id });
  return { code: found.code, name: found.name, form };
}

/** Which procedure the list is of: by code, or one of what the counter receives most. */
async function chooseProcedure(ctx: Ctx, errors: Errors): Promise<Answer> {
  const { t, db } = ctx;
  const offices = await officesOf(db, ctx.visitor!, ctx.clock.now());
  const office = officeOf(ctx, offices);
  const title = t('one-stop.listed.title');
  if (!office)
    return counterPage(ctx, { title, back: back(ctx) }, emptyState({ why: t('one-stop.counter.no-office') }));
  const date = localDate(ctx.clock.now());
  const often = await Promise.all(
    (await oftenReceived(db, [office.id])).map(c => findProcedureInForce(db, c, date)),
  );
  const rows = often.filter(p => p !== undefined);
  const to = (code: string) => `${LISTED}?${new URLSearchParams({ [CODE]: code, [OFFICE]: office.id })}`;
  return counterPage(
    ctx,
    { title, back: back(ctx), errors },
    html`<p>${t('one-stop.listed.about', { most: MOST_ROWS })}</p>
<form class="ask" action="${LISTED}">${textField(t, { name: CODE, label: t('one-stop.listed.code-of'), hint: t('one-stop.listed.code-hint'), value: queryText(ctx.req.query, CODE).slice(0, 40), error: errorOf(errors, CODE), autocomplete: 'off', most: 40, focus: true })}${officeChoice(ctx, offices, office)}
${button({ label: t('one-stop.counter.go-on') })}</form>
${
  rows.length > 0 &&
  html`<section><h2>${t('one-stop.counter.usual')}</h2><ul class="choose">${rows.map(
    p => html`<li><a href="${to(p.code)}"><b>${p.name}</b> <span class="q num">${p.code}</span></a></li>
`,
  )}</ul></section>`
}`,
  );
}

const askFile = (
  ctx: Ctx,
  { code, name }: Procedure,
  office: { id: string; name: string },
  errors: Errors,
): Html => {
  const { t } = ctx;
  return html`<p class="q">${name} · <span class="num">${code}</span></p>
<p class="box">${t('one-stop.listed.at', { office: office.name })}</p>
<ol class="steps"><li><a href="${LISTED}/mau?${CODE}=${code}" download>${t('one-stop.listed.template')}</a>. ${t('one-stop.listed.template-about')}</li>
<li>${t('one-stop.listed.papers-about')}</li></ol>
<form method="post" action="${LISTED}" enctype="multipart/form-data" novalidate>${csrfField(ctx)}<input type="hidden" name="${CODE}" value="${code}"><input type="hidden" name="${OFFICE}" value="${office.id}">
${fileField(t, { name: FILE, label: t('one-stop.listed.file'), hint: t('one-stop.listed.file-hint', { most: MOST_ROWS }), accept: `.xlsx,.csv,${XLSX},text/csv`, error: errorOf(errors, FILE) })}
<p class="row">${button({ label: t('one-stop.listed.try'), name: TRY, value: '1', alt: true })}${button({ label: t('one-stop.listed.receive') })}</p></form>`;
};

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const code = typedOr(ctx, CODE, queryText(ctx.req.query, CODE).slice(0, 40).trim());
  if (!code) return chooseProcedure(ctx, errors);
  const procedure = await procedureNamed(ctx, code);
  const office = officeOf(ctx, await officesOf(ctx.db, ctx.visitor!, ctx.clock.now()));
  if (!procedure || !office)
    return chooseProcedure(ctx, [{ path: CODE, message: t('one-stop.listed.no-such', { code }) }]);
  return counterPage(
    ctx,
    { title: t('one-stop.listed.title'), back: { href: LISTED, label: t('one-stop.listed.other') }, errors },
    askFile(ctx, procedure, office, errors),
  );
}

/** What a column is called: as in the file, else as in an empty list; of a whole group by its name. */
const headingOf =
  (ctx: Ctx, form: Form, headings: ReadonlyMap<string, string>) =>
  (place: string): string =>
    headings.get(place)?.replace(/\*$/, '').trimEnd() ??
    columnsOf(ctx.t, form).find(c => c.place === place)?.heading ??
    (form.groups?.[place] ? said(form.groups[place].label, ctx.lang) : '');

async function receive(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const procedure = await procedureNamed(ctx, posted(ctx.req.body, CODE));
  const office = officeOf(ctx, await officesOf(ctx.db, ctx.visitor!, ctx.clock.now()));
  if (!procedure || !office) return show(ctx);
  const sent = ctx.req.uploads.find(u => u.field === FILE);
  if (!sent) return show(ctx, [{ path: FILE, message: t('one-stop.listed.no-file') }]);
  const tried = posted(ctx.req.body, TRY) !== '';
  let done: { outcomes: RowOutcome[]; headings: ReadonlyMap<string, string> };
  try {
    const { rows, headings } = await readList(t, procedure.form, await readFile(sent.path));
    const outcomes = await receiveList(ctx, { procedure: procedure.code, agencyId: office.id, rows, tried });
    done = { outcomes, headings };
  } catch (error) {
    if (!isAppError(error) || error.code !== 'LIST_REFUSED')
      return attempt(
        ctx,
        () => Promise.reject(error),
        errors => show(ctx, errors),
        { otherwise: FILE },
      );
    return show(ctx, [{ path: FILE, message: t(`one-stop.listed.why.${error.params.why}`, error.params) }]);
  }
  return counterPage(
    ctx,
    {
      title: t(tried ? 'one-stop.listed.tried-title' : 'one-stop.listed.done-title'),
      back: { href: LISTED, label: t('one-stop.listed.other') },
    },
    html`<p class="q">${procedure.name} · <span class="num">${procedure.code}</span></p>${reportPart(
      ctx,
      done.outcomes,
      {
        heading: headingOf(ctx, procedure.form, done.headings),
        again: `${LISTED}?${new URLSearchParams({ [CODE]: procedure.code, [OFFICE]: office.id })}`,
        tried,
      },
    )}`,
  );
}

async function template(ctx: Ctx): Promise<Answer> {
  const procedure = await procedureNamed(ctx, queryText(ctx.req.query, CODE));
  if (!procedure) return redirect(LISTED);
  const name = ctx.t('one-stop.listed.template-file', { code: procedure.code });
  return file(await listTemplate(ctx.t, procedure), XLSX, { download: name });
}

const rule: Route['rule'] = { permission: 'dossier.receive' };
export const listedRoutes: readonly Route[] = [
  { method: 'GET', path: LISTED, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: LISTED, rule, handler: receive, upload: { maxBytes: 5_000_000, maxFiles: 1 } },
  { method: 'GET', path: `${LISTED}/mau`, rule, handler: template },
];
