import assert from 'node:assert/strict';
import { test } from 'node:test';
import ExcelJS from 'exceljs';
import { spreadsheet } from './index.ts';

test('a table becomes a workbook in which nobody’s words are a formula', async () => {
  const bytes = await spreadsheet({
    name: 'Sổ: 2026/01',
    head: ['Sổ theo dõi'],
    columns: [
      { label: 'Tên', width: 20 },
      { label: 'Số', width: 8 },
    ],
    rows: [
      ['=HYPERLINK("http://x")', 1],
      ['Giàng A Phử', 2],
    ],
  });
  const workbook = new ExcelJS.Workbook();
  // Its types are of another Buffer.
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const [sheet] = workbook.worksheets;
  assert.ok(sheet);
  assert.equal(sheet.name, 'Sổ  2026 01');
  assert.deepEqual(
    [2, 3, 4].map(n => (sheet.getRow(n).values as unknown[]).slice(1)),
    [
      ['Tên', 'Số'],
      [`'=HYPERLINK("http://x")`, 1],
      ['Giàng A Phử', 2],
    ],
  );
  assert.equal(sheet.getCell('A3').formula, undefined);
});
