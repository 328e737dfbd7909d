import { countIncidents, countUndelivered, listHeirless, listLeftBehind } from '#engines/cases';
import { holdsAll, type ScopedGrant } from '#engines/identity';
import type { Env } from '#platform/env';
import { countStuckJobs, findStandstill } from '#platform/jobs';
import { ledgerService } from '#platform/ledger';
import { countMatters, findMatters } from './find-matters.ts';
import { brokenParts } from './look-at-system.ts';

const MEND = 'incident.manage';

/** What waits at the incident desk, list by list. What is of the whole province is nought for who mends only a part of it. */
export type DeskCounts = Record<
  | 'incidents'
  | 'undelivered'
  | 'jobs'
  | 'standstill'
  | 'followers'
  | 'heirless'
  | 'left-behind'
  | 'system'
  | 'matters',
  number
>;

type Desk = Pick<Env, 'db' | 'clock' | 'get' | 'extensions'> & {
  visitor: { grants: readonly ScopedGrant[] } | null;
};

const mayMend = ({ visitor }: Pick<Desk, 'visitor'>): boolean =>
  visitor?.grants.some(g => g.permission === MEND) ?? false;

/** How much waits for the visitor at the incident desk. */
export async function deskCounts(desk: Desk): Promise<DeskCounts> {
  const { db, visitor } = desk;
  const counts: DeskCounts = {
    incidents: 0,
    undelivered: 0,
    jobs: 0,
    standstill: 0,
    followers: 0,
    heirless: 0,
    'left-behind': 0,
    system: 0,
    matters: 0,
  };
  if (!visitor || !mayMend(desk)) return counts;
  const now = desk.clock.now();
  counts.incidents = await countIncidents(db, visitor, now);
  counts.undelivered = await countUndelivered(db, visitor, now);
  if (!(await holdsAll({ db, clock: desk.clock, visitor }, MEND))) return counts;
  counts.jobs = (await countStuckJobs(db)).reduce((sum, { n }) => sum + n, 0);
  const { workers, silent, overdue } = await findStandstill(db);
  if (workers === 0) counts.standstill = Math.max(overdue, silent);
  counts.followers = (await desk.get(ledgerService).followers.standing(db)).length;
  counts.heirless = (await listHeirless(db, now)).reduce((sum, g) => sum + g.dossiers, 0);
  const left = (await listLeftBehind(desk, now)).flatMap(({ groups }) => groups);
  counts['left-behind'] = left.reduce((sum, g) => sum + g.count, 0);
  counts.system = await brokenParts(db);
  counts.matters = countMatters(await findMatters(db));
  return counts;
}

export const sumOf = (counts: DeskCounts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** The list where each kind waits, the ones that people wait for first. */
const LISTS = {
  standstill: '/he-thong',
  incidents: '',
  system: '/he-thong',
  heirless: '/co-quan',
  'left-behind': '/co-quan',
  undelivered: '/tin',
  followers: '/theo-so',
  jobs: '/viec-nen',
  matters: '/he-thong',
} as const satisfies Record<keyof DeskCounts, string>;

const KINDS = Object.keys(LISTS) as Array<keyof DeskCounts>;

/** The first list where something waits; undefined where nothing does. */
export function waitingList(counts: DeskCounts): string | undefined {
  const first = KINDS.find(kind => counts[kind] > 0);
  return first && `/can-bo/quan-tri/su-co${LISTS[first]}`;
}
