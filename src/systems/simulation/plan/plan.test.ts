import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { localParts } from '#platform/clock';
import { type Applicant, applicantOf } from '../people/applicant.ts';
import { queue } from '../play/queue.ts';
import { daysFrom, minuteOf, shareOut } from './calendar.ts';
import { habitOf } from './habit.ts';
import { randomOf } from './random.ts';

test('chance says the same again for the same seed, and something else for another', () => {
  const draw = (seed: string) => Array.from({ length: 20 }, randomOf(seed).next);
  assert.deepEqual(draw('một'), draw('một'));
  assert.notDeepEqual(draw('một'), draw('hai'));
  const many = Array.from({ length: 20_000 }, randomOf('ba').next);
  assert.ok(Math.abs(many.reduce((a, b) => a + b) / many.length - 0.5) < 0.01);
});

test('every dossier has its day, whatever their number; Mondays are full and Sundays empty', () => {
  const days = daysFrom('2025-11-28', '2026-11-27');
  assert.equal(days.length, 365);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), n => {
      const counts = shareOut(n, days);
      assert.equal(
        counts.reduce((a, b) => a + b),
        n,
      );
      assert.ok(counts.every(count => count >= 0));
    }),
  );
  const counts = shareOut(50_000, days);
  const on = (weekday: number) =>
    counts.reduce((sum, n, i) => sum + (new Date(`${days[i]}T00:00:00Z`).getUTCDay() === weekday ? n : 0), 0);
  assert.ok(on(1) > on(5) && on(5) > 5 * on(0));
  const rush = shareOut(1_000, days, 10);
  assert.ok(
    rush.slice(-10).reduce((a, b) => a + b) >
      2 *
        shareOut(1_000, days)
          .slice(-10)
          .reduce((a, b) => a + b),
  );
});

test('who has an account applies seven times, in turn, spread over all; where nobody has, nobody does', () => {
  const applicants = ['a', 'b', 'c'].map(accountId => ({ accountId }) as Applicant);
  for (const dossiers of [21, 300, 5_000]) {
    const of = Array.from(
      { length: dossiers },
      (_, i) => applicantOf(applicants, dossiers, i + 1)?.accountId,
    );
    assert.equal(of.filter(Boolean).join(''), 'abc'.repeat(7), `${dossiers}`);
    assert.ok(of.lastIndexOf('a') > dossiers / 2);
  }
  assert.equal(applicantOf([], 5_000, 1), undefined);
});

test('at the counter people apply in its hours, online also in the evening', () => {
  fc.assert(
    fc.property(fc.string(), seed => {
      const { hour, minute } = localParts(minuteOf(randomOf(seed), '2026-11-24', 'counter'));
      assert.ok((hour >= 7 && hour < 11) || (hour >= 13 && hour < 17), `${hour}:${minute}`);
    }),
  );
  const evenings = Array.from(
    { length: 1_000 },
    (_, i) => localParts(minuteOf(randomOf(`${i}`), '2026-11-24', 'online')).hour,
  ).filter(hour => hour >= 19);
  assert.ok(evenings.length > 300);
});

test('an office keeps its habit, and offices differ', () => {
  assert.deepEqual(habitOf('1', 'H38.60.01'), habitOf('1', 'H38.60.01'));
  const kinds = new Set(Array.from({ length: 60 }, (_, i) => habitOf('1', `H38.60.${i}`).kind));
  assert.deepEqual([...kinds].sort(), ['brisk', 'piling', 'slow', 'steady']);
});

test('what is to happen happens in the order of time, and of the lower number first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50)), times => {
      const events = queue<number>();
      times.forEach((time, n) => {
        events.push(new Date(time), n, n);
      });
      const out: Array<[number, number]> = [];
      for (let event = events.pop(); event; event = events.pop()) out.push([event.at.getTime(), event.value]);
      const wanted = times
        .map((time, n): [number, number] => [time, n])
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      assert.deepEqual(out, wanted);
    }),
  );
});
