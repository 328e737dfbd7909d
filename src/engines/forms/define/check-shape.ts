import type { FormDefinition } from '../types.ts';
import type { FormProblem } from './problem.ts';

type Test = (value: unknown) => boolean;

/** What may stand under a name, and an example of it for whoever wrote something else. */
type Shape = readonly [fits: Test, example: string];

export const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);
const isText: Test = v => typeof v === 'string';
const isNumber: Test = v => typeof v === 'number';
const isFlag: Test = v => typeof v === 'boolean';
const isScalar: Test = v => isText(v) || isNumber(v) || isFlag(v);
const optional =
  (test: Test): Test =>
  v =>
    v === undefined || test(v);
const listOf =
  (test: Test): Test =>
  v =>
    Array.isArray(v) && v.every(test);
const mapOf =
  (test: Test): Test =>
  v =>
    isObject(v) && Object.values(v).every(test);

// Which language is missing is told by a problem of its own.
const isWords: Test = v => isObject(v) && optional(isText)(v.vi) && optional(isText)(v.en);
const isBound: Test = v => isNumber(v) || isText(v);
const isTest: Test = v =>
  isObject(v) &&
  isText(v.field) &&
  optional(isScalar)(v.equals) &&
  optional(isScalar)(v.notEquals) &&
  optional(listOf(isScalar))(v.in) &&
  optional(isFlag)(v.answered) &&
  [v.under, v.atMost, v.atLeast, v.over].every(optional(isBound));
const isTests: Test = v => listOf(isTest)(v) && (v as unknown[]).length > 0 && (v as unknown[]).length <= 20;
const isCondition: Test = v => {
  if (!isObject(v)) return false;
  const [joined, ...more] = ['all', 'any'].filter(name => name in v);
  if (!joined) return isTest(v);
  return !more.length && Object.keys(v).length === 1 && isTests(v[joined]);
};
const isOption: Test = v =>
  isObject(v) &&
  isText(v.value) &&
  isWords(v.label) &&
  optional(isWords)(v.staffLabel) &&
  optional(isWords)(v.hint);
const isPlace: Test = v => v === 'home' || (isObject(v) && (isText(v.code) || isText(v.field)));

const WORDS: Shape = [isWords, '{"vi": "Họ và tên", "en": "Full name"}'];
const TEXT: Shape = [isText, '"abc"'];
const CONDITION: Shape = [isCondition, '{"field": "owner.kind", "equals": "person"}'];
const anyOf = (...values: string[]): Shape => [v => values.includes(v as string), `"${values[0]}"`];

const PAGE: Record<string, Shape> = { title: WORDS, showIf: CONDITION, desk: [isFlag, 'true'] };
const FIELD: Record<string, Shape> = {
  label: WORDS,
  staffLabel: WORDS,
  hint: WORDS,
  errors: [mapOf(isWords), '{"required": {"vi": "Nhập họ và tên", "en": "Enter your full name"}}'],
  widget: TEXT,
  options: [listOf(isOption), '[{"value": "male", "label": {"vi": "Nam", "en": "Male"}}]'],
  prefill: [v => isText(v) || listOf(isText)(v), '"profile.name"'],
  showIf: CONDITION,
  width: anyOf('narrow', 'full'),
  autocomplete: TEXT,
  level: anyOf('commune', 'province'),
  within: [isPlace, '{"field": "owner.province"}'],
  use: anyOf('owner', 'phone', 'email', 'area', 'delivery', 'exemption'),
  notBefore: TEXT,
  sumWithin: TEXT,
  paper: TEXT,
  maxFiles: [v => Number.isInteger(v) && Number(v) >= 1, '3'],
  on: [v => isObject(v) && isText(v.field), '{"field": "owner.birthDate"}'],
  computed: [isText, '"form.amount * 2"'],
};
const GROUP: Record<string, Shape> = { label: WORDS, title: TEXT };

/** Where pages, fields and groups hold something of another kind than it has to be, each with an example. */
export function checkShape({ pages, fields, groups }: FormDefinition): FormProblem[] {
  const problems: FormProblem[] = [];
  const check = (place: string, part: object, shapes: Record<string, Shape>) => {
    for (const [name, [fits, example]] of Object.entries(shapes)) {
      const value = (part as Record<string, unknown>)[name];
      if (value !== undefined && !fits(value))
        problems.push({ place: `${place}.${name}`, code: 'bad-shape', params: { example } });
    }
  };
  for (const page of pages) check(`pages.${page.id}`, page, PAGE);
  for (const [path, layout] of Object.entries(fields)) check(`fields.${path}`, layout, FIELD);
  for (const [path, group] of Object.entries(groups ?? {})) check(`groups.${path}`, group, GROUP);
  return problems;
}

const COUNT: Shape = [v => Number.isInteger(v) && Number(v) >= 0, '3'];
const NUMBER: Shape = [isNumber, '60'];
const SCHEMA: Shape = [isObject, '{"type": "string"}'];
const SCHEMAS: Shape = [v => listOf(isObject)(v) && (v as unknown[]).length > 0, '[{"type": "string"}]'];
const NAMED: Shape = [mapOf(isObject), '{"name": {"type": "string"}}'];

/** What the keywords of a schema hold. Those of this engine's own are judged where the schema is compiled. */
const KEYWORD: Record<string, Shape> = {
  type: [isText, '"string"'],
  properties: NAMED,
  $defs: NAMED,
  required: [listOf(isText), '["name"]'],
  enum: [v => listOf(isScalar)(v) && (v as unknown[]).length > 0, '["male", "female"]'],
  items: SCHEMA,
  not: SCHEMA,
  if: SCHEMA,
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: SCHEMA,
  else: SCHEMA,
  additionalProperties: [v => isFlag(v) || isObject(v), 'false'],
  allOf: SCHEMAS,
  anyOf: SCHEMAS,
  oneOf: SCHEMAS,
  format: [isText, '"date"'],
  pattern: [isText, '"^[0-9]{12}$"'],
  minLength: COUNT,
  maxLength: COUNT,
  minItems: COUNT,
  maxItems: COUNT,
  minProperties: COUNT,
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: NUMBER,
  exclusiveMaximum: NUMBER,
  multipleOf: NUMBER,
  uniqueItems: [isFlag, 'true'],
  answersDiffer: [
    listOf(v => isObject(v) && isText(v.one) && isText(v.other)),
    '[{"one": "applicant.name", "other": "spouse.name"}]',
  ],
  answersInOrder: [
    listOf(
      v =>
        isObject(v) &&
        isText(v.low) &&
        isText(v.high) &&
        (v.at === undefined || v.at === v.low || v.at === v.high) &&
        (v.each === undefined || isText(v.each)),
    ),
    '[{"low": "house.floorArea", "high": "site.area", "at": "house.floorArea"}]',
  ],
  daysCovered: [
    listOf(
      v =>
        isObject(v) &&
        ['group', 'from', 'to', 'born'].every(name => isText(v[name])) &&
        Number.isInteger(v.years) &&
        Number(v.years) >= 0,
    ),
    '[{"group": "stays", "from": "from", "to": "to", "born": "applicant.birthDate", "years": 14}]',
  ],
};

/** Where the keywords of one schema hold something of another kind than they have to. */
export const checkKeywords = (schema: Record<string, unknown>, place: string): FormProblem[] =>
  Object.entries(KEYWORD).flatMap(([keyword, [fits, example]]) =>
    schema[keyword] === undefined || fits(schema[keyword])
      ? []
      : [{ place: `${place}/${keyword}`, code: 'bad-shape', params: { example } }],
  );
