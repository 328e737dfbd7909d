import type { TicketState } from '../queue/types.ts';

/** A number of the demo. Times are milliseconds. */
export type PlannedTicket = {
  letter: string;
  n: number;
  priority: string | null;
  takenAt: number;
  state: TicketState;
  desk: number | null;
  calledAt: number | null;
  endedAt: number | null;
  channel: 'desk' | 'kiosk' | 'phone';
};

const MINUTE = 60_000;
const DESKS = 3;

/** Numbers from 0 to 1, always the same for the same seed (Park and Miller’s generator). */
function randomOf(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const letterOf = (r: number): string => (r < 0.5 ? 'A' : r < 0.8 ? 'B' : 'C');

/** What is to be seen of a number at `now`, when it is called at `calledAt` and done with at `endedAt`. */
function stateAt(now: number, calledAt: number, endedAt: number, came: boolean): TicketState {
  if (calledAt > now) return 'waiting';
  if (!came) return 'skipped';
  if (endedAt <= now) return 'done';
  return now - calledAt < MINUTE ? 'called' : 'serving';
}

const channelOf = (r: number): PlannedTicket['channel'] => (r < 0.3 ? 'phone' : r < 0.8 ? 'kiosk' : 'desk');

/**
 * A morning or afternoon in a hall: people come between `from` and `to`, three desks serve them in turn, some do not come when
 * called; as it stands at `now`. `numbers` are the last ones given, by letter, and go on.
 */
export function planTickets(
  seed: number,
  span: { from: number; to: number; count: number; now: number },
  numbers: Map<string, number> = new Map(),
): PlannedTicket[] {
  const random = randomOf(seed);
  const length = span.to - span.from;
  // More come early: the square pulls them to the beginning.
  const arrivals = Array.from({ length: span.count }, () => span.from + random() ** 1.3 * length).sort(
    (a, b) => a - b,
  );
  const free = Array.from({ length: DESKS }, () => span.from);
  return arrivals.map(takenAt => {
    const letter = letterOf(random());
    const n = (numbers.get(letter) ?? 0) + 1;
    numbers.set(letter, n);
    const desk = free.indexOf(Math.min(...free));
    const calledAt = Math.max(takenAt + MINUTE / 2, free[desk] ?? 0);
    const came = random() > 0.06;
    const endedAt = calledAt + (came ? 7 + random() * 12 : 1.5) * MINUTE;
    free[desk] = endedAt + MINUTE / 2;
    const state = stateAt(span.now, calledAt, endedAt, came);
    const waits = state === 'waiting';
    return {
      letter,
      n,
      priority: random() < 0.08 ? 'elderly' : null,
      takenAt,
      state,
      desk: waits ? null : desk + 1,
      calledAt: waits ? null : calledAt,
      endedAt: state === 'done' || state === 'skipped' ? Math.min(endedAt, span.now) : null,
      channel: channelOf(random()),
    };
  });
}

const HOUR = 60 * MINUTE;

/**
 * A day in a hall from its midnight on (milliseconds), as it stands at `now`: a morning and an afternoon, of which only what has begun
 * by then has people. Numbers go on from one to the other.
 */
export function planDay(seed: number, midnight: number, now: number): PlannedTicket[] {
  const numbers = new Map<string, number>();
  const spans = [
    { from: midnight + 7.5 * HOUR, to: midnight + 11 * HOUR, count: 38 + ((seed * 7) % 20) },
    { from: midnight + 13.5 * HOUR, to: midnight + 16.5 * HOUR, count: 22 + ((seed * 5) % 14) },
  ];
  return spans.flatMap(({ from, to, count }, i) => {
    if (now <= from) return [];
    const until = Math.min(to, now);
    const come = Math.ceil((count * (until - from)) / (to - from));
    return planTickets(seed * 10 + i, { from, to: until, count: come, now }, numbers);
  });
}

/** Outside office hours the hall of a demo was opened so long before: somebody who looks at it finds people in it. */
const OPENED = 2.5 * HOUR;

/** The hall of a demo on the day on which it is made: since its doors opened, or (`sinceDoors` false) of the last hours, whatever the hour. */
export function planToday(seed: number, midnight: number, now: number, sinceDoors: boolean): PlannedTicket[] {
  if (sinceDoors) {
    // Of some such days one on which people wait just now: an empty hall shows nothing.
    const days = Array.from({ length: 20 }, (_, i) => planDay(seed + i, midnight, now));
    return days.find(tickets => tickets.filter(t => t.state === 'waiting').length > 2) ?? days[0] ?? [];
  }
  const from = Math.max(midnight, now - OPENED);
  return planTickets(seed, { from, to: now, count: Math.ceil((44 * (now - from)) / OPENED), now });
}
