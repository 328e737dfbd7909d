import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Condition, defineForm, shownPages } from '#engines/forms';
import { decide, UNKNOWN } from './conditions.js';

const words = (vi: string) => ({ vi, en: vi });
const kinds = ['a', 'b', 'c'];
const day = fc.constantFrom('2026-01-01', '2026-06-15', '2026-12-31');
const ranges = (bound: fc.Arbitrary<number | string>) =>
  fc.oneof(
    fc.record({ atLeast: bound }),
    fc.record({ atMost: bound }),
    fc.record({ under: bound }),
    fc.record({ over: bound }),
  );
const oneTest = fc.oneof(
  fc.record({ field: fc.constant('kind'), equals: fc.constantFrom(...kinds) }),
  fc.record({ field: fc.constant('kind'), notEquals: fc.constantFrom(...kinds) }),
  fc.record({ field: fc.constant('kind'), in: fc.subarray(kinds, { minLength: 1 }) }),
  fc.record({ field: fc.constant('kind'), answered: fc.boolean() }),
  ranges(fc.integer({ min: 0, max: 5 })).map(r => ({ field: 'count', ...r })),
  ranges(day).map(r => ({ field: 'on', ...r })),
);
const condition = fc.oneof(
  oneTest,
  fc.record({ all: fc.array(oneTest, { minLength: 2, maxLength: 3 }) }),
  fc.record({ any: fc.array(oneTest, { minLength: 2, maxLength: 3 }) }),
);
const answers = fc.record(
  { kind: fc.constantFrom(...kinds), count: fc.integer({ min: 0, max: 6 }), on: day },
  { requiredKeys: [] },
);

/** A form whose second page depends on what the first asks. */
const formWith = (showIf: Condition) =>
  defineForm({
    id: 'a-condition',
    version: 1,
    schema: {
      type: 'object',
      properties: {
        kind: { type: 'string', enum: kinds },
        count: { type: 'integer' },
        on: { type: 'string', format: 'date' },
        more: { type: 'string', maxLength: 20 },
      },
    },
    pages: [
      { id: 'first', title: words('Một'), fields: ['kind', 'count', 'on'] },
      { id: 'second', title: words('Hai'), fields: ['more'], showIf },
    ],
    fields: {
      kind: {
        label: words('Loại'),
        options: kinds.map(value => ({ value, label: words(value) })),
        class: 'none',
      },
      count: { label: words('Số'), class: 'none' },
      on: { label: words('Ngày'), class: 'none' },
      more: { label: words('Thêm'), class: 'none' },
    },
  });

test('a condition is decided without a network as the server decides it', () => {
  fc.assert(
    fc.property(condition, answers, (showIf, data) => {
      const server = shownPages(formWith(showIf), data).some(p => p.id === 'second');
      assert.equal(
        decide(showIf, (path: string) => data[path as keyof typeof data]),
        server,
      );
    }),
  );
});

test('what the page does not know it asks for rather than not', () => {
  assert.ok(decide({ field: 'worked-out', equals: 'x' }, () => UNKNOWN));
});
