import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { estimateMinutes } from './pace.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 27, 1, minute));

describe('hall: how long one waits', () => {
  test('is told from three calls on, in steps of five minutes', () => {
    assert.equal(estimateMinutes(4, [at(0), at(6)]), null);
    assert.equal(estimateMinutes(4, [at(3), at(3), at(3)]), null);
    assert.equal(estimateMinutes(4, [at(0), at(6), at(12)]), 30);
    assert.equal(estimateMinutes(0, [at(12), at(6), at(0)]), 10);
  });

  test('is never less for who has more before him', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 3, maxLength: 10 }),
        fc.nat(200),
        (minutes, before) => {
          const calls = minutes.map(at);
          const [one, more] = [estimateMinutes(before, calls), estimateMinutes(before + 1, calls)];
          return one === null ? more === null : more !== null && more >= one && one >= 5;
        },
      ),
    );
  });
});
