import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { inspectFeel } from '#platform/feel';
import { checkForm } from '../define/define-form.ts';
import { changeField, writtenByHand } from '../edit/fields.ts';
import { schemaAt } from '../edit/schema-at.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { FormDefinition } from '../types.ts';
import { workOut } from '../values/compute.ts';
import { answers } from '../values/conditions.ts';
import { type Calculation, fitsForm, type Operand, resultOf } from './calculation.ts';
import { examplesOf } from './example.ts';
import { readCalculation } from './read-calculation.ts';
import { writeCalculation } from './write-calculation.ts';

const label = (vi: string) => ({ label: { vi }, class: 'none' as const });

/** The made-up form with something of every kind beside its group. */
const form: FormDefinition = {
  ...readingGroup,
  schema: {
    ...readingGroup.schema,
    properties: {
      ...readingGroup.schema.properties,
      area: { type: 'number', minimum: 0, maximum: 1000 },
      rooms: { type: 'integer' },
      price: { type: 'integer' },
      ended: { type: 'string', format: 'date' },
      first: { type: 'string', maxLength: 50 },
      last: { type: 'string', maxLength: 50 },
      paid: { type: 'boolean' },
      uses: { type: 'array', uniqueItems: true, items: { type: 'string', enum: ['home', 'shop'] } },
      out: { type: 'number' },
    },
  },
  pages: [
    ...readingGroup.pages,
    {
      id: 'more',
      title: { vi: 'Thêm' },
      fields: ['area', 'rooms', 'price', 'ended', 'first', 'last', 'paid', 'uses', 'out'],
    },
  ],
  fields: {
    ...readingGroup.fields,
    area: label('Diện tích'),
    rooms: label('Số phòng'),
    price: { ...label('Đơn giá'), widget: 'money' },
    ended: label('Ngày hết hạn'),
    first: label('Họ'),
    last: label('Tên'),
    paid: label('Đã trả'),
    uses: {
      ...label('Dùng làm gì'),
      options: ['home', 'shop'].map(value => ({ value, label: { vi: value } })),
    },
    out: { ...label('Kết quả'), computed: 'form.area' },
  },
};

/** Objects as they come out of JSON. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T>(model, { noNullPrototype: true });
const field = (name: string): Operand => ({ field: name });
const fields = (...names: string[]) => fc.constantFrom(...names.map(field));
const size = fc.integer({ min: -9_000_000, max: 9_000_000 }).map(n => n / 100);
const dayText = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 10));
const given = <T extends number | string>(values: fc.Arbitrary<T>) => values.map(value => ({ value }));
const text = fc.string({ maxLength: 12 }).filter(s => !/^\d{4}-\d{2}-\d{2}$/.test(s));

const numbers = fc.oneof(fields('area', 'rooms', 'price'), given(size));
const inGroup = fc.oneof(numbers, fields('members.books'));
const days = fc.oneof(fields('founded', 'ended'), given(dayText));
const when = fc.oneof(
  record({ field: fc.constantFrom('kind', 'first', 'founded', 'area'), answered: fc.boolean() }),
  record({ field: fc.constant('kind'), equals: fc.constantFrom('family', 'school') }),
  record({ field: fc.constant('kind'), notEquals: fc.constantFrom('family', 'school') }),
  record({ field: fc.constant('uses'), equals: fc.constantFrom('home', 'shop') }),
  record({ field: fc.constant('paid'), equals: fc.boolean() }),
  record({ field: fc.constant('area'), equals: size }),
  ...(['under', 'atMost', 'atLeast', 'over'] as const).flatMap(way => [
    record({ field: fc.constant('area'), [way]: size }),
    record({ field: fc.constant('founded'), [way]: dayText }),
  ]),
  record({ field: fc.constant('rooms'), atLeast: size, atMost: size }),
  record({ field: fc.constant('ended'), atLeast: dayText, atMost: dayText }),
) as fc.Arbitrary<Extract<Calculation, { way: 'choose' }>['when']>;

const calculations = (of: fc.Arbitrary<Operand>): fc.Arbitrary<Calculation> =>
  fc.oneof(
    record({
      way: fc.constant('sum' as const),
      terms: fc
        .array(record({ minus: fc.boolean(), of }), { minLength: 2, maxLength: 6 })
        .map(([first, ...more]) => [{ ...first!, minus: false }, ...more]),
    }),
    record({ way: fc.constant('product' as const), of: fc.array(of, { minLength: 2, maxLength: 6 }) }),
    record({
      way: fc.constant('total' as const),
      field: fc.constantFrom('members.books', 'members.deposit'),
    }),
    record({ way: fc.constant('share' as const), of, base: of, decimals: fc.integer({ min: 0, max: 6 }) }),
    record({ way: fc.constant('count' as const), group: fc.constant('members') }),
    record({ way: fc.constantFrom('age' as const, 'days' as const), from: days, to: days }),
    record({
      way: fc.constant('later' as const),
      from: days,
      days: fc.oneof(fields('rooms'), given(fc.integer({ min: 0, max: 36_500 }))),
    }),
    record({
      way: fc.constant('join' as const),
      of: fc.array(fc.oneof(fields('first', 'last', 'rooms'), given(text)), { minLength: 2, maxLength: 6 }),
      between: text,
    }),
    fc.oneof(
      record({
        way: fc.constant('choose' as const),
        when,
        gives: of,
        otherwise: fc.option(of),
      }),
      record({
        way: fc.constant('choose' as const),
        when,
        gives: given(text),
        otherwise: fc.option(fc.oneof(given(text), fields('first'))),
      }),
    ),
  );

describe('forms: what is worked out is chosen, and found again in what was stored', () => {
  for (const [group, of] of [
    [undefined, numbers],
    ['members', inGroup],
  ] as const)
    test(`every calculation ${group ? 'of an item' : 'of the form'} is read back as it was chosen`, () => {
      fc.assert(
        fc.property(calculations(of), calculation => {
          assert.ok(fitsForm(form, calculation, group));
          const feel = writeCalculation(form, calculation, group);
          assert.deepEqual(readCalculation(form, feel, group), calculation, feel);
          if (!feel.includes('"'))
            assert.deepEqual(readCalculation(form, feel.replaceAll(' ', '   '), group), calculation);
          const found = inspectFeel(feel, ['form', 'item']);
          assert.deepEqual([found.syntax, found.unknown, found.clock], [null, [], false], feel);
        }),
      );
    });

  test('what is chosen by a condition goes the way in which a question on that condition would be asked', () => {
    const value = record({
      kind: fc.option(fc.constantFrom('family', 'school'), { nil: undefined }),
      area: fc.option(size, { nil: undefined }),
      rooms: fc.option(fc.integer({ min: -90_000, max: 90_000 }), { nil: undefined }),
      founded: fc.option(dayText, { nil: undefined }),
      ended: fc.option(dayText, { nil: undefined }),
      paid: fc.option(fc.boolean(), { nil: undefined }),
      uses: fc.option(fc.constantFrom(['home'], ['home', 'shop']), { nil: undefined }),
      first: fc.option(fc.constant('An'), { nil: undefined }),
    });
    fc.assert(
      fc.property(when, value, (test, data) => {
        const feel = writeCalculation(
          form,
          { way: 'choose', when: test, gives: { value: 1 }, otherwise: { value: 2 } },
          undefined,
        );
        const expected = answers(test, data[test.field as keyof typeof data]) ? 1 : 2;
        assert.equal(workOut(feel, data, null, { type: 'integer' }), expected, feel);
      }),
    );
  });

  const worked = (calculation: Calculation, data: Record<string, unknown>, item: unknown = null) =>
    workOut(
      writeCalculation(form, calculation, item ? 'members' : undefined),
      data,
      item,
      {
        number: { type: 'number' },
        integer: { type: 'integer' },
        money: { type: 'integer' },
        text: { type: 'string' },
        date: { type: 'string' },
      }[resultOf(form, calculation)],
    );

  test('numbers, days and texts come out as people would work them out', () => {
    const data = {
      area: 2.5,
      rooms: 30,
      price: 800_000,
      founded: '2008-11-29',
      ended: '2026-11-28',
      first: 'Giàng Thị',
      last: 'Mỷ "Hoa"',
      members: [{ books: 2 }, { books: 5 }],
    };
    const minus = { minus: true, of: field('rooms') };
    assert.equal(worked({ way: 'sum', terms: [{ minus: false, of: field('price') }, minus] }, data), 799_970);
    assert.equal(
      worked({ way: 'product', of: [field('area'), field('price'), { value: 0.1 }] }, data),
      200_000,
    );
    assert.equal(worked({ way: 'total', field: 'members.books' }, data), 7);
    assert.equal(
      worked({ way: 'total', field: 'members.books' }, { members: [{}, { books: 1 }] }),
      undefined,
    );
    assert.equal(worked({ way: 'count', group: 'members' }, data), 2);
    const share: Calculation = { way: 'share', of: field('area'), base: field('rooms'), decimals: 1 };
    assert.equal(worked(share, data), 8.3);
    assert.equal(worked(share, { area: 2.5, rooms: 0 }), undefined, 'of nothing there is no part');
    const span = { from: field('founded'), to: field('ended') };
    assert.equal(worked({ way: 'age', ...span }, data), 17, 'a day before the birthday');
    assert.equal(worked({ way: 'age', from: field('founded'), to: { value: '2026-11-29' } }, data), 18);
    assert.equal(worked({ way: 'days', ...span }, data), 6573);
    assert.equal(worked({ way: 'later', from: field('ended'), days: { value: 90 } }, data), '2027-02-26');
    assert.equal(worked({ way: 'later', from: field('ended'), days: field('rooms') }, data), '2026-12-28');
    const join: Calculation = {
      way: 'join',
      of: [field('first'), field('last'), field('rooms')],
      between: ' ',
    };
    assert.equal(worked(join, data), 'Giàng Thị Mỷ "Hoa" 30');
    assert.equal(worked(join, { last: 'Mỷ' }), 'Mỷ', 'a text that is missing is left out');
    assert.equal(
      worked({ way: 'product', of: [field('members.books'), { value: 20_000 }] }, data, { books: 3 }),
      60_000,
    );
    assert.equal(
      worked({ way: 'days', ...span }, { founded: '2008-11-29' }),
      undefined,
      'what is missing makes it unknown',
    );
  });

  test('money stays money, whole numbers whole; what cannot be said stays a formula', () => {
    const product = (...of: Operand[]) => resultOf(form, { way: 'product', of });
    assert.equal(product(field('area'), field('price')), 'money');
    assert.equal(product(field('rooms'), { value: 2 }), 'integer');
    assert.equal(product(field('rooms'), { value: 0.5 }), 'number');
    for (const feel of [
      'form.area / form.rooms',
      'form.area + form.first',
      'form.area + form.khongCo',
      'form.area + form.members.books',
      'item.books + 1',
      'sum(form.area)',
      'if form.area > 1 then form.first else form.rooms',
      'if form.area >= 1 and form.rooms <= 2 then 1 else 2',
      '(form.ended - form.founded).days',
      'form.area + "1"',
      'form.area +',
      'today()',
    ])
      assert.equal(readCalculation(form, feel, undefined), undefined, feel);
    assert.ok(readCalculation(form, 'sum(form.members.deposit)', undefined), 'a formula of before');
  });

  test('an example shows what came in and what comes out, of a choice for each way it goes', () => {
    const [one] = examplesOf(form, 'form.area * form.price', undefined, 'money');
    assert.deepEqual(one, {
      given: [
        { field: 'area', values: [3] },
        { field: 'price', values: [650_000] },
      ],
      value: 1_950_000,
    });
    const feel = 'if date(form.founded) < date("2020-01-01") then 1 else null';
    assert.deepEqual(
      examplesOf(form, feel, undefined, 'integer').map(e => [e.given[0]?.values[0], e.value]),
      [
        ['2019-12-31', 1],
        ['2020-01-02', undefined],
      ],
    );
    assert.equal(examplesOf(form, 'item.books * 20000', 'members', 'money')[0]?.value, 60_000);
    assert.equal(examplesOf(form, 'count(form.members)', undefined, 'integer')[0]?.value, 2);
    assert.equal(examplesOf(form, 'form.area / form.rooms', undefined, 'number')[0]?.value, 0.75);
  });

  test('the field is stored as what comes out of it, and nothing of that counts as written by hand', () => {
    const choice = { kind: 'computed' as const, ...label('Kết quả'), required: false };
    const made = changeField(form, 'out', { ...choice, computed: 'form.area * form.price', result: 'money' });
    assert.deepEqual(schemaAt(made, 'out')?.schema, { type: 'integer' });
    assert.equal(made.fields.out?.widget, 'money');
    assert.deepEqual(writtenByHand(made, 'out'), {});
    assert.deepEqual(checkForm(made), []);
    const dated = changeField(made, 'out', {
      ...choice,
      computed: 'string(date(form.founded) + duration("P30D"))',
      result: 'date',
    });
    assert.deepEqual(schemaAt(dated, 'out')?.schema, { type: 'string', format: 'date' });
    assert.deepEqual(checkForm(dated), []);
    const aged = changeField(dated, 'out', {
      ...choice,
      computed: 'years and months duration(date(form.founded), date(form.ended)).years',
      result: 'integer',
    });
    assert.deepEqual(checkForm(aged), []);
  });
});
