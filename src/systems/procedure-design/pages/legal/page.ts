import { actOf } from '#engines/identity';
import {
  LEVELS,
  LIFE_EVENTS,
  listRevisions,
  type ProcedureContent,
  type ProcedureLevel,
  SERVICE_LEVELS,
  updateDraft,
} from '#engines/procedures';
import { type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import {
  checkboxes,
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  radios,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { conflictBox, isConflict, orConflict } from '../../conflict.ts';
import { tabRoutes } from '../../form-page.ts';
import { levelsOffered } from '../../levels.ts';
import { type LoadedDraft, loadDraft, ROOT } from '../../load.ts';
import { savedText } from '../../parts.ts';
import { tabPath } from '../../view.ts';
import { unverifiedText } from '../../words.ts';
import { type Grounds, groundsOf } from './case-condition.ts';
import { nameable } from './exemption-lines.ts';
import { feeFields, readFees, type Step, stepsOf } from './fee-fields.ts';
import { limitFields, readLimits } from './limit-fields.ts';
import { paperFields, readPapers } from './paper-fields.ts';
import { linesOf } from './rows.ts';
import { type Asked, askedIn, readSame, sameFields } from './same-fields.ts';

const NAME = 'ten';
const FIELD = 'linh-vuc';
const LEVEL = 'cap';
const DECIDED_BY = 'co-quan-quyet-dinh';
const SUBJECTS = 'doi-tuong';
const BASIS = 'can-cu';
const RESULTS = 'ket-qua';
const SERVICE = 'muc-do';
const KEYWORDS = 'tu-khoa';
const LIFE = 'su-kien';
const UNVERIFIED = 'chua-xac-nhan';
const READ = 'da-doc';
/** Number of the save that was read: what others have changed since is told from it. */
const SAVE = 'lan-doc';

type Loaded = LoadedDraft & {
  saved: Html;
  revision: number;
  steps: Step[];
  asked: Asked[];
  grounds: Grounds;
  /** Those that may be chosen. */
  levels: ProcedureLevel[];
};

async function fields(
  ctx: Ctx,
  { draft: d, revision, steps, asked, grounds, levels }: Loaded,
  errors: Errors,
): Promise<Html> {
  const { t } = ctx;
  const first = ctx.req.method === 'GET';
  const list = (name: string, key: string, values: readonly string[], rows = 3) =>
    textArea(t, {
      name,
      label: t(`procedure-design.procedure.${key}`),
      hint: t('procedure-design.one-a-line'),
      optional: true,
      rows,
      value: typedOr(ctx, name, values.join('\n')),
      error: errorOf(errors, name),
    });
  const part = (key: string, content: Html) =>
    html`<section><h2>${t(`procedure-design.procedure.${key}`)}</h2>${content}</section>`;
  const read = isConflict(errors) ? d.contentSha256 : typedOr(ctx, READ, d.contentSha256);
  return html`${await conflictBox(ctx, errors, { draft: d, part: 'legal', read: Number.parseInt(typedOr(ctx, SAVE, String(revision)), 10) || 0 })}<input type="hidden" name="${READ}" value="${read}"><input type="hidden" name="${SAVE}" value="${isConflict(errors) ? String(revision) : typedOr(ctx, SAVE, String(revision))}">
${part(
  'legal',
  html`${textArea(t, { name: NAME, label: t('procedure-design.procedure.name'), rows: 2, value: typedOr(ctx, NAME, d.name), error: errorOf(errors, NAME) })}${textField(
    t,
    {
      name: FIELD,
      label: t('procedure-design.procedure.field'),
      value: typedOr(ctx, FIELD, d.field),
      error: errorOf(errors, FIELD),
      most: 200,
    },
  )}${checkboxes(t, {
    name: LEVEL,
    label: t('procedure-design.procedure.levels'),
    values: first ? d.levels : textFields(ctx.req.body, LEVEL),
    options: levels.map(l => ({ value: l, label: t(`procedure-design.level.${l}`) })),
  })}${textField(t, { name: DECIDED_BY, label: t('procedure-design.procedure.decided-by'), optional: true, value: typedOr(ctx, DECIDED_BY, d.decidedBy ?? ''), error: errorOf(errors, DECIDED_BY), most: 1000 })}${list(
    SUBJECTS,
    'subjects',
    d.subjects,
  )}${list(BASIS, 'legal-basis', d.legalBasis, 4)}${list(RESULTS, 'results', d.results)}${radios(t, {
    name: SERVICE,
    label: t('procedure-design.procedure.service-level'),
    value: typedOr(ctx, SERVICE, d.serviceLevel),
    error: errorOf(errors, SERVICE),
    options: SERVICE_LEVELS.map(s => ({ value: s, label: t(`procedure-design.service.${s}`) })),
  })}${checkboxes(t, {
    name: LIFE,
    label: t('procedure-design.procedure.life-events'),
    hint: t('procedure-design.life-events.hint'),
    values: first ? d.lifeEvents : textFields(ctx.req.body, LIFE),
    options: LIFE_EVENTS.map(e => ({ value: e, label: t(`procedures.life-event.${e}`) })),
  })}${list(KEYWORDS, 'keywords', d.keywords)}`,
)}
${part('limits', html`<p class="hint">${t('procedure-design.limit.hint')}</p>${limitFields(ctx, d.limits, grounds, errors)}`)}
${part('fees', html`<p class="hint">${t('procedure-design.fee.hint')}</p>${feeFields(ctx, d.fees, steps, nameable(grounds.form, d.papers), errors)}`)}
${part('papers', html`<p class="hint">${t('procedure-design.paper.hint')}</p>${paperFields(ctx, d.papers, errors)}`)}
${part('same-matter', html`<p class="hint">${t('procedure-design.same.hint')}</p>${sameFields(ctx, d.sameMatter, asked, errors)}`)}
${
  d.unverified.length > 0 &&
  part(
    'unverified',
    checkboxes(t, {
      name: UNVERIFIED,
      label: t('procedure-design.unverified.still'),
      hint: t('procedure-design.unverified.hint'),
      values: first ? d.unverified : textFields(ctx.req.body, UNVERIFIED),
      options: d.unverified.map(p => ({ value: p, label: unverifiedText(t, p) })),
    }),
  )
}`;
}

/** What the form says, upon what it does not show (form, process, source). */
function readContent(
  ctx: Ctx,
  { draft: d, steps, asked, grounds, levels }: Loaded,
): { content: ProcedureContent; errors: FieldError[] } {
  const { t, req } = ctx;
  const errors: FieldError[] = [];
  const text = (name: string) => posted(req.body, name);
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`procedure-design.procedure.${key}.wrong`) });
  const tooLong = (path: string, lines: readonly string[], most: number, chars: number) => {
    if (lines.length > most || lines.some(l => l.length > chars))
      errors.push({ path, message: t('procedure-design.lines-too-long', { most, chars }) });
    return [...lines];
  };
  const serviceLevel = SERVICE_LEVELS.find(s => s === text(SERVICE));
  if (!text(NAME) || text(NAME).length > 1000) wrong(NAME, 'name');
  if (!text(FIELD) || text(FIELD).length > 200) wrong(FIELD, 'field');
  if (!serviceLevel) wrong(SERVICE, 'service-level');
  const still = textFields(req.body, UNVERIFIED);
  const papers = readPapers(ctx, d.papers, errors);
  const content: ProcedureContent = {
    agencyKind: d.agencyKind,
    form: d.form,
    process: d.process,
    ...(d.resultTemplate ? { resultTemplate: d.resultTemplate } : {}),
    ...(d.mapping ? { mapping: d.mapping } : {}),
    lifeEvents: LIFE_EVENTS.filter(e => textFields(req.body, LIFE).includes(e)),
    source: d.source,
    name: text(NAME).replace(/\s+/g, ' '),
    field: text(FIELD),
    levels: levels.filter(l => textFields(req.body, LEVEL).includes(l)),
    decidedBy: text(DECIDED_BY) || null,
    subjects: tooLong(SUBJECTS, linesOf(ctx, SUBJECTS), 40, 200),
    legalBasis: tooLong(BASIS, linesOf(ctx, BASIS), 200, 300),
    results: tooLong(RESULTS, linesOf(ctx, RESULTS), 60, 2000),
    keywords: tooLong(KEYWORDS, linesOf(ctx, KEYWORDS), 60, 200),
    serviceLevel: serviceLevel ?? d.serviceLevel,
    limits: readLimits(ctx, d.limits, grounds, errors),
    fees: readFees(ctx, d.fees, steps, nameable(grounds.form, papers), errors),
    papers,
    sameMatter: readSame(ctx, d.sameMatter, asked, errors),
    unverified: d.unverified.filter(p => still.includes(p)),
  };
  return { content, errors };
}

export const legalRoutes: readonly Route[] = tabRoutes<Loaded>({
  path: `${ROOT}/:code/phap-ly`,
  permission: 'procedure.edit',
  tab: 'legal',
  load: async ctx => {
    const loaded = await loadDraft(ctx);
    const [last] = await listRevisions(ctx.db, loaded.draft.id, 'legal');
    const { createdBy: savedBy, createdAt: savedAt } = loaded.draft;
    return {
      ...loaded,
      revision: last?.revision ?? 0,
      steps: await stepsOf(ctx, loaded.draft.id),
      asked: await askedIn(ctx, loaded.draft.id),
      grounds: await groundsOf(ctx, loaded.draft.id),
      levels: await levelsOffered(ctx, LEVELS, loaded.draft.levels),
      saved: await savedText(ctx, loaded.code, 'legal', last ?? { savedBy, savedAt }),
    };
  },
  saved: (_, { saved }) => saved,
  fields,
  button: 'procedure-design.save',
  submit: async (ctx, loaded) => {
    const { code, draft } = loaded;
    const { content, errors } = readContent(ctx, loaded);
    if (errors.length) return errors;
    const read = posted(ctx.req.body, READ);
    return orConflict(ctx, async () => {
      await ctx.db.tx(tx => updateDraft(tx, draft.id, content, read, actOf(ctx, 'procedure.edit')));
      return doneAt(tabPath(code, 'legal'), 'draft-saved');
    });
  },
  otherwise: NAME,
});
