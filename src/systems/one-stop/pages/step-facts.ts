import {
  answerText,
  applyPage,
  defineForm,
  type Form,
  type FormDefinition,
  fieldsOf,
  type JsonSchema,
  readPost,
  renderFormPage,
  validatePage,
  valueAt,
  type Widget,
} from '#engines/forms';
import type { FactKind, Node, Outcome } from '#engines/processes';
import type { Ctx } from '#platform/http';
import type { FieldError, Html } from '#ui';

const PAGE = 'facts';
const KINDS: Readonly<Record<FactKind, { widget: Widget; schema: JsonSchema }>> = {
  text: { widget: 'text', schema: { type: 'string', maxLength: 200 } },
  number: { widget: 'number', schema: { type: 'number' } },
  money: { widget: 'money', schema: { type: 'integer', minimum: 0, maximum: 1_000_000_000_000 } },
  date: { widget: 'date', schema: { type: 'string', format: 'date' } },
  'yes-no': { widget: 'yes-no', schema: { type: 'boolean' } },
};

/** By node: a graph that is loaded stays as it is. */
const forms = new WeakMap<Node, Form>();

/** What a step asks for (`fs:facts`) as a form of one page: fields, reading and messages are those of every form. */
function formOf(node: Node): Form {
  const known = forms.get(node);
  if (known) return known;
  const form = defineForm(definitionOf(node));
  forms.set(node, form);
  return form;
}

function definitionOf(node: Node): FormDefinition {
  const fields = node.facts.map((fact): [string, FormDefinition['fields'][string]] => [
    `${node.id}.${fact.id}`,
    {
      label: { vi: fact.label, en: fact.label },
      widget: KINDS[fact.kind].widget,
      class: 'none',
      width: fact.kind === 'text' ? 'full' : 'narrow',
    },
  ]);
  const properties = Object.fromEntries(node.facts.map(fact => [fact.id, KINDS[fact.kind].schema]));
  const required = node.facts.filter(fact => !fact.optional).map(fact => fact.id);
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
 * The fields of a step's facts; nothing when it has none. `typed`: what was sent before and refused; else they hold what the step was ended
 * with before (`earlier`), where the dossier has come back to it.
 */
export async function factFields(
  ctx: Ctx,
  node: Node | undefined,
  {
    typed,
    earlier,
    errors = [],
  }: {
    typed?: Readonly<Record<string, unknown>> | undefined;
    earlier?: Outcome | undefined;
    errors?: readonly FieldError[] | undefined;
  },
): Promise<Html | null> {
  if (!node?.facts.length) return null;
  const form = formOf(node);
  const data = typed
    ? applyPage(form, PAGE, {}, readPost(form, PAGE, typed))
    : { [node.id]: Object.fromEntries(node.facts.map(({ id }) => [id, earlier?.[id] ?? undefined])) };
  return renderFormPage(ctx, form, PAGE, data, errors);
}

/** What was sent for a step's facts, and what of it has to be corrected. */
export async function readFacts(
  ctx: Ctx,
  node: Node | undefined,
  body: Record<string, unknown>,
): Promise<{ facts: Outcome | undefined; errors: FieldError[] }> {
  if (!node?.facts.length) return { facts: undefined, errors: [] };
  const form = formOf(node);
  const data = applyPage(form, PAGE, {}, readPost(form, PAGE, body));
  const errors = await validatePage(form, PAGE, data, ctx);
  const facts = Object.fromEntries(
    node.facts.map(({ id }) => [id, (valueAt(data, `${node.id}.${id}`) ?? null) as Outcome[string]]),
  );
  return { facts, errors };
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
