import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { missingEnglish, ownEnglish } from '../define/missing-english.ts';
import { conditionWords } from '../draw/condition-words.ts';
import { forms } from '../module.ts';
import { said } from '../said.ts';
import type { Condition, FormData, Test } from '../types.ts';
import { answers, shownFields } from './conditions.ts';

const both = (text: string) => ({ vi: text, en: `${text} (en)` });

/** A form that asks for `more` on its second page, when `showIf` holds. */
const asking = (showIf: Condition) =>
  defineForm({
    id: 'asking',
    version: 1,
    schema: {
      type: 'object',
      properties: {
        money: { type: 'integer' },
        area: { type: 'number' },
        day: { type: 'string', format: 'date' },
        kind: { type: 'string', enum: ['a', 'b'] },
        note: { type: 'string' },
        double: { type: 'number' },
        more: { type: 'string' },
      },
    },
    pages: [
      { id: 'first', title: both('Đầu'), fields: ['money', 'area', 'day', 'kind', 'note', 'double'] },
      { id: 'second', title: both('Sau'), fields: ['more'] },
    ],
    fields: {
      money: { label: both('Vốn'), class: 'none', widget: 'money' },
      area: { label: both('Diện tích'), class: 'none' },
      day: { label: both('Ngày sinh'), class: 'basic' },
      kind: {
        label: both('Loại'),
        class: 'none',
        options: [
          { value: 'a', label: both('Một') },
          { value: 'b', label: both('Hai') },
        ],
      },
      note: { label: both('Ghi chú'), class: 'none' },
      double: { label: both('Gấp đôi'), class: 'none', computed: 'form.area * 2' },
      more: { label: both('Thêm'), class: 'none', showIf },
    },
  });
const asks = (showIf: Condition, data: FormData) => shownFields(asking(showIf), data).has('more');

describe('forms: when something is asked', () => {
  test('numbers, days and worked-out answers are compared by size', () => {
    const cases: Array<[Test, unknown, boolean]> = [
      [{ field: 'money', under: 1000 }, 999, true],
      [{ field: 'money', under: 1000 }, 1000, false],
      [{ field: 'money', atMost: 1000 }, 1000, true],
      [{ field: 'money', atLeast: 1000 }, 1000, true],
      [{ field: 'money', over: 1000 }, 1000, false],
      [{ field: 'area', over: 2.5 }, 2.51, true],
      [{ field: 'money', equals: 7 }, 7, true],
      [{ field: 'money', atLeast: 10, atMost: 20 }, 15, true],
      [{ field: 'money', atLeast: 10, atMost: 20 }, 21, false],
      [{ field: 'day', under: '2010-12-31' }, '2010-12-30', true],
      [{ field: 'day', over: '2010-12-31' }, '2010-12-31', false],
      [{ field: 'day', under: '2010-12-31' }, '31/12/2009', false],
      [{ field: 'double', over: 9 }, 10, true],
    ];
    for (const [condition, value, holds] of cases)
      assert.equal(asks(condition, { [condition.field]: value }), holds, JSON.stringify(condition));
  });

  test('no answer is neither small nor large; that there is one can be asked for itself', () => {
    for (const way of ['under', 'atMost', 'atLeast', 'over'])
      assert.equal(asks({ field: 'money', [way]: 0 } as Test, {}), false, way);
    assert.equal(asks({ field: 'note', answered: true }, { note: 'x' }), true);
    assert.equal(asks({ field: 'note', answered: true }, {}), false);
    assert.equal(asks({ field: 'note', answered: false }, {}), true);
    assert.equal(answers({ field: 'money', answered: true }, 0), true, '0 is an answer');
    assert.equal(answers({ field: 'kind', answered: true }, []), false, 'nothing chosen is none');
  });

  test('several tests hold together, or one of them is enough', () => {
    const tests = [
      { field: 'money', over: 5 },
      { field: 'kind', equals: 'a' },
    ];
    assert.equal(asks({ all: tests }, { money: 6, kind: 'a' }), true);
    assert.equal(asks({ all: tests }, { money: 6, kind: 'b' }), false);
    assert.equal(asks({ any: tests }, { money: 1, kind: 'a' }), true);
    assert.equal(asks({ any: tests }, { money: 1, kind: 'b' }), false);
  });

  test('less, the same and more: of two numbers just one holds, and “at most” is the first two', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (value, bound) => {
        const holds = (way: object) => answers({ field: 'money', ...way }, value);
        const [less, same, more] = [{ under: bound }, { equals: bound }, { over: bound }].map(holds);
        assert.equal([less, same, more].filter(Boolean).length, 1);
        assert.equal(holds({ atMost: bound }), less || same);
        assert.equal(holds({ atLeast: bound }), more || same);
      }),
    );
  });

  test('a condition is read out in words', () => {
    const { t } = testCtx({ modules: [ui, forms] });
    const words = (condition: Condition) => conditionWords(t, asking(condition), condition);
    assert.equal(words({ field: 'money', over: 1_000_000 }), '“Vốn” lớn hơn 1.000.000 đồng');
    assert.equal(
      words({ field: 'day', atLeast: '2010-01-01', atMost: '2010-12-31' }),
      '“Ngày sinh” từ ngày 01/01/2010 đến ngày 31/12/2010',
    );
    assert.equal(
      words({
        all: [
          { field: 'kind', equals: 'a' },
          { field: 'note', answered: false },
        ],
      }),
      '“Loại” là Một và “Ghi chú” chưa được trả lời',
    );
    assert.equal(
      words({
        any: [
          { field: 'kind', in: ['a', 'b'] },
          { field: 'area', atMost: 2.5 },
        ],
      }),
      '“Loại” là một trong: Một, Hai hoặc “Diện tích” không quá 2,5',
    );
  });

  test('English that is missing is missing, and is read as Vietnamese meanwhile', () => {
    const form = asking({ field: 'note', answered: true });
    assert.deepEqual(missingEnglish(form), []);
    const half = {
      ...form,
      pages: form.pages.map(p => ({ ...p, title: { vi: p.title.vi } })),
      fields: { ...form.fields, note: { ...form.fields.note!, label: { vi: 'Ghi chú', en: 'Ghi chú' } } },
    };
    assert.deepEqual(missingEnglish(half), [
      { part: 'page', id: 'first' },
      { part: 'field', id: 'note' },
      { part: 'page', id: 'second' },
    ]);
    assert.deepEqual(defineForm({ ...half, version: 2 }).version, 2, 'and can be used all the same');
    assert.equal(said({ vi: 'Ghi chú' }, 'en'), 'Ghi chú');
    assert.equal(ownEnglish({ vi: 'Email', en: 'Email' }), 'Email');
    assert.equal(ownEnglish({ vi: 'Ghi chú', en: 'Ghi chú' }), '');
  });
});
