import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { wholeMonths } from './span.ts';

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);

describe('indicators: whole months within days', () => {
  test('a month, a year, a few days', () => {
    assert.deepEqual(wholeMonths({ from: '2026-11-01', to: '2026-11-30' }), {
      from: '2026-11-01',
      before: '2026-12-01',
    });
    assert.deepEqual(wholeMonths({ from: '2026-01-01', to: '2026-12-31' }), {
      from: '2026-01-01',
      before: '2027-01-01',
    });
    assert.deepEqual(wholeMonths({ from: '2026-10-20', to: '2026-12-05' }), {
      from: '2026-11-01',
      before: '2026-12-01',
    });
    assert.deepEqual(wholeMonths({ from: '2026-11-02', to: '2026-11-30' }), {
      from: '2026-11-02',
      before: '2026-11-02',
    });
  });

  test('with the days before and after them they are all the days, each once', () => {
    fc.assert(
      fc.property(fc.nat(800), fc.nat(500), (start, length) => {
        const span = { from: day(start), to: day(start + length) };
        const months = wholeMonths(span);
        for (let n = start - 40; n <= start + length + 40; n++) {
          const d = day(n);
          const inMonths = d >= months.from && d < months.before;
          const beside =
            (d >= span.from && d < months.from) || (d >= months.before && d <= span.to && !inMonths);
          assert.equal(inMonths || beside, d >= span.from && d <= span.to, d);
        }
      }),
    );
  });
});
