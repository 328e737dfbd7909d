import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixedClock } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { partsOf } from '../define/parts.ts';
import { addField, changeField, removeField } from '../index.ts';
import { forms } from '../module.ts';
import type { FormDefinition } from '../types.ts';
import { validateAll } from './validate.ts';

const { t } = testCtx({ modules: [ui, forms] });
const db = { maybe: async () => undefined, query: async () => [], one: async () => ({ day: '2026-11-28' }) };
const asker = { t, clock: fixedClock('2026-11-28T09:00:00+07:00'), db: db as unknown as Queryable };
const file = path.join(
  import.meta.dirname,
  '../../../systems/agriculture/procedures/forest-tourism.form.json',
);
const scheme = JSON.parse(readFileSync(file, 'utf8')) as FormDefinition;

const told = async (whole: unknown, ...parts: unknown[]) =>
  (
    await validateAll(
      defineForm(scheme),
      { scheme: { area: whole }, places: parts.map(area => ({ area })) },
      asker,
    )
  )
    .filter(f => f.path === 'places')
    .map(f => f.message);

test('places of 300 ha are not taken for a scheme of 120 ha, and both numbers are named', async () => {
  assert.deepEqual(await told(120, 100, 200), [
    '“Diện tích (ha)” của các mục cộng lại là 300, lớn hơn 120 ở ô “Diện tích rừng trong đề án (ha)”. Xem lại từng mục hoặc ô đó',
  ]);
  assert.deepEqual(await told(120, 60, 60), []);
  assert.deepEqual(await told(0.3, 0.1, 0.2), [], 'as people count: a tenth and two tenths are three');
  assert.deepEqual(await told(undefined, 300), [], 'against what is not said nothing is held');
  assert.deepEqual(await told(120, 'x', 300.5), [
    '“Diện tích (ha)” của các mục cộng lại là 300,5, lớn hơn 120 ở ô “Diện tích rừng trong đề án (ha)”. Xem lại từng mục hoặc ô đó',
  ]);
});

test('only a number of a list is added up, and held against a number outside of one', () => {
  const withSum = (field: string, sumWithin: string) => () =>
    defineForm({
      ...scheme,
      fields: { ...scheme.fields, [field]: { ...(scheme.fields[field] ?? assert.fail(field)), sumWithin } },
    });
  for (const [field, limit] of [
    ['scheme.area', 'scheme.built'],
    ['places.use', 'scheme.area'],
    ['places.area', 'places.area'],
    ['places.area', 'scheme.name'],
    ['places.area', 'gone'],
  ] as const)
    assert.throws(withSum(field, limit), /sum-within-unfit|FORM_INVALID|refused/i, `${field} ${limit}`);
});

test('the builder says it for a column of a list, and takes it back with the field that it names', () => {
  const choice = {
    ...{ kind: 'number', label: { vi: 'Số cây' }, required: false, class: 'none' },
    ...{ sumWithin: 'scheme.area', prefill: [] },
  } as unknown as Parameters<typeof addField>[2];
  const { form, path: column } = addField(scheme, 'places', choice);
  assert.equal(form.fields[column]?.sumWithin, 'scheme.area');
  assert.equal(partsOf(form).fields.get(column)?.schema.type, 'number');
  assert.equal(
    changeField(form, column, { ...choice, sumWithin: undefined }).fields[column]?.sumWithin,
    undefined,
  );
  assert.equal(removeField(form, 'scheme.area').fields[column]?.sumWithin, undefined);
});
