import { fold } from '#platform/text';
import { type Field, partsOf } from '../define/parts.ts';
import { calledBy } from '../staff-label.ts';
import type { FieldPath, FormDefinition, FormPage, JsonSchema } from '../types.ts';
import { groupOf } from '../values/items.ts';
import type { Agreement, DaysInOrder, SumNotAbove } from './keywords.ts';
import { sexSaid } from './personal-number.ts';

/** Answers about one person, by their paths: the number says of which sex and year its holder is. */
export type SamePerson = { number: FieldPath; born?: FieldPath; sex?: FieldPath };

/**
 * Which answers of a form speak of the person whose number a page asks for, without anybody having said so: the one date of birth and
 * the one question for the sex beside the one number of a page. A page with two numbers says nothing about which is whose.
 */
export const samePersons = (form: FormDefinition): SamePerson[] =>
  form.pages.flatMap(page => samePersonOn(form, page) ?? []);

function samePersonOn(form: FormDefinition, page: FormPage): SamePerson | undefined {
  const { fields } = partsOf(form);
  const asked = page.fields.flatMap(path => fields.get(path) ?? []);
  const number = only(asked.filter(f => f.widget === 'personal-number'));
  if (!number) return undefined;
  const beside = asked.filter(f => holderOf(f.path) === holderOf(number.path));
  const born = only(beside.filter(isBirthDate));
  const sex = only(beside.filter(isSex));
  if (!born && !sex) return undefined;
  return { number: number.path, ...(born && { born: born.path }), ...(sex && { sex: sex.path }) };
}

const only = (fields: readonly Field[]): Field | undefined => (fields.length === 1 ? fields[0] : undefined);

/** The object that an answer stands in; empty at the root. */
export const holderOf = (path: FieldPath): FieldPath => path.split('.').slice(0, -1).join('.');
const nameOf = (path: FieldPath): string => path.split('.').at(-1) ?? '';

/** Whether a field asks for a day of birth: by where its value comes from, by what browsers are told of it, or by what it is called. */
export function isBirthDate({ widget, path, layout }: Field): boolean {
  if (widget !== 'date') return false;
  const sources = [layout.prefill ?? []].flat();
  return (
    layout.autocomplete === 'bday' ||
    nameOf(path) === 'birthDate' ||
    sources.some(from => from.endsWith('.birthDate')) ||
    ['ngay sinh', 'ngay thang nam sinh', 'sinh ngay'].some(words =>
      fold(calledBy(layout).vi).startsWith(words),
    )
  );
}

/** Whether a field asks for the sex: a choice between the two that a number knows, whichever its order. */
export const isSex = ({ schema }: Field): boolean =>
  schema.enum?.length === 2 && new Set(schema.enum.map(sexSaid)).size === 2 && schema.enum.every(sexSaid);

/** The schema with what a number must agree with, at the objects where nobody has said it. */
export function withAgreements(form: FormDefinition, schema: JsonSchema): JsonSchema {
  return withSums(
    form,
    withDaysInOrder(
      form,
      samePersons(form).reduce((whole, { number, born, sex }) => {
        const agreement: Agreement = {
          number: nameOf(number),
          ...(born && { born: nameOf(born) }),
          ...(sex && { sex: nameOf(sex) }),
        };
        return at(whole, holderOf(number).split('.').filter(Boolean), holder => {
          const said = [holder.personalNumberAgrees ?? []].flat() as Agreement[];
          if (said.some(one => one.number === agreement.number)) return holder;
          return { ...holder, personalNumberAgrees: [...said, agreement] };
        });
      }, schema),
    ),
  );
}

/** The schema with which columns of groups together are not more than other answers, at its root. */
function withSums(form: FormDefinition, schema: JsonSchema): JsonSchema {
  const sums = Object.entries(form.fields).flatMap(([path, layout]): SumNotAbove[] => {
    const { sumWithin } = layout;
    const group = groupOf(form, path);
    const limit = sumWithin === undefined ? undefined : form.fields[sumWithin];
    if (sumWithin === undefined || group === undefined || !limit) return [];
    const words = { of: calledBy(layout), called: calledBy(limit) };
    return [{ group, column: path.slice(group.length + 1), limit: sumWithin, ...words }];
  });
  return sums.length ? { ...schema, sumNotAbove: sums } : schema;
}

/** The schema with which days are not before others, at the object that holds both; of two objects at the root. */
function withDaysInOrder(form: FormDefinition, schema: JsonSchema): JsonSchema {
  return Object.entries(form.fields).reduce((whole, [path, { notBefore }]) => {
    const before = notBefore === undefined ? undefined : form.fields[notBefore];
    if (notBefore === undefined || !before) return whole;
    const called = calledBy(before);
    const beside = holderOf(path) === holderOf(notBefore);
    const order: DaysInOrder = beside
      ? { earlier: nameOf(notBefore), later: nameOf(path), called }
      : { earlier: notBefore, later: path, called };
    return at(whole, beside ? holderOf(path).split('.').filter(Boolean) : [], holder => ({
      ...holder,
      datesInOrder: [...((holder.datesInOrder ?? []) as DaysInOrder[]), order],
    }));
  }, schema);
}

/** The schema with another one in the place of the object at `steps`; through the items of a list. */
function at(schema: JsonSchema, steps: readonly string[], change: (s: JsonSchema) => JsonSchema): JsonSchema {
  if (schema.items && !schema.properties) return { ...schema, items: at(schema.items, steps, change) };
  const [step, ...rest] = steps;
  if (step === undefined) return change(schema);
  const inside = schema.properties?.[step];
  if (!inside) return schema;
  return { ...schema, properties: { ...schema.properties, [step]: at(inside, rest, change) } };
}
