import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fixedClock } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from '../define/define-form.ts';
import { forms } from '../module.ts';
import { standardForm } from '../standard/standard-form.ts';
import { libraryCard } from '../testing/library-card.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { Form, FormDefinition } from '../types.ts';
import { valueAt } from '../values/paths.ts';
import { listColumns, placesByHeading } from './columns.ts';
import { readRow } from './read-row.ts';

const ctx = {
  ...testCtx({ modules: [ui, forms] }),
  clock: fixedClock('2026-11-28T09:00:00+07:00'),
  // No name of an area is looked up here: only codes are written.
  db: {} as Queryable,
};
const card = defineForm(libraryCard);
const group = defineForm(readingGroup);

const read = (form: Form, cells: Record<string, string>, before = {}) =>
  readRow(ctx, form, before, new Map(Object.entries(cells)));

test('a choice is named as whoever applies reads it, or as officials do', async () => {
  const form = standardForm({ papers: [] });
  for (const said of ['Cho chính mình', 'cho chính người nộp', 'For the applicant', 'self'])
    assert.equal(valueAt((await read(form, { 'owner.kind': said })).data, 'owner.kind'), 'self', said);
  const kind = listColumns(ctx.t, form).find(c => c.place === 'owner.kind');
  assert.match(JSON.stringify(kind), /Cho chính người nộp/);
});

test('a row is read as a post of the pages is: words of choices, days, numbers, areas whose zeros are lost', async () => {
  const { data, faults } = await read(card, {
    'reader.name': 'Giàng Thị Mỷ',
    'reader.birthDate': '33301',
    'reader.sex': 'nữ',
    'reader.personalNumber': '010 191 004172',
    'reader.commune': '2647',
    'reader.phone': '912345678',
    'card.kind': 'Người lớn',
    'card.deposit': '80.000',
    'card.height': '150,5',
    'card.subjects': 'thơ; Lịch sử',
    'card.lends': 'Không',
    'card.promise': 'x',
  });
  assert.deepEqual(faults, []);
  assert.deepEqual(data, {
    reader: {
      name: 'Giàng Thị Mỷ',
      birthDate: '1991-03-04',
      sex: 'female',
      personalNumber: '010191004172',
      commune: '02647',
      phone: '0912345678',
    },
    card: {
      kind: 'adult',
      deposit: 80_000,
      height: 150.5,
      subjects: ['poetry', 'history'],
      lends: false,
      promise: true,
    },
  });
});

test('what is not asked for is told, not dropped; what a row leaves empty stays as it was known', async () => {
  const row = { 'card.kind': 'adult', 'card.guardian': 'Lù Thị Sen' };
  const { data, faults } = await read(card, row, { reader: { name: 'Giàng Thị Mỷ' } });
  assert.deepEqual(
    faults.map(f => f.path),
    ['card.guardian'],
  );
  assert.match(faults[0]?.message ?? '', /Không hỏi ở đây/);
  assert.deepEqual(data, { reader: { name: 'Giàng Thị Mỷ' }, card: { kind: 'adult' } });
});

test('what is known before stays for what only a later page asks for: where to, of who wants it by post', async () => {
  const form = standardForm({ papers: [] });
  const before = { result: { address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai' } };
  const post = await read(form, { 'request.content': 'Cấp lại', 'result.way': 'post' }, before);
  assert.equal(valueAt(post.data, 'result.address'), before.result.address);
  assert.deepEqual(post.faults, []);
  const counter = await read(form, { 'request.content': 'Cấp lại', 'result.way': 'counter' }, before);
  assert.equal(valueAt(counter.data, 'result.address'), undefined, 'not where nobody asks for it');
});

test('items of a group stand in numbered columns; one that was left out is none, and a fault is told where it was written', async () => {
  const found = await read(group, {
    kind: 'Gia đình',
    'members.0.name': 'Giàng A Páo',
    'members.0.kind': 'Người lớn',
    'members.0.books': '3',
    'members.2.name': 'Giàng Thị Mỷ',
    'members.2.kind': 'child',
  });
  const { members, deposit } = found.data as { members: Array<{ name: string }>; deposit?: number };
  assert.deepEqual(
    members.map(m => m.name),
    ['Giàng A Páo', 'Giàng Thị Mỷ'],
  );
  assert.equal(deposit, 60_000, 'worked out, as on the pages');
  assert.equal(found.cellOf('members.1.school'), 'members.2.school');
  assert.deepEqual(found.faults, []);
});

test('every column has a heading of its own that is found again; files and what is worked out are none', () => {
  const systems = path.join(import.meta.dirname, '../../../systems');
  const files = readdirSync(systems, { recursive: true, encoding: 'utf8' }).filter(f =>
    f.endsWith('.form.json'),
  );
  const read = (f: string) => JSON.parse(readFileSync(path.join(systems, f), 'utf8')) as FormDefinition;
  for (const form of [card, group, ...files.map(f => defineForm(read(f)))]) {
    const columns = listColumns(ctx.t, form);
    assert.equal(new Set(columns.map(c => fold(c.heading))).size, columns.length);
    const places = placesByHeading(form);
    for (const { heading, place } of columns) assert.equal(places.get(fold(heading)), place);
    assert.ok(columns.every(c => !/photo|^deposit$|members\.\d\.deposit/.test(c.place)));
  }
});
