import {
  answersOffPaper,
  beginsWith,
  casesService,
  type DrawnFrom,
  loadProcedure,
  type Outcomes,
  previewRenewal,
  type RenewalPreview,
  renewResult,
  type SaidOnResult,
  saidOnResult,
  shownAt,
  withSaid,
} from '#engines/cases';
import {
  changedFields,
  type FieldPath,
  type Form,
  type FormData,
  fieldOf,
  fileFields,
  forStaff,
  shownFields,
  validateAll,
  valueAt,
  withValue,
} from '#engines/forms';
import { formatDate, localDate } from '#platform/clock';
import { type Ctx, file, textField } from '#platform/http';
import {
  button,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  type Look,
  lines,
  note,
  scrollTable,
  textArea,
  typedOr,
} from '#ui';
import { answerParts, readAnswers, withAskedAnew } from '../answers-form.ts';
import { pathOf } from '../handling/load.ts';
import { noteOpened } from '../open.ts';
import { markSent, SHOWN } from '../seen.ts';
import { factFields, readFacts } from '../step-facts.ts';
import { numberFaults } from '../step-numbers.ts';
import { mendedNote, mendedUnder } from './corrected-notes.ts';
import { actId, type LoadedResult, loadResult, RESULT, resultRoutes } from './load.ts';

const REASON = 'ly-do';
/** Of the button that opens the new paper as a file. */
const AS_PDF = 'ban-pdf';

type LoadedCorrection = LoadedResult & {
  form: Form;
  /** What it begins with: what the result was drawn from, with what was mended since on those that it rests on; and what the page that was sent began with. */
  before: FormData;
  shown: DrawnFrom;
  /** Contact and delivery: they do not stand on the result, and are not asked for. */
  off: Set<FieldPath>;
  /** What was corrected before of what steps said, and which steps said something that stands on the result. */
  corrected: Outcomes | null;
  steps: SaidOnResult[];
};

/**
 * What is wrong with what was changed, or is asked for only since; what stood there before is not asked about again, and neither are papers and
 * what is not on the page.
 */
async function faults(
  ctx: Ctx,
  { form, before, off }: Pick<LoadedCorrection, 'form' | 'before' | 'off'>,
  data: FormData,
): Promise<FieldError[]> {
  const changed = new Set(changedFields(form, before, data));
  const isChanged = (path: string) =>
    changed.has(fieldOf(form, path)) || [...changed].some(c => path.startsWith(`${c}.`));
  const [asked, now] = [shownFields(form, before), shownFields(form, data)];
  const files = new Set(fileFields(form, data).map(file => file.path));
  const isNew = (path: string) => now.has(path) && !asked.has(path) && !files.has(path) && !off.has(path);
  return (await validateAll(forStaff(form), data, ctx)).filter(({ path }) => isChanged(path) || isNew(path));
}

/**
 * The answers as they are to be: what was typed over what the page that was sent began with, and what was left as it was there follows what was mended
 * since.
 */
function answersTyped(ctx: Ctx, { form, before, shown, off }: LoadedCorrection): FormData {
  const began = shown.data as FormData;
  const typed = readAnswers(ctx, form, began, off);
  if (!changedFields(form, began, before).length) return typed;
  return changedFields(form, began, typed).reduce(
    (data, path) => withValue(data, path, valueAt(typed, path)),
    before,
  );
}

/** As `answersTyped`, of what was typed for what steps said. */
function factsTyped(
  ctx: Ctx,
  { dossier, shown, corrected, steps }: LoadedCorrection,
): Record<string, unknown> {
  const body = { ...(ctx.req.body as Record<string, unknown>) };
  const [began, now] = [shown.said, corrected].map(said => withSaid(dossier, said).processState.outcomes);
  for (const { node, facts } of steps)
    for (const { id } of facts) {
      const name = `${node.id}.${id}`;
      const [was, is] = [began, now].map(outcomes => String(outcomes?.[node.id]?.[id] ?? ''));
      if (was !== is && textField(body, name) === was) body[name] = is;
    }
  return body;
}

/** A step as it is corrected: what stands on the result, to be said with the outcome that it ended with. */
const asCorrected = ({ node, facts }: SaidOnResult) => ({
  ...node,
  facts: facts.map(({ when: _, must: __, ...fact }) => fact),
});

/** What the officials wrote, in the fields of their steps: it stands first, for it is what was typed here. */
async function saidParts(ctx: Ctx, loaded: LoadedCorrection, errors: Errors): Promise<Html> {
  const dossier = withSaid(loaded.dossier, loaded.corrected);
  const typed = ctx.req.method === 'GET' ? undefined : factsTyped(ctx, loaded);
  const procedure = await loadProcedure(ctx.db, dossier);
  const parts: Html[] = [];
  for (const step of loaded.steps) {
    const fields = await factFields(ctx, asCorrected(step), dossier, procedure, typed, errors);
    parts.push(
      html`<section class="part"><h2>${ctx.t('one-stop.correct.step', { step: step.node.name })}</h2><div class="fs two">${fields}</div></section>`,
    );
  }
  return html`${parts}`;
}

/**
 * What steps should have said, over what was corrected before; what stood there before is not asked about again, unless it is a number
 * that the corrected answers (`data`) contradict only now.
 */
async function saidAnew(
  ctx: Ctx,
  loaded: LoadedCorrection,
  data: FormData,
): Promise<{ said: Outcomes | null; errors: FieldError[] }> {
  const dossier = withSaid(loaded.dossier, loaded.corrected);
  const procedure = await loadProcedure(ctx.db, dossier);
  const said: Record<string, Outcomes[string]> = { ...loaded.corrected };
  const errors: FieldError[] = [];
  for (const step of loaded.steps) {
    const { id } = step.node;
    const before = dossier.processState.outcomes[id] ?? {};
    const outcome = String(before.outcome);
    const read = await readFacts(
      ctx,
      asCorrected(step),
      { ...dossier, data },
      procedure,
      factsTyped(ctx, loaded),
      outcome,
    );
    const changed = Object.entries(read.facts ?? {}).filter(
      ([fact, value]) => value !== (before[fact] ?? null),
    );
    const stood = numberFaults(ctx, step.node, loaded.form, loaded.before, before).map(e => e.path);
    const anew = numberFaults(ctx, step.node, loaded.form, data, read.facts ?? {}).map(e => e.path);
    const mended = (path: string) => changed.some(([fact]) => path === `${id}.${fact}`);
    errors.push(
      ...read.errors.filter(({ path }) => mended(path) || (anew.includes(path) && !stood.includes(path))),
    );
    if (changed.length) said[id] = { ...said[id], ...Object.fromEntries(changed) };
  }
  return { said: Object.keys(said).length ? said : null, errors };
}

/** The correction as it was typed, or what has to be mended in it. */
async function wished(ctx: Ctx, loaded: LoadedCorrection) {
  const { dossier, result, form, off } = loaded;
  const data = answersTyped(ctx, loaded);
  const reason = textField(ctx.req.body, REASON);
  const anew = await saidAnew(ctx, loaded, data);
  const wrong = withAskedAnew(ctx, form, data, await faults(ctx, loaded, data), off);
  const errors = [...anew.errors, ...wrong];
  if (reason.length < 10) errors.push({ path: REASON, message: ctx.t('one-stop.correct.reason-missing') });
  if (errors.length) return errors;
  return {
    dossierId: dossier.id,
    resultId: result.id,
    kind: 'correction' as const,
    reason,
    data,
    said: anew.said,
    signerName: ctx.visitor!.name,
  };
}

/** The correction as it would be signed: what stands now and what will, field by field, and the paper as a file. */
function lookAt(
  { t, req }: Ctx,
  { result, inPlaceOf }: LoadedCorrection,
  { changes, mark }: RenewalPreview,
): Look {
  const empty = t('one-stop.result.empty');
  const table = scrollTable({
    caption: t('one-stop.correct.changes'),
    columns: ['field', 'before', 'after'].map(c => ({ label: t(`one-stop.correct.${c}`) })),
    rows: changes.map(c => [c.label, c.before || empty, html`<b>${c.after || empty}</b>`]),
  });
  return {
    title: t('one-stop.correct.look-title'),
    about: html`<p>${t('one-stop.correct.look-about', { number: result.number })}</p>${table}<p><b>${t('one-stop.correct.reason')}:</b> ${lines(textField(req.body, REASON))}</p>${inPlaceOf && note(inPlaceOf.words)}`,
    fields: html`<input type="hidden" name="${SHOWN}" value="${mark}"><p>${button({ label: t('one-stop.correct.as-pdf'), name: AS_PDF, value: '1', alt: true, newTab: true })}</p>`,
    button: t('one-stop.correct.button'),
  };
}

/** A slip of the pen is corrected: the answers that the result was drawn from, and what officials wrote into it. */
export const correctRoutes = resultRoutes<LoadedCorrection>('correct', {
  path: `${RESULT}/dinh-chinh`,
  load: async ctx => {
    const loaded = await loadResult(ctx, 'correct');
    const { form } = await loadProcedure(ctx.db, loaded.dossier);
    const { dossier, result } = loaded;
    const { acts } = await mendedUnder(ctx, loaded);
    const { data, said } = await beginsWith(ctx.db, dossier, result, acts);
    const since = shownAt(markSent(ctx));
    const began = since && (await mendedUnder(ctx, loaded, since)).acts;
    const shown = await beginsWith(ctx.db, dossier, result, began ?? acts);
    const of = [ctx.get(casesService), loaded.dossier, loaded.result] as const;
    const steps = await saidOnResult(ctx.db, ...of);
    const off = await answersOffPaper(ctx.db, ...of);
    return { ...loaded, form, before: data as FormData, shown, off, corrected: said, steps };
  },
  // Whoever corrects sees all that was answered: it is written down that he looked.
  opened: async (ctx, loaded) => {
    await noteOpened(ctx, loaded);
    return undefined;
  },
  title: (ctx, { result }) => ctx.t('one-stop.correct.title', { title: result.title }),
  about: ({ t }, { result }) =>
    html`<p>${t('one-stop.correct.about', { number: result.number, date: formatDate(result.issuedAt) })}</p>`,
  fields: async (
    ctx,
    loaded,
    errors,
  ) => html`${await mendedNote(ctx, loaded, 'correct')}${await saidParts(ctx, loaded, errors)}${await answerParts(ctx, loaded.form, answersTyped(ctx, loaded), errors, localDate(loaded.dossier.receivedAt), loaded.off)}
<section class="part"><h2>${ctx.t('one-stop.correct.why')}</h2>${textArea(ctx.t, {
    name: REASON,
    label: ctx.t('one-stop.correct.reason'),
    hint: ctx.t('one-stop.correct.reason-hint'),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 3,
  })}</section>`,
  button: 'one-stop.correct.look',
  look: async (ctx, loaded) => {
    const wish = await wished(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    return lookAt(ctx, loaded, await previewRenewal(ctx.db, ctx.get(casesService), wish, loaded.actor));
  },
  submit: async (ctx, loaded) => {
    const deps = ctx.get(casesService);
    const wish = await wished(ctx, loaded);
    if (Array.isArray(wish)) return wish;
    if (textField(ctx.req.body, AS_PDF)) {
      const { draw } = await previewRenewal(ctx.db, deps, wish, loaded.actor);
      return file(await draw(), 'application/pdf');
    }
    const signing = { ...wish, id: actId(ctx), seen: markSent(ctx), shown: textField(ctx.req.body, SHOWN) };
    await renewResult(ctx.db, deps, signing, loaded.actor);
    return doneAt(pathOf(loaded.dossier), 'result-corrected');
  },
  otherwise: REASON,
});
