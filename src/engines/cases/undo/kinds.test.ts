import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { entries } from '../entries.ts';
import { numberedPaper, UNDOING, undoingOf } from './kinds.ts';

test('of every kind of act it is written down whether it can be taken back, or why not; docs/undo.md says the same', async () => {
  const kinds = entries.map(e => e.kind.slice('case.'.length)).sort();
  assert.deepEqual(Object.keys(UNDOING).sort(), kinds);
  const page = await readFile(path.join(import.meta.dirname, '../../../../docs/undo.md'), 'utf8');
  const rows = page
    .split('\n')
    .map(line => line.split('|').map(cell => cell.trim()))
    .filter(cells => cells[1]?.startsWith('`'));
  assert.deepEqual(
    rows.map(cells => [cells[1]?.replaceAll('`', ''), cells[2]]).sort(),
    kinds.map(kind => [kind, UNDOING[kind] === null ? 'yes' : 'no']),
  );
  for (const [, , , tells, why] of rows) assert.ok(tells && why);
});

test('what somebody has in his hands stays handed over; of what is on a list of the post the letter is asked', () => {
  assert.equal(undoingOf('returned', { how: 'online' }), null);
  assert.equal(undoingOf('returned', { how: 'counter' }), 'handed-over');
  assert.equal(undoingOf('handed-over', { ended: 'annulment' }), 'decision-handed');
  assert.equal(undoingOf('returned', { how: 'post', list: '1' }), null);
  assert.equal(undoingOf('of-another-program', {}), 'by-system');
});

test('a number that is void is said with the paper that has it: another kind of slip may have the same number', async () => {
  const words = path.join(import.meta.dirname, '../locales/vi.json');
  const texts: Record<string, string> = JSON.parse(await readFile(words, 'utf8'));
  const said = (kind: string) => texts[`cases.message.act-undone-number${numberedPaper(kind)}.sms`] ?? '';
  assert.match(said('stopped'), /^Phieu dung giai quyet so /);
  assert.match(said('supplement-requested'), /^Phieu yeu cau bo sung so /);
  const all = Object.keys(UNDOING).map(said);
  assert.ok(all.every(Boolean));
  assert.equal(new Set(all).size, 6);
});
