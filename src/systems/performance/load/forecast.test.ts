import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compileCalendar, OFFICE_HOURS } from '#engines/worktime';
import { type OpenStep, type Pace, paceOf, risksOf } from './forecast.ts';

// Office hours 7:30–12:00 and 13:00–17:00 at most, Monday to Friday; 20/11/2026 is a Friday.
const calendar = compileCalendar({ hours: [OFFICE_HOURS], days: [] });
const at = (time: string) => new Date(`2026-11-20T${time}:00+07:00`);
const UNTIL = at('23:59');
const person: Pace = { minutes: 60, from: 'person' };

const asked = (pace: Pace | null, hands = 1, back: Date | null = null) => ({
  now: at('08:00'),
  until: UNTIL,
  calendar,
  paceOf: () => pace,
  handsOf: () => hands,
  backOf: () => back,
});
const step = (id: string, time: string, worker: string | null = 'sen'): OpenStep => ({
  id,
  dueAt: at(time),
  worker,
});

describe('performance: what will probably be late', () => {
  test('the third step due at ten of somebody who takes an hour for each', () => {
    const risks = risksOf([step('a', '10:00'), step('b', '10:00'), step('c', '10:00')], asked(person));
    assert.deepEqual(
      risks.map(r => [r.step.id, r.before, r.needed, r.left]),
      [['c', 2, 180, 120]],
    );
  });

  test('what lies with nobody is done by all who are there, and by none where nobody is', () => {
    const pool = ['a', 'b', 'c'].map(id => step(id, '10:00', null));
    assert.deepEqual(risksOf(pool, asked(person, 2)), []);
    assert.equal(risksOf(pool, asked(person, 0)).length, 3);
  });

  test('what is late already stands before the others and is told elsewhere; what is due later is not looked at', () => {
    const steps = [step('late', '07:45'), step('next', '09:00')];
    const later: OpenStep = { id: 'later', dueAt: new Date('2026-11-24T10:00:00+07:00'), worker: 'sen' };
    const risks = risksOf([...steps, later], asked(person));
    assert.deepEqual(
      risks.map(r => [r.step.id, r.before]),
      [['next', 1]],
    );
  });

  test('what lies with somebody who is away and is due before he is back is told however far that is, and what is due after that is not', () => {
    const due = (id: string, day: string): OpenStep => ({
      id,
      dueAt: new Date(`${day}T17:00:00+07:00`),
      worker: 'sen',
    });
    const steps = [due('today', '2026-11-20'), due('tuesday', '2026-11-24'), due('friday', '2026-11-27')];
    const told = (back: Date | null, pace: Pace | null = person) =>
      risksOf(steps, asked(pace, 1, back)).map(r => [r.step.id, r.hands]);
    assert.deepEqual(told(null), []);
    const wednesday = new Date('2026-11-25T00:00:00+07:00');
    const before = [
      ['today', 0],
      ['tuesday', 0],
    ];
    assert.deepEqual(told(wednesday), before);
    assert.deepEqual(told(wednesday, null), before, 'at whatever pace');
  });

  test('of who is away what somebody does for him has no other time than it had', () => {
    const all = { ...asked(person), backOf: (s: OpenStep) => (s.id === 'acted' ? null : UNTIL) };
    const told = risksOf([step('own', '16:00'), step('acted', '10:00')], all);
    assert.deepEqual(
      told.map(r => r.step.id),
      ['own'],
    );
  });

  test('who is back at two has no more than the rest of the day for what is due today', () => {
    const steps = [step('a', '16:00'), step('b', '16:30'), step('c', '17:00')];
    assert.deepEqual(risksOf(steps, asked(person)), []);
    assert.deepEqual(
      risksOf(steps, asked(person, 1, at('14:30'))).map(r => [r.step.id, r.needed, r.left]),
      [['c', 180, 150]],
    );
  });

  test('nothing is said of whom nothing is known', () => {
    assert.deepEqual(risksOf([step('a', '08:05')], asked(null)), []);
    assert.equal(paceOf({ done: 0, minutes: 0 }, 9600, 'person'), null);
  });

  test('a step that waited among many is no slow one: ten days’ work of two hundred steps is 24 minutes each', () => {
    assert.equal(paceOf({ done: 200, minutes: 200 * 960 }, 4800, 'person')?.minutes, 24);
    assert.equal(paceOf({ done: 10, minutes: 300 }, 4800, 'person')?.minutes, 30);
    assert.equal(paceOf({ done: 100, minutes: 100 * 960 }, 4800, 'agency', 3)?.minutes, 144);
  });

  test('who has more hands, or takes less time, is never later', () => {
    const times = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 5 }),
        (dues, minutes, hands) => {
          const steps = dues.map((m, i) => ({
            id: `s${i}`,
            dueAt: new Date(at('08:00').getTime() + m * 60_000),
            worker: null,
          }));
          const late = (p: number, h: number) =>
            new Set(risksOf(steps, asked({ minutes: p, from: 'person' }, h)).map(r => r.step.id));
          const all = late(minutes, hands);
          for (const better of [late(minutes / 2, hands), late(minutes, hands + 1)])
            assert.ok([...better].every(id => all.has(id)));
        },
      ),
    );
  });
});
