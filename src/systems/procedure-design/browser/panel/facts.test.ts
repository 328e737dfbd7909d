import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { factCode, factsIn, factsText, KINDS } from './facts.js';

describe('what has to be said with an outcome, as rows', () => {
  const TEXT = 'area:number=Diện tích đo được (m²); ready?:date=Ngày bàn giao';

  test('are read and written as the file has them', () => {
    assert.deepEqual(factsIn(TEXT), [
      { code: 'area', kind: 'number', words: 'Diện tích đo được (m²)', optional: false },
      { code: 'ready', kind: 'date', words: 'Ngày bàn giao', optional: true },
    ]);
    assert.equal(factsText(factsIn(TEXT)), TEXT);
    assert.equal(factsText([]), undefined);
    assert.equal(
      factsText([{ code: '', kind: 'text', words: 'Ý kiến; nếu có', optional: true }]),
      'yKienNeuCo?:text=Ý kiến, nếu có',
    );
    assert.equal(factCode('Kết quả', ['ketQua']), 'ketQua2');
  });

  test('whatever is typed, the file reads back as the same facts, each with a code of its own', () => {
    const typed = fc.record({
      code: fc.string({ unit: 'grapheme' }),
      kind: fc.constantFrom(...KINDS),
      words: fc.string({ unit: 'grapheme' }),
      optional: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 6 }), rows => {
        const text = factsText(rows);
        const back = factsIn(text);
        assert.equal(new Set(back.map(f => f.code)).size, back.length);
        assert.equal(factsText(back), text, 'reading and writing changes nothing more');
      }),
    );
  });
});
