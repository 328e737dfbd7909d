import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { planDay, planTickets, planToday } from './plan.ts';

const HOUR = 3_600_000;

test('a planned hall: whatever the seed, one person at a desk, dense numbers, and a state that goes with its times', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), fc.integer({ min: 1, max: 80 }), (seed, count) => {
      const now = 3 * HOUR;
      const tickets = planTickets(seed, { from: 0, to: now, count, now });
      const at = tickets.filter(t => t.state === 'called' || t.state === 'serving').map(t => t.desk);
      assert.equal(new Set(at).size, at.length);
      for (const letter of ['A', 'B', 'C'])
        assert.deepEqual(
          tickets.filter(t => t.letter === letter).map(t => t.n),
          tickets.filter(t => t.letter === letter).map((_, i) => i + 1),
        );
      for (const t of tickets) {
        assert.equal(t.state === 'waiting', t.calledAt === null);
        assert.equal(t.calledAt === null, t.desk === null);
        assert.ok(t.takenAt <= now && (t.calledAt ?? t.takenAt) >= t.takenAt && (t.calledAt ?? 0) <= now);
      }
      assert.deepEqual(planTickets(seed, { from: 0, to: now, count, now }), tickets);
    }),
  );
});

test('a hall in the middle of a day has people before desks, people who wait, and people who are done', () => {
  const now = 2.5 * HOUR;
  const states = planTickets(7, { from: 0, to: now, count: 44, now }).map(t => t.state);
  const count = (state: string) => states.filter(s => s === state).length;
  assert.ok(count('waiting') >= 4 && count('waiting') <= 20, `${count('waiting')} wait`);
  assert.ok(count('done') >= 20);
  assert.ok(count('serving') + count('called') >= 2);
});

test('a demo made in office hours has people since the doors opened; at night it has some all the same', () => {
  const midnight = Date.parse('2026-11-30T00:00:00+07:00');
  const at = (hour: number) => midnight + hour * 3_600_000;
  const morning = planToday(7, midnight, at(9.5), true);
  assert.ok(morning.length > 10 && morning.every(t => t.takenAt >= at(7.5)));
  assert.ok(morning.some(t => t.state === 'waiting'));
  assert.ok(planToday(7, midnight, at(21), false).some(t => t.state === 'waiting'));
});

test('a day in a hall has people since the doors opened only, numbers that go on after noon, and nobody before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 1_440 }), (seed, minute) => {
      const now = (minute * HOUR) / 60;
      const tickets = planDay(seed, 0, now);
      if (minute <= 450) assert.deepEqual(tickets, []);
      for (const { takenAt } of tickets) {
        const morning = takenAt >= 7.5 * HOUR && takenAt <= 11 * HOUR;
        const afternoon = takenAt >= 13.5 * HOUR && takenAt <= 16.5 * HOUR;
        assert.ok((morning || afternoon) && takenAt <= now, `${takenAt}`);
      }
      for (const letter of ['A', 'B', 'C'])
        assert.deepEqual(
          tickets.filter(t => t.letter === letter).map(t => t.n),
          tickets.filter(t => t.letter === letter).map((_, i) => i + 1),
        );
      // At one desk one person: the database holds it.
      const at = tickets.filter(t => t.state === 'called' || t.state === 'serving').map(t => t.desk);
      assert.equal(new Set(at).size, at.length);
    }),
  );
});
