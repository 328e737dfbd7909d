import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCsv } from '#platform/spreadsheet';
import { readCsvObjects } from './csv.ts';
import { readLine } from './line.ts';

test('quotes, commas and line ends inside cells; each row knows its line', () => {
  const text = '\uFEFFname,seat\r\n"Một, ""hai""","Số 1\nphố Ba"\r\n\r\nBốn,Năm';
  assert.deepEqual(
    [...readCsv(text)],
    [
      { line: 1, cells: ['name', 'seat'] },
      { line: 2, cells: ['Một, "hai"', 'Số 1\nphố Ba'] },
      { line: 5, cells: ['Bốn', 'Năm'] },
    ],
  );
});

test('what a spreadsheet writes is read back as it was', () => {
  const cell = fc.string({ unit: 'grapheme' }).map(s => s.replaceAll('\r', ''));
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, table => {
      const text = table.map(r => r.map(c => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      assert.deepEqual(
        [...readCsv(text)].map(r => r.cells),
        table,
      );
    }),
  );
});

test('codes keep their leading zeros; numbers and marks become such; empty cells are absent', () => {
  const [row] = readCsvObjects('code,population,unverified,seat\n02647,76981,true,\n');
  assert.deepEqual(row, { line: 2, value: { code: '02647', population: 76_981, unverified: true } });
});

test('semicolons, as Excel writes them in Vietnam, and what a line lacks is told in terms of fields', () => {
  const [row] = readCsvObjects('type;code;name\narea;02647;"Lào; Cai"\n');
  assert.deepEqual(row?.value, { type: 'area', code: '02647', name: 'Lào; Cai' });
  assert.deepEqual(readLine({ code: '02647' }), { reason: 'type-unknown', params: { found: '' } });
  assert.deepEqual(readLine(null), { reason: 'not-json', params: {} });
});
