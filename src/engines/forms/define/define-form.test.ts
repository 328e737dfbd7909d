import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { testCtx } from '#test/ctx';
import { forms } from '../module.ts';
import { libraryCard } from '../testing/library-card.ts';
import type { FormDefinition } from '../types.ts';
import { checkForm, defineForm } from './define-form.ts';

/** The library card with the value at `way` (steps parted by `/`) replaced; taken out when undefined. */
function broken(...changes: Array<[way: string, value: unknown]>): unknown {
  const draft = structuredClone(libraryCard) as object;
  for (const [way, value] of changes) {
    const steps = way.split('/');
    const last = steps.pop() ?? '';
    const holder = steps.reduce((at, step) => (at as Record<string, object>)[step] ?? {}, draft);
    if (value !== undefined) (holder as Record<string, unknown>)[last] = value;
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete (holder as Record<string, unknown>)[last];
  }
  return draft;
}
const { t } = testCtx({ modules: [forms] });

test('a good definition has no problem, and the same content has the same digest', () => {
  assert.deepEqual(checkForm(libraryCard), []);
  const reordered = {
    ...libraryCard,
    schema: Object.fromEntries(Object.entries(libraryCard.schema).reverse()),
  };
  assert.equal(defineForm(reordered).sha256, defineForm(libraryCard).sha256);
  assert.notEqual(defineForm({ ...libraryCard, version: 2 }).sha256, defineForm(libraryCard).sha256);
});

const words = { vi: 'Lời', en: 'Words' };
const reader = 'schema/properties/reader/properties';
const card = 'schema/properties/card/properties';
const self = { $ref: '#/$defs/name' };

type Case = [what: string, changes: Array<[string, unknown]>, place: string, code: string];
const cases: Case[] = [
  [
    'a field that the schema lacks',
    [['pages/0/fields/7', 'reader.shoe']],
    'pages.reader.fields',
    'unknown-field',
  ],
  ['layout of no field', [['fields/shoe', { label: words, class: 'none' }]], 'fields.shoe', 'unknown-field'],
  ['a field without layout', [['fields/reader.phone', undefined]], 'fields.reader.phone', 'no-layout'],
  ['a field asked twice', [['pages/1/fields/6', 'reader.name']], 'pages.card.fields', 'field-twice'],
  [
    'a label without words',
    [['fields/reader.name/label/vi', '']],
    'fields.reader.name.label',
    'missing-text',
  ],
  [
    'a label for officials without words',
    [['fields/reader.name/staffLabel', { vi: ' ' }]],
    'fields.reader.name.staffLabel',
    'missing-text',
  ],
  [
    'a label for officials that is no sentence',
    [['fields/reader.name/staffLabel', 'Tên']],
    'fields.reader.name.staffLabel',
    'bad-shape',
  ],
  ['an empty title', [['pages/1/title/vi', ' ']], 'pages.card.title', 'missing-text'],
  [
    'an option without words',
    [['fields/reader.sex/options/0/label/vi', undefined]],
    'fields.reader.sex.options.male',
    'missing-text',
  ],
  [
    'options that are not the enum',
    [['fields/reader.sex/options/0', undefined]],
    'fields.reader.sex.options',
    'options-differ',
  ],
  [
    'two choices with the same words',
    [['fields/reader.sex/options/1/label/vi', ' nam']],
    'fields.reader.sex.options',
    'options-alike',
  ],
  [
    'a paper put where no file is',
    [['fields/reader.name/paper', 'birthNotice']],
    'fields.reader.name.paper',
    'paper-unfit',
  ],
  [
    'worked-out answers that need each other',
    [
      ['fields/card.weeks/computed', 'form.card.height'],
      ['fields/card.height/computed', 'form.card.weeks + 1'],
    ],
    'fields.card.weeks.computed',
    'computed-circle',
  ],
  [
    'a worked-out answer that needs itself',
    [['fields/card.weeks/computed', 'form.card.weeks + 1']],
    'fields.card.weeks.computed',
    'computed-circle',
  ],
  [
    'a day that is not to be before a name',
    [['fields/reader.birthDate/notBefore', 'reader.name']],
    'fields.reader.birthDate.notBefore',
    'not-before-unfit',
  ],
  ['a required field on no page', [['pages/0/fields/0', undefined]], 'schema/reader.name', 'never-asked'],
  [
    'a text that is to be larger than a number',
    [['fields/card.kind/showIf', { field: 'reader.name', over: 3 }]],
    'fields.card.kind.showIf',
    'condition-size',
  ],
  [
    'a day that is none to compare with',
    [['fields/card.kind/showIf', { field: 'reader.birthDate', under: '31/12/2010' }]],
    'fields.card.kind.showIf',
    'condition-size',
  ],
  [
    'two ways to compare in one',
    [['fields/card.kind/showIf', { field: 'reader.birthDate', under: '2010-12-31', answered: true }]],
    'fields.card.kind.showIf',
    'condition-ways',
  ],
  [
    'one of several tests that looks ahead',
    [
      [
        'fields/reader.name/showIf',
        {
          any: [
            { field: 'card.kind', equals: 'adult' },
            { field: 'card.deposit', over: 5 },
          ],
        },
      ],
    ],
    'fields.reader.name.showIf',
    'condition-ahead',
  ],
  [
    'several tests of which there is none',
    [['fields/card.kind/showIf', { all: [] }]],
    'fields.card.kind.showIf',
    'bad-shape',
  ],
  [
    'a condition that looks ahead',
    [['fields/reader.name/showIf', { field: 'card.kind', equals: 'adult' }]],
    'fields.reader.name.showIf',
    'condition-ahead',
  ],
  [
    'a condition on nothing',
    [['fields/card.guardian/showIf', { field: 'card.shoe', equals: 1 }]],
    'fields.card.guardian.showIf',
    'unknown-field',
  ],
  [
    'a condition that says two things',
    [['fields/card.guardian/showIf/in', []]],
    'fields.card.guardian.showIf',
    'condition-ways',
  ],
  [
    'a reference to itself',
    [['schema/$defs/name', self]],
    'schema/properties/reader/properties/name',
    'recursive-ref',
  ],
  [
    'a reference around',
    [
      ['schema/$defs/name', { type: 'object', properties: { b: { $ref: '#/$defs/b' } } }],
      ['schema/$defs/b', self],
    ],
    'schema/properties/reader/properties/name/properties/b',
    'recursive-ref',
  ],
  [
    'a reference to elsewhere',
    [[`${reader}/name`, { $ref: 'https://example.org/x' }]],
    `${reader}/name`,
    'unknown-ref',
  ],
  [
    'a catastrophic expression',
    [[`${card}/number/pattern`, '^(\\d+)+$']],
    `${card}/number/pattern`,
    'regex-slow',
  ],
  [
    'an expression that is not used',
    [['schema/$defs/x', { type: 'string', pattern: '(a|a)*' }]],
    'schema/$defs/x/pattern',
    'regex-unanchored',
  ],
  [
    'a pattern without words',
    [['fields/card.number/errors', undefined]],
    'fields.card.number.errors.pattern',
    'pattern-without-words',
  ],
  [
    'an unknown keyword',
    [['schema/properties/reader/patternProperties', {}]],
    'schema/properties/reader/patternProperties',
    'unknown-keyword',
  ],
  ['an unknown format', [[`${reader}/email/format`, 'mail']], `${reader}/email/format`, 'unknown-format'],
  [
    'a name with a meaning of its own',
    [[`${card}/constructor`, { type: 'string' }]],
    `${card}/constructor`,
    'bad-name',
  ],
  [
    'a widget that does not fit',
    [['fields/card.deposit/widget', 'date']],
    'fields.card.deposit.widget',
    'widget-unfit',
  ],
  [
    'no class of protection',
    [['fields/reader.name/class', undefined]],
    'fields.reader.name.class',
    'no-class',
  ],
  ['a wrong value of a keyword', [[`${card}/weeks/minimum`, 'one']], `${card}/weeks/minimum`, 'bad-shape'],
  ['a contradiction in a keyword', [[`${card}/weeks/multipleOf`, 0]], 'schema', 'not-a-schema'],
  [
    'a condition written as an expression',
    [['fields/card.guardian/showIf', 'form.card.weeks > 5']],
    'fields.card.guardian.showIf',
    'bad-shape',
  ],
  ['the same page twice', [['pages/2/id', 'card']], 'pages.card', 'page-twice'],
  ['a list of nothing', [[`${card}/kids`, { type: 'array' }]], 'schema/card.kids', 'no-items'],
  [
    'another dialect',
    [['schema/$schema', 'http://json-schema.org/draft-07/schema#']],
    'schema/$schema',
    'dialect',
  ],
];

for (const [what, changes, place, code] of cases) {
  test(`${what} is refused, naming the place`, () => {
    const problems = checkForm(broken(...changes));
    assert.ok(
      problems.some(p => p.place === place && p.code === code),
      JSON.stringify(problems),
    );
    // Each problem has words, with every hole in them filled (`testCtx` throws where there are none).
    for (const p of problems) assert.doesNotMatch(t(`forms.problem.${p.code}`, p.params), /\{\w+\}/);
    assert.throws(() => defineForm(broken(...changes) as FormDefinition), { code: 'FORM_REFUSED' });
  });
}

test('two thousand fields are refused', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `f${i}`);
  const many = broken(
    ['schema', { type: 'object', properties: Object.fromEntries(names.map(n => [n, { type: 'string' }])) }],
    ['pages', [{ id: 'all', title: words, fields: names }]],
    ['fields', Object.fromEntries(names.map(n => [n, { label: words, class: 'none' }]))],
  );
  assert.ok(checkForm(many).some(p => p.code === 'too-many-fields'));
});

test('references that multiply without end are refused', () => {
  const doubling = Array.from({ length: 30 }, (_, i): [string, unknown] => {
    const next = { $ref: `#/$defs/d${i + 1}` };
    return [`schema/$defs/d${i}`, { type: 'object', properties: { a: next, b: next } }];
  });
  const bomb = broken(
    ...doubling,
    ['schema/$defs/d30', { type: 'string' }],
    [`${card}/bomb`, { $ref: '#/$defs/d0' }],
  );
  assert.ok(checkForm(bomb).some(p => p.code === 'too-large'));
});

test('nothing that a file may hold makes the check fail', () => {
  let deep: unknown = {};
  for (let i = 0; i < 100_000; i++) deep = { a: deep };
  assert.deepEqual(checkForm({ id: 'a', version: 1, schema: deep, pages: [], fields: {} }), [
    { place: 'form', code: 'too-deep' },
  ]);
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (schema, pages, fields) => {
      assert.ok(checkForm({ id: 'a', version: 1, schema, pages, fields }).length > 0);
      assert.ok(checkForm(schema).length > 0);
    }),
  );
});

test('whatever stands where something else has to be, the check names it and does not fail', () => {
  const ways: string[] = [];
  const walk = (at: unknown, way: string) => {
    if (way) ways.push(way);
    if (typeof at === 'object' && at !== null)
      for (const [name, sub] of Object.entries(at)) walk(sub, way ? `${way}/${name}` : name);
  };
  walk(libraryCard, '');
  const layoutNames =
    'hint errors widget options prefill showIf width level within use notBefore paper maxFiles on computed';
  for (const path of ['card.guardian', 'reader.name'])
    ways.push(...layoutNames.split(' ').map(name => `fields/${path}/${name}`));
  for (const keyword of [
    'enum',
    'items',
    'required',
    'properties',
    'allOf',
    'if',
    '$ref',
    'format',
    'pattern',
  ])
    ways.push(`${reader}/name/${keyword}`, `${card}/weeks/${keyword}`);
  const wrong = fc.oneof(
    fc.constantFrom(null, '', 'form.a > 5', 0, -1, true, [], [null], {}, { toString: 1 }, [{}], { field: 1 }),
    fc.jsonValue({ maxDepth: 3 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...ways), wrong, (way, value) => {
      const definition = broken([way, value]);
      for (const p of checkForm(definition)) {
        assert.ok(p.place);
        assert.doesNotMatch(
          t(`forms.problem.${p.code}`, { ...p.params, example: '', reason: '' }),
          /undefined/,
        );
      }
      try {
        defineForm(definition as FormDefinition);
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'FORM_REFUSED');
      }
    }),
    { numRuns: 1500 },
  );
});
