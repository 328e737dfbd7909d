import { findAgency } from '#engines/organisation';
import { openTasks, type Task } from '#engines/work';
import { type Calendar, type Deadline, deadline, type Explanation, explain } from '#engines/worktime';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { HistoryEntry, Ledger } from '#platform/ledger';
import { calendarOf } from '../acts/deadline.ts';
import type { Dossier, Paper, Result, SupplementRequest } from '../types.ts';
import { listPapers, listPauses, listResults, listSupplementRequests } from './dossier.ts';

/** One thing that happened, with the names as the reader knows them. */
export type Happening = {
  kind: string;
  at: Date;
  /** Account name; null for the system or where the account is gone. */
  who: string | null;
  agency: string | null;
  body: Record<string, unknown>;
  personal: Record<string, unknown>;
  sealed: boolean;
};

/** Everything that a page about one dossier shows. */
export type Story = {
  dossier: Dossier;
  agencyName: string;
  calendar: Calendar;
  /** How the deadline stands now; null once the dossier has its result or is closed. */
  deadline: Deadline | null;
  explanation: Explanation;
  /** What is to be done now, and where. */
  tasks: Array<Task & { agencyName: string }>;
  happenings: Happening[];
  papers: Paper[];
  results: Result[];
  supplements: SupplementRequest[];
};

const RUNNING = new Set(['received', 'processing', 'supplementing', 'awaiting-payment']);

async function namesOf(q: Queryable, entries: readonly HistoryEntry[]): Promise<Map<string, string>> {
  const ids = [...new Set(entries.map(e => e.actor))].filter(id => /^[0-9a-f-]{36}$/.test(id));
  const rows = await q.query<{ id: string; name: string }>('SELECT id, name FROM identity.account WHERE id = ANY ($1::uuid[])', [ids]);
  return new Map(rows.map(r => [r.id, r.name]));
}

async function agencyName(q: Queryable, id: string | null, at: Date): Promise<string | null> {
  return id ? ((await findAgency(q, id, localDate(at)))?.name ?? null) : null;
}

/** The story of a dossier as it stands at `now`. */
export async function storyOf(q: Queryable, ledger: Ledger, dossier: Dossier, now: Date): Promise<Story> {
  const [calendar, pauses, tasks, history, papers, results, supplements] = [
    await calendarOf(q, dossier),
    await listPauses(q, dossier.id),
    await openTasks(q, dossier.id),
    await ledger.history(q, `dossier:${dossier.id}`),
    await listPapers(q, dossier.id),
    await listResults(q, dossier.id),
    await listSupplementRequests(q, dossier.id),
  ];
  const names = await namesOf(q, history);
  const paused = pauses.find(p => p.to === null)?.from ?? null;
  const happenings: Happening[] = [];
  for (const e of history.filter(h => h.kind.startsWith('case.'))) {
    happenings.push({
      kind: e.kind.slice('case.'.length),
      at: e.at,
      who: names.get(e.actor) ?? null,
      agency: await agencyName(q, e.agency, e.at),
      body: e.body,
      personal: e.personal,
      sealed: e.position !== null,
    });
  }
  return {
    dossier,
    agencyName: (await agencyName(q, dossier.agencyId, dossier.receivedAt)) ?? '',
    calendar,
    deadline: RUNNING.has(dossier.status) ? deadline(now, dossier.dueAt, calendar, paused) : null,
    explanation: explain(
      dossier.receivedAt,
      dossier.timeLimit,
      calendar,
      pauses.map(({ from, to, kind }) => ({ from, to, reason: kind })),
      { now },
    ),
    tasks: await Promise.all(tasks.map(async t => ({ ...t, agencyName: (await agencyName(q, t.agencyId, now)) ?? '' }))),
    happenings: happenings.reverse(),
    papers,
    results,
    supplements,
  };
}
