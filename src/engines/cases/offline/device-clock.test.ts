import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { takenAt, toldAt } from './device-clock.ts';

const STORED = new Date('2026-11-27T00:00:00Z');
const ARRIVED = new Date('2026-11-27T10:00:00Z');
const HOUR = 3_600_000;
const ours = { stored: STORED, arrived: ARRIVED };
/** What a device says whose clock is wrong by `wrong`, of a dossier handed in `after` the storing. */
const device = (wrong: number, after: number) => ({
  stored: STORED.getTime() + wrong,
  taken: STORED.getTime() + wrong + after,
  sent: ARRIVED.getTime() + wrong,
});

describe('cases: what the clock of a device without a network says', () => {
  test('however wrong it is, as long as it runs, the moment is found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20 * 365 * 24 * HOUR, max: 20 * 365 * 24 * HOUR }),
        fc.integer({ min: 0, max: 10 * HOUR }),
        (wrong, after) =>
          assert.equal(takenAt(device(wrong, after), ours)?.getTime(), STORED.getTime() + after),
      ),
    );
  });

  test('who sets it on the way, in whichever direction, is not believed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 11 * 60_000, max: 400 * 24 * HOUR }), fc.boolean(), (by, back) => {
        const { stored, taken, sent } = device(0, 5 * HOUR);
        const moved = back ? -by : by;
        assert.equal(takenAt({ stored, taken: taken + moved, sent: sent + moved }, ours), null);
        assert.equal(takenAt({ stored, taken, sent: sent + moved }, ours), null);
      }),
    );
  });

  test('whatever is said, it lies between storing and arrival', () => {
    const said = fc.integer({ min: -(2 ** 53) + 1, max: 2 ** 53 - 1 });
    fc.assert(
      fc.property(said, said, said, (stored, taken, sent) => {
        const at = takenAt({ stored, taken, sent }, ours);
        assert.ok(at === null || (at >= STORED && at <= ARRIVED));
        assert.ok(Number.isFinite(toldAt({ taken }, ARRIVED).getTime()));
      }),
    );
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1.5])
      assert.equal(takenAt({ ...device(0, HOUR), taken: bad }, ours), null);
    assert.equal(toldAt({ taken: Number.NaN }, ARRIVED), ARRIVED);
  });

  test('before it was stored, or after it came, nothing was handed in', () => {
    assert.equal(takenAt(device(0, -HOUR), ours), null);
    assert.equal(takenAt(device(0, 11 * HOUR), ours), null);
    assert.deepEqual(takenAt(device(0, -2 * 60_000), ours), STORED, 'a little: the clock of a device');
  });
});
