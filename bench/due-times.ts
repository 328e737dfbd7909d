// Promise: at least 100,000 due times a second on one core. A mix as an installation has it: same-day, working days,
// hours, calendar days and months, one in four with pauses, over 2021–2027.
import { due, dueAt, type Limit, type Pause } from '#engines/worktime';
import { usual } from '../src/engines/worktime/testing/calendars.ts';

const GOAL = 100_000;
const SIZE = 20_000;
const MINUTE = 60_000;
const FROM = Date.parse('2021-01-01T00:00:00+07:00');
const SPAN = Date.parse('2027-10-01T00:00:00+07:00') - FROM;

// A linear congruential generator (Numerical Recipes): the same mix in every run.
let seed = 42;
const random = (below: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed % below;
};

const limits: Limit[] = [
  { n: 0, unit: 'working-day', cutOff: '15:00' },
  { n: 1, unit: 'working-day' },
  { n: 3, unit: 'working-day' },
  { n: 5, unit: 'working-day' },
  { n: 10, unit: 'working-day' },
  { n: 20, unit: 'working-day' },
  { n: 30, unit: 'working-day' },
  { n: 4, unit: 'working-hour' },
  { n: 15, unit: 'calendar-day' },
  { n: 1, unit: 'month' },
];

const mix = Array.from({ length: SIZE }, () => {
  const start = new Date(FROM + (random(SPAN / MINUTE) | 0) * MINUTE);
  const pauses: Pause[] = [];
  for (let at = start.getTime(), k = random(4) === 0 ? 1 + random(2) : 0; k > 0; k--) {
    at += random(4 * 1440) * MINUTE;
    const from = new Date(at);
    at += random(5 * 1440) * MINUTE;
    pauses.push({ from, to: new Date(at) });
  }
  return { start, limit: limits[random(limits.length)]!, pauses };
});

// What it takes at the very least: find the day, read which working day it is, read the n-th after it.
function bare({ start, limit }: (typeof mix)[number]): Date {
  const d = Math.floor((start.getTime() / MINUTE + 420) / 1440) - usual.firstDay;
  const last = usual.workdays[usual.workdaysBefore[d]! + limit.n]!;
  return new Date((last + usual.firstDay) * 86_400_000);
}

/** Operations a second of one core's time: the best of five rounds, after one to warm up. */
function rate(run: (one: (typeof mix)[number]) => unknown): number {
  let best = 0;
  for (let round = 0; round < 6; round++) {
    const began = process.cpuUsage();
    let check = 0;
    for (const one of mix) if (run(one)) check++;
    const { user, system } = process.cpuUsage(began);
    const seconds = (user + system) / 1e6;
    if (check !== SIZE) throw new Error('a due time is missing');
    if (round > 0) best = Math.max(best, SIZE / seconds);
  }
  return Math.round(best);
}

const limit = rate(bare);
const report = (name: string, value: number) =>
  console.log(
    `bench ${name} value=${value}/s limit=${limit}/s ratio=${(value / limit).toFixed(3)} goal=${GOAL}/s ${value >= GOAL ? 'ok' : 'short'}`,
  );
report(
  'due-times',
  rate(o => dueAt(o.start, o.limit, usual, o.pauses)),
);
report(
  'due-times-with-steps',
  rate(o => due(o.start, o.limit, usual, o.pauses).steps),
);
