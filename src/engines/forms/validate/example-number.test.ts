import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Field } from '../define/parts.ts';
import type { JsonSchema } from '../types.ts';
import { readNumber, readWhole } from '../values/parse.ts';
import { exampleNumber } from './example-number.ts';
import { compileSchema } from './keywords.ts';

const field = (widget: Field['widget'], schema: JsonSchema): Field => ({
  path: 'a',
  schema,
  widget,
  required: true,
  layout: { label: { vi: 'a', en: 'a' }, class: 'none' },
});

test('the height of a house is no example of 120,5 where 60 is the most', () => {
  assert.equal(exampleNumber(field('number', { type: 'number' }), 'vi'), '120,5');
  assert.equal(exampleNumber(field('number', { type: 'number', minimum: 0, maximum: 60 }), 'vi'), '30,5');
  assert.equal(exampleNumber(field('integer', { type: 'integer', minimum: 18 }), 'vi'), '23');
  assert.equal(exampleNumber(field('money', { type: 'integer', maximum: 500_000 }), 'vi'), '250.000');
  const capital = field('money', { type: 'integer', minimum: 1_000_000, maximum: 100_001_000_000 });
  const hint = { vi: 'Ví dụ 50.000.000', en: 'For example 50,000,000' };
  const hinted = { ...capital, layout: { ...capital.layout, hint } };
  assert.equal(exampleNumber(hinted, 'vi'), '50.000.000', 'as the hint over the field has it');
  assert.equal(exampleNumber(field('text', { type: 'string' }), 'vi'), undefined);
});

test('an example is taken by the field that it is given for, in either language', () => {
  const limits = fc.record({
    low: fc.option(fc.integer({ min: -500, max: 5_000 })),
    wide: fc.option(fc.integer({ min: 10, max: 9_000 })),
    multipleOf: fc.constantFrom(undefined, 1, 2, 5),
    exclusive: fc.boolean(),
  });
  fc.assert(
    fc.property(
      limits,
      fc.constantFrom('number', 'integer', 'money'),
      fc.constantFrom('vi', 'en'),
      (l, w, lang) => {
        const [least, most] = l.exclusive ? ['exclusiveMinimum', 'exclusiveMaximum'] : ['minimum', 'maximum'];
        const schema: JsonSchema = {
          type: w === 'number' ? 'number' : 'integer',
          ...(l.low !== null && { [least as string]: l.low }),
          ...(l.wide !== null && { [most as string]: (l.low ?? -20) + l.wide }),
          ...(l.multipleOf && { multipleOf: l.multipleOf }),
        };
        const text = exampleNumber(field(w, schema), lang) ?? '';
        const value = w === 'number' ? readNumber(text) : readWhole(text);
        assert.ok(
          compileSchema(schema).call({ today: '2026-01-01' }, value),
          `${text}: ${JSON.stringify(schema)}`,
        );
      },
    ),
  );
});
