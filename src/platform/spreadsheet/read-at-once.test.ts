import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSheet, type SheetProblem, spreadsheet } from './index.ts';

test('many lists that are sent at once are all read, also after some that cannot be', async () => {
  const file = await spreadsheet({
    name: 'A',
    head: ['x'],
    columns: [{ label: 'c', width: 9 }],
    rows: [['y']],
  });
  const reads = Array.from({ length: 5 }, (_, i) =>
    readSheet(i % 3 ? file : Buffer.from('no workbook')).then(
      rows => rows.length,
      error => (error as SheetProblem).why,
    ),
  );
  assert.deepEqual(await Promise.all(reads), ['not-xlsx', 3, 3, 'not-xlsx', 3]);
});
