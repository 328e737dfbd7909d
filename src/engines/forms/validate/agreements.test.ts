import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { partsOf } from '../define/parts.ts';
import { forms } from '../module.ts';
import { standardForm } from '../standard/standard-form.ts';
import type { FieldLayout, FormData, FormDefinition, JsonSchema } from '../types.ts';
import { samePersons } from './agreements.ts';
import { messageOf } from './messages.ts';
import { misfits, validatePage } from './validate.ts';

const TODAY = '2026-11-28';
const number: JsonSchema = { type: 'string', format: 'personal-number' };
const day: JsonSchema = { type: 'string', format: 'date' };
const sex: JsonSchema = { type: 'string', enum: ['nam', 'nu'] };
const called = (vi: string, more: Partial<FieldLayout> = {}): FieldLayout => ({
  label: { vi },
  class: 'basic',
  ...more,
});
const sexes = {
  options: [
    { value: 'nam', label: { vi: 'Nam' } },
    { value: 'nu', label: { vi: 'Nữ' } },
  ],
};

/** As the builder makes it: one level, names out of the labels. */
const built: FormDefinition = {
  id: 'horse-race',
  version: 1,
  schema: {
    type: 'object',
    required: [],
    properties: {
      so: number,
      ngaySinh: day,
      ngayCap: day,
      gioiTinh: sex,
      hai: number,
      riders: {
        type: 'array',
        maxItems: 5,
        items: { type: 'object', required: [], properties: { so: number, sinh: day } },
      },
    },
  },
  pages: [
    { id: 'mot', title: { vi: 'Người nộp' }, fields: ['so', 'ngaySinh', 'ngayCap', 'gioiTinh'] },
    { id: 'hai', title: { vi: 'Người khác' }, fields: ['hai'] },
    { id: 'nai', title: { vi: 'Nài ngựa' }, fields: ['riders.so', 'riders.sinh'], group: 'riders' },
  ],
  fields: {
    so: called('Số định danh cá nhân'),
    ngaySinh: called('Ngày sinh'),
    ngayCap: called('Ngày cấp'),
    gioiTinh: called('Giới tính', sexes),
    hai: called('Số định danh của người kia'),
    'riders.so': called('Số định danh'),
    'riders.sinh': called('Sinh ngày'),
  },
  groups: { riders: { label: { vi: 'nài ngựa' } } },
};

const wrong = (form: FormDefinition, data: Record<string, unknown>) =>
  misfits(defineForm(form), data, TODAY).map(m => m.path);

test('a number agrees with the date of birth and the sex beside it, though nobody who built the form said so', () => {
  const person = { so: '010191000172', ngaySinh: '1991-03-04', gioiTinh: 'nu', ngayCap: '2021-01-02' };
  assert.deepEqual(wrong(built, person), []);
  assert.deepEqual(wrong(built, { ...person, ngaySinh: '1990-03-04' }), ['so']);
  assert.deepEqual(wrong(built, { ...person, gioiTinh: 'nam' }), ['so']);
  assert.deepEqual(wrong(built, { so: '010191000172', ngayCap: '2021-01-02' }), []);
  assert.deepEqual(wrong(built, { ...person, hai: '010068001234' }), [], 'of another page: somebody else');
});

test('in a list each one’s number agrees with their own day', () => {
  const riders = [
    { so: '010191000172', sinh: '1991-03-04' },
    { so: '010191000172', sinh: '1992-03-04' },
  ];
  assert.deepEqual(wrong(built, { riders }), ['riders.1.so']);
});

test('a number of nowhere or of somebody to come is refused in every form', () => {
  for (const so of ['999999999999', '012345678901', '003191000172'])
    assert.deepEqual(wrong(built, { so }), ['so'], so);
});

test('two numbers on a page are nobody’s in particular; what is said in the form stands', () => {
  const two = {
    ...built,
    pages: [{ ...built.pages[0]!, fields: ['so', 'hai', 'ngaySinh', 'gioiTinh'] }, ...built.pages.slice(2)],
  };
  assert.deepEqual(
    samePersons(two).map(s => s.number),
    ['riders.so'],
  );
  const standard = standardForm({ papers: [] });
  assert.deepEqual(samePersons(standard)[0], {
    number: 'applicant.personalNumber',
    born: 'applicant.birthDate',
    sex: 'applicant.sex',
  });
});

test('a day that is not to be before another is refused at its own field, in lists item by item', () => {
  const lasting: FormDefinition = {
    ...built,
    fields: {
      ...built.fields,
      ngayCap: called('Ngày cấp', { notBefore: 'ngaySinh' }),
    },
  };
  assert.deepEqual(wrong(lasting, { ngaySinh: '1991-03-04', ngayCap: '1991-03-04' }), []);
  assert.deepEqual(wrong(lasting, { ngaySinh: '1991-03-04', ngayCap: '1991-03-03' }), ['ngayCap']);
  assert.deepEqual(wrong(lasting, { ngayCap: '1991-03-03' }), [], 'nothing to be before');
});

test('a child born before its mother is told on the page that is filled in second, whichever it is', async () => {
  const family = defineForm({
    id: 'birth',
    version: 1,
    schema: {
      type: 'object',
      required: [],
      properties: { con: day, me: { type: 'string', format: 'partial-date' } },
    },
    pages: [
      { id: 'con', title: { vi: 'Trẻ' }, fields: ['con'] },
      { id: 'me', title: { vi: 'Mẹ' }, fields: ['me'] },
    ],
    fields: { con: called('Ngày sinh của trẻ', { notBefore: 'me' }), me: called('Ngày sinh của mẹ') },
  } as FormDefinition);
  const ctx = testCtx({ modules: [ui, forms] });
  const said = async (page: string, data: FormData) =>
    (await validatePage(family, page, data, { ...ctx, db: undefined as never })).map(e => [
      e.path,
      e.message,
    ]);
  const both = { con: '1990-03-01', me: '1991' };
  assert.deepEqual(await said('con', { con: '1990-03-01' }), []);
  assert.deepEqual(await said('me', both), [
    [
      'me',
      'Nhập ngày sinh của mẹ không muộn hơn ngày 01/03/1990 ở ô “Ngày sinh của trẻ”, phần “Trẻ”. Ô ấy sai thì sửa ở phần đó',
    ],
  ]);
  assert.deepEqual(
    (await said('con', both)).map(([path]) => path),
    ['con'],
  );
  assert.deepEqual(await said('me', { con: '2026-03-01', me: '1991' }), []);
});

test('what is wrong is said by the field, with what its number or day says', () => {
  const { t } = testCtx({ modules: [ui, forms] });
  const said = (path: string, keyword: string, params: Record<string, unknown>) =>
    messageOf(t, { field: partsOf(built).fields.get(path) }, { path, keyword, params }, TODAY);
  assert.equal(
    said('so', 'personalNumberHolds', { which: 'future', digits: '345', year: 2045 }),
    'Xem lại số định danh cá nhân trên căn cước: các chữ số thứ 4 đến thứ 6 (345) chỉ năm sinh 2045, chưa tới',
  );
  assert.equal(
    said('so', 'personalNumberHolds', { which: 'place', digits: '003' }),
    'Xem lại số định danh cá nhân trên căn cước: không có tỉnh, thành phố nào mang mã 003 ở ba chữ số đầu',
  );
  assert.equal(
    said('ngayCap', 'datesInOrder', { date: '1991-03-04', called: { vi: 'Ngày sinh' } }),
    'Nhập ngày cấp không sớm hơn ngày 04/03/1991 ở ô “Ngày sinh”',
  );
});
