import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { defineForm } from '../define/define-form.ts';
import { goodCard, goodMore, goodReader, libraryCard } from '../testing/library-card.ts';
import type { FormData } from '../types.ts';
import { changedFields } from './changed-fields.ts';
import {
  isDay,
  isPartialDay,
  partialDayText,
  readDate,
  readName,
  readNumber,
  readPartialDate,
  readPhone,
  readWhole,
} from './parse.ts';
import { withValue } from './paths.ts';
import { prefill } from './prefill.ts';
import { applyPage, readPost } from './read-post.ts';
import { tidyNames } from './tidy-names.ts';

const form = defineForm(libraryCard);

/** What a page's post says, nested as the data are. */
const read = (page: string, body: Record<string, unknown>): FormData =>
  Object.entries(readPost(form, page, body)).reduce<FormData>(
    (data, [path, value]) => withValue(data, path, value),
    {},
  );

test('what a browser sends becomes data', () => {
  assert.deepEqual(read('reader', goodReader), {
    reader: {
      name: 'Giàng Thị Mỷ',
      birthDate: '1991-03-04',
      sex: 'female',
      personalNumber: '010191004172',
      commune: '02647',
      phone: '0912345678',
    },
  });
  assert.deepEqual(read('card', goodCard), {
    card: {
      kind: 'child',
      guardian: 'Giàng A Chu',
      deposit: 800_000,
      number: 'TV-000123',
      weeks: 4,
      height: 120.5,
    },
  });
  assert.deepEqual(read('more', { ...goodMore, 'card.subjects': 'poetry' }), {
    card: { subjects: ['poetry'], lends: true, reason: 'Dòng một\n\nDòng hai', promise: true },
  });
});

test('names that a program sent are written as those that were typed, in each item of a group too', () => {
  const sent = { reader: { name: '  Giàng  A \u200b Páo ' }, card: { number: 'TV  000123' } };
  assert.deepEqual(tidyNames(form, sent), {
    reader: { name: 'Giàng A Páo' },
    card: { number: 'TV  000123' },
  });
  assert.deepEqual(tidyNames(form, { reader: { name: 7 } }), { reader: { name: 7 } });
});

test('a name typed in small letters is written as names are', () => {
  assert.equal(readName(' lò  thị păn '), 'Lò Thị Păn');
  assert.equal(readName('đỗ ánh'), 'Đỗ Ánh');
  assert.equal(readName('lý thị MẨY'), 'Lý Thị Mẩy');
  for (const name of ['Giàng A Phử', 'SÙNG A PÁO', 'Lê thị Hà']) assert.equal(readName(name), name, name);
  assert.deepEqual(read('reader', { 'reader.name': 'giàng thị mỷ' }), { reader: { name: 'Giàng Thị Mỷ' } });
});

test('dates, telephone numbers and money are read as people write them', () => {
  for (const typed of [
    '04/03/1991',
    '4/3/1991',
    '04-03-1991',
    '4.3.1991',
    '04 03 1991',
    '04031991',
    '1991-03-04',
    'ngày 4 tháng 3 năm 1991',
    'Ngay 04 thang 03 nam 1991',
  ])
    assert.equal(readDate(typed), '1991-03-04', typed);
  for (const typed of [
    '31/02/1991',
    '29/02/2023',
    '00/01/2000',
    '1/13/2000',
    '4/3/91',
    '04.03.91',
    'ngày 31 tháng 2 năm 1991',
    'hôm qua',
  ])
    assert.equal(readDate(typed), typed, 'what is no day stays as typed');
  assert.equal(readDate('29/02/2024'), '2024-02-29');
  // Of whoever was born before there were registers, often only the year is known.
  for (const [typed, read] of [
    ['1930', '1930'],
    ['5/1930', '1930-05'],
    ['04/03/1991', '1991-03-04'],
    ['04031991', '1991-03-04'],
  ] as const) {
    assert.equal(readPartialDate(typed), read, typed);
    assert.ok(isPartialDay(read), read);
  }
  for (const typed of ['13/1930', '30', '31/02/1930', 'khoảng 1930', '0930'])
    assert.ok(!isPartialDay(readPartialDate(typed)), typed);
  assert.deepEqual(['1930', '1930-05', '1930-05-06'].map(partialDayText), ['1930', '05/1930', '06/05/1930']);
  for (const typed of ['0912 345 678', '+84912345678', '84 912 345 678', '0084-912-345-678', '(0912)345.678'])
    assert.equal(readPhone(typed), '0912345678', typed);
  assert.equal(readPhone('0912x'), '0912x');
  for (const typed of ['800000', '800.000', '800 000 đ', '800,000 VNĐ'])
    assert.equal(readWhole(typed), 800_000);
  for (const typed of ['1,5', '1.5', ',000 VNĐ', '8.00', '1e5', '']) assert.equal(readWhole(typed), typed);
  assert.equal(readNumber('1.234,5'), 1234.5);
  assert.equal(readNumber('120.5'), 120.5);
  assert.equal(readNumber('1.234'), 1234);
  assert.equal(readNumber('0x10'), '0x10');
});

test('text is NFC and holds nothing that nobody sees', () => {
  const name = 'Giàng Thị Mỷ'.normalize('NFD').replace('Th', '\u202eTh\u200b');
  const values = read('reader', { 'reader.name': name });
  assert.deepEqual(values, { reader: { name: 'Giàng Thị Mỷ' } });
});

test('only the page’s own fields are read, whatever else is sent', () => {
  const body = JSON.parse(
    `{"__proto__":{"admin":true},"constructor":"x","reader.__proto__.x":"1","card.kind":"adult","reader.name":"Mỷ",${Array.from(
      { length: 10_000 },
      (_, i) => `"f${i}":"v"`,
    ).join()}}`,
  );
  const values = read('reader', body);
  assert.deepEqual(values, { reader: { name: 'Mỷ' } });
  assert.equal(({} as { admin?: boolean }).admin, undefined);
});

test('nothing that can be sent makes reading fail', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(...Object.keys(libraryCard.fields), '__proto__', 'x'),
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(fc.string()),
          fc.object(),
          fc.double(),
          fc.constant(null),
        ),
      ),
      body => {
        for (const page of ['reader', 'card', 'more']) readPost(form, page, body);
      },
    ),
  );
});

test('a page posted again replaces its fields, keeps files, and forgets what is no longer asked for', () => {
  const photo = [{ id: 'x', name: 'a.jpg', bytes: 1 }];
  let data = applyPage(form, 'card', { card: { photo } }, readPost(form, 'card', goodCard));
  assert.deepEqual(Object.keys(data.card as object).sort(), [
    'deposit',
    'guardian',
    'height',
    'kind',
    'number',
    'photo',
    'weeks',
  ]);
  const values = readPost(form, 'card', { 'card.kind': 'adult', 'card.guardian': 'Giàng A Chu' });
  data = applyPage(form, 'card', data, values);
  assert.deepEqual(data, { card: { photo, kind: 'adult' } });
});

test('what changed is told by field; a field nobody asks for has not changed', () => {
  const a = { reader: { name: 'A' }, card: { kind: 'adult', guardian: 'X', subjects: ['history'] } };
  const b = {
    reader: { name: 'B' },
    card: { kind: 'adult', guardian: 'Y', subjects: ['history'], weeks: 2 },
  };
  assert.deepEqual(changedFields(form, a, b), ['reader.name', 'card.weeks']);
  assert.deepEqual(changedFields(form, a, a), []);
});

test('what is known already fills what is empty, and says where it came from', () => {
  const known = { profile: { name: 'Giàng Thị Mỷ' }, card: { birthDate: '1991-03-04' } };
  assert.deepEqual(prefill(form, { reader: { name: 'Mỷ' } }, known), {
    data: { reader: { name: 'Mỷ', birthDate: '1991-03-04' } },
    sources: { 'reader.birthDate': 'card' },
  });
});

test('days of the calendar are those that the platform knows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(15), fc.nat(35), (year, month, day) => {
      const text = [
        String(year).padStart(4, '0'),
        String(month).padStart(2, '0'),
        String(day).padStart(2, '0'),
      ].join('-');
      const at = new Date(`${text}T00:00:00Z`);
      assert.equal(isDay(text), !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text);
    }),
  );
});
