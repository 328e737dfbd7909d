import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnWidths, longestWords } from './column-widths.ts';

test('a column is as wide as its share, and never narrower than its longest word', () => {
  assert.deepEqual(columnWidths([1, 3], [0, 0], 100), [25, 75]);
  assert.deepEqual(columnWidths([1, 3], [40, 10], 100), [40, 60]);
  assert.deepEqual(columnWidths([1, 1, 2], [30, 30, 10], 100), [30, 30, 40]);
  assert.deepEqual(columnWidths([1, 1], [80, 80], 100), [50, 50], 'words that do not fit are cut');
});

test('whatever the shares and the words, the table stays as wide as it is', () => {
  const column = fc.record({
    share: fc.integer({ min: 1, max: 40 }),
    least: fc.integer({ min: 0, max: 60 }),
  });
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 9 }), columns => {
      const least = columns.map(c => c.least);
      const widths = columnWidths(
        columns.map(c => c.share),
        least,
        480,
      );
      assert.ok(Math.abs(widths.reduce((a, b) => a + b, 0) - 480) < 1e-6);
      if (least.reduce((a, b) => a + b, 0) <= 480)
        for (const [i, width] of widths.entries()) assert.ok(width >= (least[i] ?? 0) - 1e-6);
    }),
  );
});

test('of many words only the longest are measured', () => {
  assert.deepEqual(longestWords(['Tiếp nhận', '30/11/2025', '04/12/2025', 'Đã trả'], 2), [
    '30/11/2025',
    '04/12/2025',
  ]);
});
