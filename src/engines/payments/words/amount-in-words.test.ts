import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { amountInWords, inWords } from './amount-in-words.ts';

const EXAMPLES: ReadonlyArray<[number, string]> = [
  [0, 'không'],
  [4, 'bốn'],
  [10, 'mười'],
  [15, 'mười lăm'],
  [21, 'hai mươi mốt'],
  [24, 'hai mươi tư'],
  [105, 'một trăm linh năm'],
  [110, 'một trăm mười'],
  [8_000, 'tám nghìn'],
  [20_500, 'hai mươi nghìn năm trăm'],
  [800_000, 'tám trăm nghìn'],
  [1_005_000, 'một triệu không trăm linh năm nghìn'],
  [1_234_567, 'một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy'],
  [2_000_000_000, 'hai tỷ'],
  [1_000_005_000, 'một tỷ không trăm linh năm nghìn'],
  [1_000_000_000_000, 'một nghìn tỷ'],
];

/** Hears the words again, the slow way: independent of how they are put together. */
function heard(words: string): number {
  const digit = new Map(
    ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'].map((w, i) => [w, i]),
  );
  for (const [word, value] of [
    ['mốt', 1],
    ['tư', 4],
    ['lăm', 5],
  ] as const)
    digit.set(word, value);
  let [total, block, below, last] = [0, 0, 0, 0];
  for (const word of words.split(' ')) {
    if (word === 'trăm') below += last * 100;
    else if (word === 'mươi') below += last * 10;
    else if (word === 'mười') below += 10;
    else if (word === 'nghìn' || word === 'triệu') {
      block += (below + last) * (word === 'nghìn' ? 1e3 : 1e6);
      below = 0;
    } else if (word === 'tỷ') {
      total = (total + block + below + last) * 1e9;
      [block, below] = [0, 0];
    } else if (word !== 'linh') {
      last = digit.get(word) ?? assert.fail(`no word: ${word}`);
      continue;
    }
    last = 0;
  }
  return total + block + below + last;
}

describe('payments: amount in words', () => {
  for (const [n, words] of EXAMPLES) test(`${n}`, () => assert.equal(inWords(n), words));

  test('as a voucher says it', () => assert.equal(amountInWords(800_000), 'Tám trăm nghìn đồng'));

  test('whoever hears it knows the number', () => {
    fc.assert(fc.property(fc.nat({ max: 10 ** 15 }), n => assert.equal(heard(inWords(n)), n)));
    fc.assert(fc.property(fc.nat({ max: 10 ** 7 }), n => assert.equal(heard(inWords(n)), n)));
  });

  test('half a đồng and a debt are no amounts', () => {
    assert.throws(() => inWords(0.5), RangeError);
    assert.throws(() => inWords(-1), RangeError);
  });
});
