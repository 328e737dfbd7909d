import { findDossiers } from '#engines/cases';
import { increase, resetIndicators } from '#engines/indicators';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Entry, Follower } from '#platform/ledger';

/** What is counted of dossiers, for the agency that decides on them, about their field and procedure (`FIELD/CODE`). */
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

const COUNTED_KINDS = ['case.submitted', 'case.result-issued', 'case.supplement-requested', ...ENDED];

type Told = Pick<Entry, 'kind' | 'body' | 'at'>;

/** The act that an entry says was taken back, as its own entry told of it. */
const takenBack = ({ body }: Entry): Told => ({
  kind: `case.${body.act}`,
  body: { status: body.wasStatus, dueAt: body.wasDue, time: body.time },
  at: new Date(String(body.actAt)),
});

/** Which indicator an entry adds to: a dossier of several results is done with the last of them. */
function indicatorOf({ kind, body, at }: Told): string | null {
  if (!COUNTED_KINDS.includes(kind)) return null;
  if (kind === 'case.submitted') return RECEIVED;
  if (ENDED.has(kind)) return CLOSED;
  // A third request makes no second dossier of it.
  if (kind === 'case.supplement-requested') return body.time === 2 ? ASKED_AGAIN : null;
  if (body.status !== 'completed' && body.status !== 'returned') return null;
  return at.getTime() <= Date.parse(String(body.dueAt)) ? IN_TIME : LATE;
}

const UNDONE = 'case.act-undone';
const dossierIn = ({ subject }: Entry): string => subject.slice('dossier:'.length);

async function count(entries: readonly Entry[], tx: Tx): Promise<void> {
  const counted = entries.flatMap(entry => {
    const told = entry.kind === UNDONE ? takenBack(entry) : entry;
    const indicator = indicatorOf(told);
    return indicator ? [{ entry, told, indicator }] : [];
  });
  if (!counted.length) return;
  const found = await findDossiers(tx, [...new Set(counted.map(c => dossierIn(c.entry)))]);
  const dossiers = new Map(found.map(d => [d.id, d]));
  await increase(
    tx,
    counted.flatMap(({ entry, told, indicator }) => {
      const dossier = dossiers.get(dossierIn(entry));
      if (!dossier) return [];
      return {
        indicator,
        agencyId: dossier.agencyId,
        // What was taken in where there was no network was received on its day, not on that of its arrival.
        day: localDate(told.body.receivedAt ? new Date(String(told.body.receivedAt)) : told.at),
        about: `${dossier.field}/${dossier.procedureCode}`,
        subject: dossier.id,
        ...(entry.kind === UNDONE && { by: -1 }),
      };
    }),
  );
}

/** Counts dossiers as the sealed ledger tells of them: each once, in time or late by the due time that held then, and no more where it was taken back. */
export const countDossiers: Follower = {
  id: 'performance.dossiers',
  kinds: [...COUNTED_KINDS, UNDONE],
  handle: (entry, tx) => count([entry], tx),
  handleAll: count,
  reset: tx => resetIndicators(tx, COUNTED),
};
