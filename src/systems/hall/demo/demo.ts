import { giveNumbers } from '#engines/numbering';
import { type Agency, listAgencies } from '#engines/organisation';
import { dayBefore, localDate, localInstant } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { digestOf, newDeviceToken } from '../devices/token.ts';
import { setGroup } from '../queue/groups.ts';
import { type PlannedTicket, planTickets } from './plan.ts';

const GROUPS = [
  ['A', 'Hộ tịch, chứng thực'],
  ['B', 'Đất đai, xây dựng'],
  ['C', 'Kinh doanh và việc khác'],
] as const;

const HOUR = 3_600_000;
/** So long before the start the hall of the demo was opened, whatever the hour: somebody who looks at it finds people in it. */
const OPENED = 2.5 * HOUR;
const DAYS_BEFORE = 14;

/** Enters the numbers of a day, with the books that gave them. */
async function enterDay(
  tx: Tx,
  agencyId: string,
  day: string,
  tickets: readonly PlannedTicket[],
): Promise<void> {
  const letters = [...new Set(tickets.map(t => t.letter))];
  await giveNumbers(
    tx,
    letters.map(letter => ({
      ...{ id: newId(), agencyId, series: agencyId, kind: `hall-${letter.toLowerCase()}`, period: day },
      count: tickets.filter(t => t.letter === letter).length,
    })),
  );
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const rows = tickets.map(t => ({
    ...{ id: newId(), letter: t.letter, n: t.n, priority: t.priority, state: t.state, desk: t.desk },
    ...{ taken: at(t.takenAt), called: at(t.calledAt), ended: at(t.endedAt), channel: t.channel },
    holder: t.channel === 'phone' ? digestOf(newDeviceToken()).toString('hex') : null,
  }));
  await tx.run(
    `INSERT INTO hall.ticket (id, agency_id, day, letter, n, priority, taken_at, turn_at, state, desk, called_at, first_called_at, calls, ended_at, channel, holder_hash)
     SELECT r.id, $1, $2::date, r.letter, r.n, p.code, r.taken, r.taken - make_interval(mins => coalesce(p.ahead_minutes, 0)), r.state, r.desk,
       r.called, r.called, CASE WHEN r.called IS NULL THEN 0 ELSE 1 END, r.ended, r.channel, decode(r.holder, 'hex')
     FROM jsonb_to_recordset($3::jsonb) AS r (id uuid, letter text, n int, priority text, taken timestamptz, state text, desk smallint,
       called timestamptz, ended timestamptz, channel text, holder text)
     LEFT JOIN hall.priority p ON p.code = r.priority`,
    [agencyId, day, JSON.stringify(rows)],
  );
}

/** Today as it stands now, and two weeks before with their mornings and afternoons. */
async function fillHall(tx: Tx, office: Agency, now: Date): Promise<void> {
  if (await tx.maybe('SELECT 1 FROM hall.ticket WHERE agency_id = $1 LIMIT 1', [office.id])) return;
  const today = localDate(now);
  const from = Math.max(localInstant(today).getTime(), now.getTime() - OPENED);
  const to = now.getTime();
  const share = (to - from) / OPENED;
  const count = Math.ceil(44 * share);
  await enterDay(tx, office.id, today, planTickets(7, { from, to, count, now: to }));
  let day = today;
  for (let i = 1; i <= DAYS_BEFORE; i++) {
    day = dayBefore(day);
    const midnight = localInstant(day).getTime();
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    const numbers = new Map<string, number>();
    const spans = [
      { from: midnight + 7.5 * HOUR, to: midnight + 11 * HOUR, count: 38 + ((i * 7) % 20) },
      { from: midnight + 13.5 * HOUR, to: midnight + 16.5 * HOUR, count: 22 + ((i * 5) % 14) },
    ];
    const tickets = spans.flatMap((span, j) =>
      planTickets(i * 10 + j, { ...span, now: midnight + 24 * HOUR }, numbers),
    );
    await enterDay(tx, office.id, day, tickets);
  }
}

/**
 * Groups of every commune’s service centre, as such an office has them: its clerks rename and close them. In the hall of Bắc Hà people wait;
 * none of them is anybody.
 */
export async function demoHalls(env: Env): Promise<void> {
  const now = env.clock.now();
  const agencies = await listAgencies(env.db, localDate(now), ['service-centre']);
  await env.db.tx(async tx => {
    for (const centre of agencies)
      for (const [letter, name] of GROUPS) await setGroup(tx, centre.id, { letter, name, open: true });
    const bacHa = agencies.find(a => a.name.endsWith('xã Bắc Hà'));
    if (bacHa) await fillHall(tx, bacHa, now);
  });
}
