import assert from 'node:assert/strict';
import { test } from 'node:test';
import { procedureAsked, wordsAsked } from './words-asked.ts';

test('the code of a procedure among the words says which one, wherever it stands', () => {
  assert.deepEqual(wordsAsked('2.000635', 6), { procedure: '2.000635', words: [] });
  assert.deepEqual(wordsAsked(' Lù Thị  Sua 2.000635', 6), {
    procedure: '2.000635',
    words: ['lu', 'thi', 'sua'],
  });
});

test('codes of dossiers, numbers and names are words', () => {
  assert.deepEqual(wordsAsked('001.18.60.H38-261129-0001', 6).words, [
    '001',
    '18',
    '60',
    'h38',
    '261129',
    '0001',
  ]);
  assert.deepEqual(wordsAsked('2611290001 my', 6).words, ['261129', '0001', 'my'], 'without the dash');
  for (const other of ['0912345678', '5300123456', '26112900'])
    assert.deepEqual(wordsAsked(other, 6).words, [other], other);
  assert.deepEqual(wordsAsked('12.500.000 nguyễn', 6), { words: ['12', '500', '000', 'nguyen'] });
  assert.deepEqual(wordsAsked('một hai ba', 2), { words: ['mot', 'hai'] });
  assert.deepEqual(wordsAsked('', 6), { words: [] });
  assert.deepEqual(wordsAsked(' ', 6), { words: [] });
});

test('signs that stand in no name are looked for in vain, rather than not at all', () => {
  for (const typed of ['😀', '%', '_', '% _', '2.000635 😀', '<b>%', 'b%', '(1)', '*a* %'])
    assert.equal(wordsAsked(typed, 6).none, true, typed);
  for (const typed of ['Mỷ 😀', 'Mỷ <b>', '“Mỷ”'])
    assert.deepEqual(wordsAsked(typed, 6), { words: ['my'] }, typed);
});

test('a letter, and initials as names are written with them, are looked for', () => {
  for (const [typed, words] of [
    ['b', ['b']],
    ['Đ.', ['d']],
    ['N.T Phong', ['n', 't', 'phong']],
    ["H'Hen", ['h', 'hen']],
    ['Tổ 5', ['to', '5']],
  ] as const)
    assert.deepEqual(wordsAsked(typed, 6), { words }, typed);
});

test('typed and chosen, it has to be the same procedure', () => {
  assert.deepEqual(procedureAsked('2.000635', undefined), { procedure: '2.000635' });
  assert.deepEqual(procedureAsked(undefined, '2.000635'), { procedure: '2.000635' });
  assert.deepEqual(procedureAsked('2.000635', '2.000635'), { procedure: '2.000635' });
  assert.deepEqual(procedureAsked('2.000635', '1.004873'), { none: true });
  assert.deepEqual(procedureAsked(undefined, ''), {});
});
