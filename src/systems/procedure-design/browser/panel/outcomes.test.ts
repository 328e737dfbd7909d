import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { outcomesIn, outcomesText } from './outcomes.js';

describe('what may be decided, as rows', () => {
  test('words alone get a code, and keep the one they have', () => {
    const rows = outcomesIn('agree=Nhất trí, disagree');
    assert.deepEqual(rows, [
      { code: 'agree', words: 'Nhất trí' },
      { code: 'disagree', words: '' },
    ]);
    assert.equal(
      outcomesText([...rows, { code: '', words: 'Đồng ý, có góp ý' }]),
      'agree=Nhất trí,disagree,dong-y-co-gop-y=Đồng ý có góp ý',
    );
    assert.equal(outcomesText([{ code: '', words: ' ' }]), undefined);
    assert.deepEqual(outcomesIn(undefined), []);
  });

  test('whatever is typed, the file reads back as the same words under codes that are each there once', () => {
    const typed = fc.record({
      code: fc.string({ unit: 'grapheme' }),
      words: fc.string({ unit: 'grapheme' }),
    });
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 6 }), rows => {
        const text = outcomesText(rows);
        const back = outcomesIn(text);
        assert.equal(new Set(back.map(o => o.code)).size, back.length);
        assert.ok(back.every(o => o.code));
        assert.equal(outcomesText(back), text, 'reading and writing changes nothing more');
      }),
    );
  });
});
