import { sampleResult } from '#engines/cases';
import { actOf } from '#engines/identity';
import {
  type DraftForm,
  type DraftResult,
  getDraftForm,
  getDraftProcess,
  getDraftResult,
  type ResultTemplateDefinition,
  type StepFacts,
  saveDraftResult,
  stepFactsOf,
  USUAL_NUMBER,
} from '#engines/procedures';
import { type Answer, type Ctx, file, textField as posted, type Route, redirect } from '#platform/http';
import {
  button,
  details,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  note,
  radios,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { conflictBox, isConflict, orConflict } from '../../conflict.ts';
import { tabRoutes } from '../../form-page.ts';
import { type LoadedDraft, loadDraft, procedurePath, ROOT } from '../../load.ts';
import { PART_PATHS, savedText } from '../../parts.ts';
import { problemsBox } from '../../problems-box.ts';
import { tabPath } from '../../view.ts';
import { linesOf } from '../legal/rows.ts';
import { usableFields } from './usable-fields.ts';
import { downloadWord, readWord, wordField } from './word.ts';

const TITLE = 'ten';
const BOOK = 'so';
const NUMBER = 'so-ky-hieu';
const HEADING = 'tieu-de';
const BODY = 'noi-dung';
const RECIPIENTS = 'noi-nhan';
const READ = 'da-doc';
const WHAT = 'viec';

const HOW = ['paragraph', 'list', 'facts', 'group', 'centred', 'rule', 'bold', 'field'] as const;

type Loaded = LoadedDraft & {
  result: DraftResult;
  form: DraftForm;
  steps: StepFacts | null;
  saved: Html;
};

const load = async (ctx: Ctx): Promise<Loaded> => {
  const loaded = await loadDraft(ctx);
  const result = await getDraftResult(ctx.db, loaded.draft.id);
  const form = await getDraftForm(ctx.db, loaded.draft.id);
  const steps = stepFactsOf((await getDraftProcess(ctx.db, loaded.draft.id)).graph);
  return { ...loaded, result, form, steps, saved: await savedText(ctx, loaded.code, 'result', result) };
};

async function fields(ctx: Ctx, { draft, code, result }: Loaded, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const { template } = result;
  const read = typedOr(ctx, READ, String(result.revision));
  const revision = isConflict(errors) ? String(result.revision) : read;
  const text = (name: string, key: string, rows: number, value: string, optional = false) =>
    textArea(t, {
      name,
      label: t(`procedure-design.result.${key}`),
      hint: t(`procedure-design.result.${key}.hint`),
      rows,
      optional,
      value: ctx.req.method === 'GET' ? value : rawText(ctx, name),
      error: errorOf(errors, name),
    });
  return html`${await conflictBox(ctx, errors, { draft, part: 'result', read: Number.parseInt(read, 10) || 0 })}<input type="hidden" name="${READ}" value="${revision}">
${textField(t, {
  name: TITLE,
  label: t('procedure-design.result.title'),
  hint: t('procedure-design.result.title.hint'),
  value: typedOr(ctx, TITLE, template?.title),
  error: errorOf(errors, TITLE),
  most: 200,
})}${textField(t, {
  name: NUMBER,
  label: t('procedure-design.result.number'),
  hint: t('procedure-design.result.number.hint'),
  optional: true,
  value: typedOr(ctx, NUMBER, template ? template.number : USUAL_NUMBER),
  error: errorOf(errors, NUMBER),
  most: 80,
})}${wordField(ctx, template?.document, `${procedurePath(code)}/ket-qua/mau.docx`, errors)}${text(HEADING, 'heading', 3, template?.heading.join('\n') ?? '')}${text(BODY, 'body', 18, template?.body ?? '')}${text(
  RECIPIENTS,
  'recipients',
  3,
  template?.recipients.join('\n') ?? '',
  true,
)}${radios(t, {
  name: BOOK,
  label: t('procedure-design.result.book'),
  value: typedOr(ctx, BOOK, template?.book ?? 'own'),
  options: (['own', 'common'] as const).map(b => ({
    value: b,
    label: t(`procedure-design.result.book.${b}`),
  })),
})}${details({ summary: t('procedure-design.result.how') }, html`<ul>${HOW.map(key => html`<li>${t(`procedure-design.result.how.${key}`)}</li>`)}</ul>`)}`;
}

const rawText = (ctx: Ctx, name: string): string => {
  const value = ctx.req.body[name];
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
};

/** What the form says; undefined when all of it is empty. */
async function readTemplate(
  ctx: Ctx,
  there: ResultTemplateDefinition | null,
  errors: FieldError[],
): Promise<ResultTemplateDefinition | null> {
  const { t } = ctx;
  const template: ResultTemplateDefinition = {
    title: posted(ctx.req.body, TITLE),
    book: posted(ctx.req.body, BOOK) === 'common' ? 'common' : 'own',
    ...(posted(ctx.req.body, NUMBER) ? { number: posted(ctx.req.body, NUMBER).slice(0, 80) } : {}),
    heading: linesOf(ctx, HEADING),
    body: rawText(ctx, BODY).trim(),
    recipients: linesOf(ctx, RECIPIENTS),
    ...(await readWord(ctx, there?.document, errors)),
  };
  const { title, heading, body, recipients } = template;
  if (!title && !heading.length && !body && !recipients.length && !template.document) return null;
  const short = (path: string, lines: readonly string[], most: number) => {
    if (lines.length > most || lines.some(l => l.length > 200))
      errors.push({ path, message: t('procedure-design.lines-too-long', { most, chars: 200 }) });
  };
  short(TITLE, [title], 1);
  short(HEADING, heading, 6);
  short(RECIPIENTS, recipients, 12);
  if (body.length > 20_000)
    errors.push({ path: BODY, message: t('procedure-design.result.body.too-long', { most: 20_000 }) });
  return template;
}

const shownProblems = (ctx: Ctx, { problems }: DraftResult) =>
  problems.map(({ place, code, params = {} }) => ({
    place: '',
    words: ctx.t('procedure-design.result.problem', {
      place: params.line
        ? ctx.t(`procedure-design.result.${place === 'document' ? 'place-paragraph' : 'place-line'}`, {
            place: ctx.t(`procedure-design.result.${place}`),
            line: params.line,
          })
        : ctx.t(`procedure-design.result.${place}`),
      problem: ctx.t(`procedures.result.problem.${code}`, {
        what: params.what ?? '',
        near: params.near ?? '',
      }),
    }),
  }));

const tab = tabRoutes<Loaded>({
  path: `${ROOT}/:code/${PART_PATHS.result}`,
  permission: 'procedure.edit',
  tab: 'result',
  saved: (_, { saved }) => saved,
  load,
  about: (ctx, { result, code }) =>
    result.template
      ? html`${problemsBox(ctx, 'result', shownProblems(ctx, result))}${
          !result.problems.length &&
          html`<p>${button({ label: ctx.t('procedure-design.result.preview'), href: `${procedurePath(code)}/ket-qua/xem-thu.pdf`, alt: true })}</p>`
        }`
      : note(ctx.t('procedure-design.result.is-standard')),
  fields,
  beside: (ctx, { form, steps }) => usableFields(ctx, form, steps),
  button: 'procedure-design.save',
  after: (ctx, { result }) =>
    result.template !== null &&
    button({ label: ctx.t('procedure-design.result.use-standard'), alt: true, name: WHAT, value: 'chuan' }),
  submit: async (ctx, { code, draft, result }) => {
    const errors: FieldError[] = [];
    const none = posted(ctx.req.body, WHAT) === 'chuan';
    const template = none ? null : await readTemplate(ctx, result.template, errors);
    if (errors.length) return errors;
    const read = Number.parseInt(posted(ctx.req.body, READ), 10) || 0;
    return orConflict(ctx, async () => {
      await ctx.db.tx(tx => saveDraftResult(tx, draft.id, template, read, actOf(ctx, 'procedure.edit')));
      return doneAt(tabPath(code, 'result'), none ? 'result-standard' : 'draft-saved');
    });
  },
  otherwise: BODY,
  upload: { maxBytes: 2_000_000, maxFiles: 1 },
});

/** The last save drawn with invented answers. While something is wrong with it, the tab says what. */
async function preview(ctx: Ctx): Promise<Answer> {
  const { code, draft, result, form, steps } = await load(ctx);
  const { template, problems } = result;
  if (!template || problems.length || !form.definition || form.problems.length)
    return redirect(tabPath(code, 'result'));
  const { pdf } = await sampleResult(ctx.db, ctx, {
    template,
    form: { ...form.definition, sha256: '' },
    procedure: draft,
    steps,
    verifyUrl: `${ctx.site.baseUrl}/kiem-tra`,
  });
  return file(Buffer.from(pdf), 'application/pdf');
}

export const resultRoutes: readonly Route[] = [
  ...tab,
  {
    method: 'GET',
    path: `${ROOT}/:code/ket-qua/xem-thu.pdf`,
    rule: { permission: 'procedure.edit' },
    handler: preview,
  },
  {
    method: 'GET',
    path: `${ROOT}/:code/ket-qua/mau.docx`,
    rule: { permission: 'procedure.edit' },
    handler: async ctx => downloadWord((await load(ctx)).result.template),
  },
];
