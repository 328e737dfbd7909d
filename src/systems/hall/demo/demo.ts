import { giveNumbers } from '#engines/numbering';
import { type Agency, listAgencies } from '#engines/organisation';
import { loadCalendar, workingMinutes } from '#engines/worktime';
import { dayBefore, localDate, localInstant } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { type Ledger, ledgerService } from '#platform/ledger';
import { listDevices } from '../devices/device.ts';
import { makeDevice, pairDevice } from '../devices/pair.ts';
import { digestOf, newDeviceToken } from '../devices/token.ts';
import { setGroup } from '../queue/groups.ts';
import { type PlannedTicket, planDay, planToday } from './plan.ts';

const GROUPS = [
  ['A', 'Hộ tịch, chứng thực'],
  ['B', 'Đất đai, xây dựng'],
  ['C', 'Kinh doanh và việc khác'],
] as const;

const HOUR = 3_600_000;
const MINUTE = 60_000;
const DAYS_BEFORE = 14;

/** Enters the numbers of a day, with the books that gave them. */
async function enterDay(
  tx: Tx,
  agencyId: string,
  day: string,
  tickets: readonly PlannedTicket[],
): Promise<void> {
  const kiosk = (await listDevices(tx, agencyId)).find(d => d.kind === 'kiosk' && d.pairedAt);
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
    ...{ taken: at(t.takenAt), called: at(t.calledAt), ended: at(t.endedAt) },
    channel: t.channel === 'kiosk' && !kiosk ? 'desk' : t.channel,
    device: t.channel === 'kiosk' ? (kiosk?.id ?? null) : null,
    holder: t.channel === 'phone' ? digestOf(newDeviceToken()).toString('hex') : null,
  }));
  await tx.run(
    `INSERT INTO hall.ticket (id, agency_id, day, letter, n, priority, taken_at, turn_at, state, desk, called_at, first_called_at, calls, ended_at, channel, device_id, holder_hash)
     SELECT r.id, $1, $2::date, r.letter, r.n, p.code, r.taken, r.taken - make_interval(mins => coalesce(p.ahead_minutes, 0)), r.state, r.desk,
       r.called, r.called, CASE WHEN r.called IS NULL THEN 0 ELSE 1 END, r.ended, r.channel, r.device, decode(r.holder, 'hex')
     FROM jsonb_to_recordset($3::jsonb) AS r (id uuid, letter text, n int, priority text, taken timestamptz, state text, desk smallint,
       called timestamptz, ended timestamptz, channel text, device uuid, holder text)
     LEFT JOIN hall.priority p ON p.code = r.priority`,
    [agencyId, day, JSON.stringify(rows)],
  );
}

const DEVICES = [
  ['kiosk', 'Ki-ốt cửa chính'],
  ['screen', 'Màn hình sảnh'],
] as const;

/** A kiosk and a screen that were paired some time ago; no browser has their cookies. */
async function pairDevices(tx: Tx, agencyId: string, ledger: Ledger, at: Date): Promise<void> {
  for (const [kind, name] of DEVICES) {
    const { code } = await makeDevice(tx, { agencyId, kind, name }, { ledger, actor: 'system', at });
    await pairDevice(tx, digestOf(code), { ledger, at });
  }
}

/** Today as it stands now, and two weeks before with their mornings and afternoons. */
async function fillHall(tx: Tx, office: Agency, ledger: Ledger, now: Date): Promise<void> {
  if (await tx.maybe('SELECT 1 FROM hall.ticket WHERE agency_id = $1 LIMIT 1', [office.id])) return;
  await pairDevices(tx, office.id, ledger, now);
  const today = localDate(now);
  const start = localInstant(today);
  const calendar = await loadCalendar(tx, office.id, now);
  const sinceDoors =
    workingMinutes(start, now, calendar) >= 60 &&
    workingMinutes(new Date(now.getTime() - MINUTE), now, calendar) > 0;
  await enterDay(tx, office.id, today, planToday(7, start.getTime(), now.getTime(), sinceDoors));
  let day = today;
  for (let i = 1; i <= DAYS_BEFORE; i++) {
    day = dayBefore(day);
    const midnight = localInstant(day).getTime();
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    await enterDay(tx, office.id, day, planDay(i, midnight, midnight + 24 * HOUR));
  }
}

/**
 * A demo that is started again on a later working day has its hall full again, of people who came since the doors opened: nobody comes
 * before that, on days off, or twice. What was taken on that day by somebody who looks at the demo is left as it is.
 */
export async function refillHall(tx: Tx, officeId: string, now: Date): Promise<void> {
  const today = localDate(now);
  const last = await tx.maybe<{ day: string }>(
    `SELECT to_char(max(day), 'YYYY-MM-DD') AS day FROM hall.ticket WHERE agency_id = $1 HAVING max(day) IS NOT NULL`,
    [officeId],
  );
  if (!last || last.day >= today) return;
  const midnight = localInstant(today);
  if (workingMinutes(midnight, now, await loadCalendar(tx, officeId, now)) <= 0) return;
  const seed = Math.floor(midnight.getTime() / (24 * HOUR));
  const tickets = planDay(seed, midnight.getTime(), now.getTime());
  if (tickets.length) await enterDay(tx, officeId, today, tickets);
}

const bacHaOf = (agencies: readonly Agency[]): Agency | undefined =>
  agencies.find(a => a.name.endsWith('xã Bắc Hà'));

/** At each start; see `refillHall`. An installation that is no demo, or not filled yet, has nothing to do. */
export async function prepareHall(env: Env): Promise<void> {
  if (!env.site.demo) return;
  const now = env.clock.now();
  const bacHa = bacHaOf(await listAgencies(env.db, localDate(now), ['service-centre']));
  if (bacHa) await env.db.tx(tx => refillHall(tx, bacHa.id, now));
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
    const bacHa = bacHaOf(agencies);
    if (bacHa) await fillHall(tx, bacHa, env.get(ledgerService), now);
  });
}
