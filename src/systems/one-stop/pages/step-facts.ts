import type { Dossier, LoadedProcedure } from '#engines/cases';
import {
  answerText,
  applyPage,
  defineForm,
  type Form,
  type FormData,
  type FormDefinition,
  fieldsOf,
  type JsonSchema,
  readPost,
  renderFormPage,
  validatePage,
  valueAt,
  type Widget,
} from '#engines/forms';
import {
  boundDay,
  type FactDays,
  type FactKind,
  isOpen,
  LONGEST_FACT,
  mayBeSaid,
  mustSay,
  type Node,
  type Outcome,
  type TaskFact,
} from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { capital, type FieldError, type Html } from '#ui';
import { numberFaults } from './step-numbers.ts';
import { becauseOf, standingOf } from './step-why.ts';

const PAGE = 'facts';
const WIDGETS: Readonly<Record<FactKind, Widget>> = {
  text: 'text',
  lines: 'long-text',
  digits: 'text',
  'personal-number': 'personal-number',
  time: 'text',
  number: 'number',
  money: 'money',
  date: 'date',
  'yes-no': 'yes-no',
};
const MOST_MONEY = 1_000_000_000_000;

const daysOf = (ctx: Ctx, { receivedAt }: Pick<Dossier, 'receivedAt'>): FactDays => ({
  today: localDate(ctx.clock.now()),
  received: localDate(receivedAt),
});

function schemaOf({ kind, least, most }: TaskFact, days: FactDays | null): JsonSchema {
  const bound = (keyword: string, value: TaskFact['least']) =>
    value === undefined ? {} : { [keyword]: value };
  switch (kind) {
    case 'text':
    case 'lines':
      return { type: 'string', maxLength: LONGEST_FACT[kind] };
    case 'digits':
      return { type: 'string', pattern: `^[0-9]{${least ?? 1},${most ?? 40}}$` };
    case 'personal-number':
      return { type: 'string', format: 'personal-number' };
    case 'time':
      return { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' };
    case 'number':
      return { type: 'number', ...bound('minimum', least), ...bound('maximum', most) };
    case 'money':
      return { type: 'integer', minimum: least ?? 0, maximum: most ?? MOST_MONEY };
    case 'yes-no':
      return { type: 'boolean' };
    case 'date': {
      const day = (value: NonNullable<TaskFact['least']>) =>
        value === 'today' || !days ? value : boundDay(value, days);
      return {
        type: 'string',
        format: 'date',
        ...(days && least !== undefined && { dateNotBefore: day(least) }),
        ...(days && most !== undefined && { dateNotAfter: day(most) }),
      };
    }
  }
}

/** Words that the house has for what is wrong with a register's number. */
const errorsOf = (ctx: Pick<Ctx, 't'> | null, { kind, least, most }: TaskFact) => {
  if (kind !== 'digits' && kind !== 'time') return {};
  const n = least === most ? `${least}` : `${least ?? 1}–${most ?? 40}`;
  const say = ctx ? ctx.t(`one-stop.fact.${kind}`, { n }) : n;
  return { errors: { pattern: { vi: say, en: say } } };
};

/** By node, where the day does not matter: a graph that is loaded stays as it is. */
const read = new WeakMap<Node, Form>();

/** What a step asks for (`fs:facts`) as a form of one page, as it is read: without what is to be corrected. */
function formOf(node: Node): Form {
  const known = read.get(node);
  if (known) return known;
  const form = defineForm(definitionOf(node, null, null));
  read.set(node, form);
  return form;
}

/** The same as it is filled in: fields, reading and messages are those of every form. */
const askedOf = (ctx: Ctx, node: Node, dossier: Dossier, of: Form): Form =>
  defineForm(definitionOf(asItStands(node, dossier, of), ctx, daysOf(ctx, dossier)));

/** Here a fact with a condition either has to be said or may be left out. */
const asItStands = (node: Node, dossier: Dossier, form: Form): Node => ({
  ...node,
  facts: node.facts.map(({ must, ...fact }) =>
    must
      ? { ...fact, optional: !mustSay({ ...fact, must }, fact.when?.[0], standingOf(dossier, form)) }
      : fact,
  ),
});

function definitionOf(node: Node, ctx: Ctx | null, days: FactDays | null): FormDefinition {
  const fields = node.facts.map((fact): [string, FormDefinition['fields'][string]] => {
    const only = fact.when?.map(outcome => node.outcomeWords[outcome] ?? outcome).join('”, “');
    const hint = only
      ? ctx?.t(`one-stop.fact.${fact.optional ? 'when-left' : 'when'}`, { outcome: `“${only}”` })
      : fact.kind === 'time' && ctx?.t('one-stop.fact.time-hint');
    // Behind a label in brackets comes “(không bắt buộc)”, in a second pair: what stands in the first is said below it.
    const [, label = fact.label, about] =
      (ctx && fact.optional && /^(.+) \(([^()]+)\)$/.exec(fact.label)) || [];
    const said = [about && capital(about), hint].filter(Boolean).join('. ');
    return [
      `${node.id}.${fact.id}`,
      {
        label: { vi: label, en: label },
        widget: WIDGETS[fact.kind],
        class: 'none',
        width: fact.kind === 'text' || fact.kind === 'lines' ? 'full' : 'narrow',
        ...errorsOf(ctx, fact),
        ...(said && { hint: { vi: said, en: said } }),
      },
    ];
  });
  const properties = Object.fromEntries(node.facts.map(fact => [fact.id, schemaOf(fact, days)]));
  const required = node.facts.filter(fact => !fact.optional && !fact.when).map(fact => fact.id);
  const inside = { type: 'object', properties, required, additionalProperties: false };
  const title = { vi: node.name, en: node.name };
  return {
    id: 'step-facts',
    version: 1,
    schema: { type: 'object', properties: { [node.id]: inside }, required: [node.id] },
    pages: [{ id: PAGE, title, fields: fields.map(([path]) => path) }],
    fields: Object.fromEntries(fields),
  };
}

/**
 * The fields of a step's facts; nothing when it has none. `typed`: what was sent before and refused. A step that is done again has
 * what was said the last time.
 */
export async function factFields(
  ctx: Ctx,
  node: Node | undefined,
  dossier: Dossier,
  procedure: Pick<LoadedProcedure, 'form'>,
  typed?: Readonly<Record<string, unknown>>,
  errors: readonly FieldError[] = [],
): Promise<Html | null> {
  if (!node?.facts.length) return null;
  const form = askedOf(ctx, node, dossier, procedure.form);
  const before = { [node.id]: said(node, dossier.processState.outcomes[node.id]) };
  const data = typed ? applyPage(form, PAGE, {}, readPost(form, PAGE, typed)) : before;
  return renderFormPage(ctx, form, PAGE, data, errors);
}

const TIME = /^(\d{1,2}) ?(?:[:.hg]|giờ) ?(\d{1,2})? ?(?:p|phút)?$/i;

/** Times as people write them (8h15, 8 giờ 15, 14.30, 8h) as they are kept: `08:15`. What is none stays as it was typed. */
function withTimes(node: Node, body: Record<string, unknown>): Record<string, unknown> {
  const times = node.facts.flatMap(({ id, kind }) => {
    const typed = body[`${node.id}.${id}`];
    const [, hour, minute = '0'] =
      (kind === 'time' && typeof typed === 'string' && TIME.exec(typed.normalize('NFC').trim())) || [];
    return hour ? [[`${node.id}.${id}`, `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`]] : [];
  });
  return { ...body, ...Object.fromEntries(times) };
}

const said = (node: Node, outcome: Outcome | undefined): Record<string, unknown> =>
  Object.fromEntries(
    node.facts.flatMap(({ id }) => ((outcome?.[id] ?? null) === null ? [] : [[id, outcome?.[id]]])),
  );

/**
 * What was sent for a step's facts, and what of it has to be corrected. What went with another outcome and stands there from the last
 * time, untouched, is left out.
 */
export async function readFacts(
  ctx: Ctx,
  node: Node | undefined,
  dossier: Dossier,
  procedure: Pick<LoadedProcedure, 'graph' | 'form'>,
  body: Record<string, unknown>,
  outcome: string,
): Promise<{ facts: Outcome | undefined; errors: FieldError[] }> {
  if (!node?.facts.length) return { facts: undefined, errors: [] };
  const standing = standingOf(dossier, procedure.form);
  const form = askedOf(ctx, node, dossier, procedure.form);
  const data = applyPage(form, PAGE, {}, readPost(form, PAGE, withTimes(node, body)));
  const errors = [...(await validatePage(form, PAGE, data, ctx))];
  const facts = Object.fromEntries(
    node.facts.map(({ id }) => [id, (valueAt(data, `${node.id}.${id}`) ?? null) as Outcome[string]]),
  );
  const words = (ids: readonly string[]) => ids.map(id => node.outcomeWords[id] ?? id).join('”, “');
  const before = said(node, dossier.processState.outcomes[node.id]);
  for (const fact of node.facts) {
    const path = `${node.id}.${fact.id}`;
    if (!mayBeSaid(fact, outcome) && facts[fact.id] === before[fact.id]) facts[fact.id] = null;
    if (!(fact.when || fact.must)) continue;
    const given = facts[fact.id] !== null;
    const at = errors.findIndex(e => e.path === path);
    if (given && !mayBeSaid(fact, outcome) && at < 0) {
      const params = { what: fact.label, outcome: words(fact.when ?? []) };
      errors.push({ path, message: ctx.t('one-stop.fact.not-with', params) });
    } else if (!given && mustSay(fact, outcome, standing)) {
      const what = { what: fact.label, outcome: words([outcome]) };
      const message = fact.must
        ? ctx.t('one-stop.fact.must', { ...what, why: await becauseOf(ctx, fact.must, procedure, dossier) })
        : ctx.t('one-stop.fact.missing', what);
      errors.splice(at < 0 ? errors.length : at, at < 0 ? 0 : 1, { path, message });
    }
  }
  const unfit = numberFaults(ctx, node, procedure.form, dossier.data as FormData, facts);
  errors.push(...unfit.filter(fault => !errors.some(e => e.path === fault.path)));
  return { facts, errors };
}

/** Why an outcome that the step names may not be chosen, in a sentence; null: it may. */
export async function closedBecause(
  ctx: Ctx,
  node: Node | undefined,
  dossier: Dossier,
  procedure: Pick<LoadedProcedure, 'graph' | 'form'>,
  outcome: string,
): Promise<string | null> {
  if (!node || isOpen(node, outcome, standingOf(dossier, procedure.form))) return null;
  const why = await becauseOf(ctx, node.openWhen[outcome] ?? '', procedure, dossier);
  return ctx.t('one-stop.fact.closed', { outcome: node.outcomeWords[outcome] ?? outcome, why });
}

/** The facts that a step was ended with, as the story tells them: `Diện tích đo được: 120,5`. */
export async function factWords(ctx: Ctx, node: Node | undefined, facts: unknown): Promise<string[]> {
  if (!node?.facts.length || typeof facts !== 'object' || facts === null) return [];
  const data = { [node.id]: facts };
  const given = fieldsOf(formOf(node), PAGE).filter(field => (valueAt(data, field.path) ?? null) !== null);
  return Promise.all(
    given.map(
      async field =>
        `${field.layout.label[ctx.lang]}: ${await answerText(ctx, field, data, { reveal: true })}`,
    ),
  );
}
