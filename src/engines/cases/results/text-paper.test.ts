import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESULT_FACTS, type ResultFact } from '#engines/procedures';
import type { Block, Text } from '#platform/pdf';
import { textPaper } from './text-paper.ts';

const facts = Object.fromEntries(RESULT_FACTS.map(fact => [fact, fact])) as Record<ResultFact, string>;
const words = new Map<string, string | string[]>([
  ['owner.name', 'Giàng Thị Mỷ'],
  ['plots.number', ['34', '35', '']],
  ['plots.use', ['Trồng chè', '', 'Làm nhà']],
  ['members.name', []],
]);

const textOf = (text: Text): string =>
  typeof text === 'string' ? text : text.map(run => (typeof run === 'string' ? run : run.text)).join('');

/** The blocks between the title and the signature. */
function drawn(body: string): Block[] {
  const template = { title: 'Giấy', book: 'own' as const, heading: ['GIẤY'], body, recipients: [] };
  const paper = textPaper(template, {
    words,
    facts,
    superior: 'Tỉnh Ví Dụ',
    issuer: 'Ủy ban nhân dân xã Ví Dụ',
    place: 'Ví Dụ',
    signerTitle: 'Chủ tịch',
    signerName: 'Nguyễn Văn Mẫu',
    createdAt: '2026-11-28T00:00:00Z',
    mark: undefined,
    verifyUrl: 'https://example.vn',
  });
  return paper.blocks.slice(2, -2);
}

test('a row of several facts of a repeating group is a table with a numbered line for every item', () => {
  const [before, table, after, ...rest] = drawn(
    '| Cho: {{owner.name}}\n| Thửa: {{plots.number}} | Dùng để: **{{plots.use|hoa}}**\n| Mã: {{ma-ho-so}}',
  );
  assert.deepEqual([before?.kind, after?.kind, rest], ['facts', 'facts', []]);
  assert.ok(table?.kind === 'table');
  assert.deepEqual(
    table.columns.map(c => c.header),
    ['STT', 'Thửa', 'Dùng để'],
  );
  assert.deepEqual(
    table.rows.map(row => row.map(textOf)),
    [
      ['1', '34', 'TRỒNG CHÈ'],
      ['2', '35', '-----'],
      ['3', '-----', 'LÀM NHÀ'],
    ],
  );
});

test('an item of a list that names a repeating group comes once for each of its items', () => {
  const [list] = drawn('- Của {{owner.name}}\n- Thửa {{plots.number}} để {{plots.use}}');
  assert.ok(list?.kind === 'list');
  assert.deepEqual(list.items.map(textOf), [
    'Của Giàng Thị Mỷ',
    'Thửa 34 để Trồng chè',
    'Thửa 35 để -----',
    'Thửa ----- để Làm nhà',
  ]);
});

test('elsewhere the items stand in a row; of a group without items a dash is left', () => {
  const [paragraph, facts1, table] = drawn(
    'Các thửa {{plots.number}}.\n\n| Thành viên: {{members.name}}\n| Thành viên: {{members.name}} | Của: {{owner.name}}',
  );
  assert.ok(paragraph?.kind === 'paragraph' && facts1?.kind === 'facts' && table?.kind === 'table');
  assert.equal(textOf(paragraph.text), 'Các thửa 34; 35.');
  assert.equal(textOf(facts1.rows[0]?.[0]?.value ?? ''), '-----');
  assert.deepEqual(
    table.rows.map(row => row.map(textOf)),
    [['', '-----', 'Giàng Thị Mỷ']],
  );
});
