import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { factCode, factsIn, factsText, KINDS } from './facts.js';

describe('what has to be said with an outcome, as rows', () => {
  const TEXT =
    'area:number(0..500)=Diện tích đo được (m²); ready?:date(..today)=Ngày bàn giao; faults@mend+fail:lines=Điều chưa đạt; number?:personal-number(child)=Số định danh của trẻ';

  test('are read and written as the file has them', () => {
    assert.deepEqual(factsIn(TEXT), [
      {
        code: 'area',
        kind: 'number',
        words: 'Diện tích đo được (m²)',
        optional: false,
        bounds: '0..500',
        when: '',
      },
      { code: 'ready', kind: 'date', words: 'Ngày bàn giao', optional: true, bounds: '..today', when: '' },
      {
        code: 'faults',
        kind: 'lines',
        words: 'Điều chưa đạt',
        optional: false,
        bounds: '',
        when: 'mend+fail',
      },
      {
        code: 'number',
        kind: 'personal-number',
        words: 'Số định danh của trẻ',
        optional: true,
        bounds: 'child',
        when: '',
      },
    ]);
    assert.equal(factsText(factsIn(TEXT)), TEXT);
    assert.equal(factsText([]), undefined);
    assert.equal(
      factsText([{ code: '', kind: 'text', words: 'Ý kiến; nếu có', optional: true, bounds: '', when: '' }]),
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
      bounds: fc.oneof(fc.constant(''), fc.string()),
      when: fc.oneof(fc.constant(''), fc.string()),
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
