import { findDossiers, listPausesOf } from '#engines/cases';
import { type Increment, increase, resetIndicators } from '#engines/indicators';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

/**
 * What is counted of dossiers, about their field and procedure (`FIELD/CODE`): received, for the agency that was to decide when it came in, wherever
 * it went since; the rest for the one that decides.
 */
export const RECEIVED = 'cases.received';
export const IN_TIME = 'cases.in-time';
export const LATE = 'cases.late';
export const CLOSED = 'cases.closed';
/** Whose applicant was asked for papers more than once (an agency is to ask once for all; the article is to be compared with its text). */
export const ASKED_AGAIN = 'cases.asked-again';
export const COUNTED = [RECEIVED, IN_TIME, LATE, CLOSED, ASKED_AGAIN] as const;

/** The field of what an indicator of dossiers is about. */
export const fieldIn = (about: string): string => about.slice(0, about.lastIndexOf('/'));

const ENDED = new Set(['case.refused', 'case.withdrawn', 'case.stopped']);
/** What may be the last of the results that a dossier is to have: one that is issued, or refused in writing. */
const RESULTS = new Set(['case.result-issued', 'case.result-declined']);

const COUNTED_KINDS = ['case.submitted', 'case.supplement-requested', ...RESULTS, ...ENDED];

type Told = Pick<Entry, 'kind' | 'body' | 'at'>;
type Pauses = ReadonlyArray<{ from: Date; to: Date | null }>;

/** Whether the clock stood still until an instant. */
const stoodAt = (at: Date, pauses: Pauses): boolean =>
  pauses.some(p => p.from < at && (p.to === null || p.to >= at));

/** The act that an entry says was taken back, as its own entry told of it. */
const takenBack = ({ body }: Entry): Told => ({
  kind: `case.${body.act}`,
  body: {
    status: body.wasStatus,
    dueAt: body.wasDue,
    time: body.time,
    stood: stoodAt(
      new Date(String(body.actAt)),
      (body.pauses as Array<{ from: string; to: string | null }>).map(p => ({
        from: new Date(p.from),
        to: p.to === null ? null : new Date(p.to),
      })),
    ),
  },
  at: new Date(String(body.actAt)),
});

/**
 * Which indicators an entry adds to (decision 0559): what was ended after its due time was late, however it ended, unless its clock stood still
 * until then; a result, or that it is not settled, in time where it was not late. A dossier of several results is done with the last of them.
 */
function indicatorsOf({ kind, body, at }: Told, pauses: Pauses): string[] {
  if (kind === 'case.submitted') return [RECEIVED];
  // A third request makes no second dossier of it.
  if (kind === 'case.supplement-requested') return body.time === 2 ? [ASKED_AGAIN] : [];
  const isEnd = ENDED.has(kind);
  if (!isEnd && !(RESULTS.has(kind) && (body.status === 'completed' || body.status === 'returned')))
    return [];
  const stood = isEnd && (typeof body.stood === 'boolean' ? body.stood : stoodAt(at, pauses));
  const late = !stood && at.getTime() > Date.parse(String(body.dueAt));
  const settled = !isEnd || body.status === 'declined';
  return [...(isEnd ? [CLOSED] : []), ...(late ? [LATE] : settled ? [IN_TIME] : [])];
}

/** Of older entries that end a dossier, which do not say it: when its clock stood still. */
async function pausesFor(tx: Tx, told: ReadonlyArray<{ entry: Entry; told: Told }>) {
  const silent = told.filter(c => ENDED.has(c.told.kind) && typeof c.told.body.stood !== 'boolean');
  return silent.length ? listPausesOf(tx, [...new Set(silent.map(c => dossierIn(c.entry)))]) : new Map();
}

const UNDONE = 'case.act-undone';
const dossierIn = ({ subject }: Entry): string => subject.slice('dossier:'.length);

async function count(entries: readonly Entry[], tx: Tx): Promise<void> {
  const all = entries.map(entry => ({ entry, told: entry.kind === UNDONE ? takenBack(entry) : entry }));
  const pauses = await pausesFor(tx, all);
  const counted = all.flatMap(({ entry, told }) =>
    indicatorsOf(told, pauses.get(dossierIn(entry)) ?? []).map(indicator => ({ entry, told, indicator })),
  );
  if (!counted.length) return;
  const found = await findDossiers(tx, [...new Set(counted.map(c => dossierIn(c.entry)))]);
  const dossiers = new Map(found.map(d => [d.id, d]));
  await increase(
    tx,
    counted.flatMap(({ entry, told, indicator }): Increment[] => {
      const dossier = dossiers.get(dossierIn(entry));
      if (!dossier) return [];
      const increment: Increment = {
        indicator,
        // Read again when it has gone on to another, it is counted where it came in all the same.
        agencyId: indicator === RECEIVED ? String(told.body.agency) : dossier.agencyId,
        // What was taken in where there was no network was received on its day, not on that of its arrival.
        day: localDate(told.body.receivedAt ? new Date(String(told.body.receivedAt)) : told.at),
        about: `${dossier.field}/${dossier.procedureCode}`,
        subject: dossier.id,
        ...(entry.kind === UNDONE && { by: -1 }),
      };
      return [increment];
    }),
  );
}

/** Counts dossiers as the sealed ledger tells of them: each once, in time or late by the due time that held then, and no more where it was taken back. */
export const countDossiers: Follower = {
  id: 'performance.dossier-ends',
  kinds: [...COUNTED_KINDS, UNDONE],
  handle: (entry, tx) => count([entry], tx),
  handleAll: count,
  reset: tx => resetIndicators(tx, COUNTED),
};
