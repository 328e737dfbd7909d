import type { ProcessState } from '#engines/processes';
import { type TaskImage, taskImages } from '#engines/work';
import type { Queryable } from '#platform/db';
import { digest } from '../acts/digest.ts';

type Row = { id: string; [column: string]: unknown };

/** What of a dossier an act may change, exactly as the rows have it: times to the microsecond, and no text that anybody wrote. */
export type Image = {
  process: ProcessState;
  /** The columns of cases.dossier. */
  row: Record<string, unknown>;
  tasks: TaskImage[];
  pauses: Row[];
  timers: Array<Record<string, unknown> & { token: number; element_id: string; fires_at: string }>;
  questions: Row[];
  requests: Row[];
  /** Whether an apology had been given. */
  apology: boolean;
  papers: Row[];
  /** Incidents that waited to be mended. */
  incidents: string[];
};

const rows = (select: string) => `(SELECT coalesce(jsonb_agg(x), '[]') FROM (${select}) x)`;

const IMAGE = `SELECT jsonb_build_object(
  'process', d.process_state,
  'row', jsonb_build_object('status', d.status, 'closed_at', d.closed_at, 'paused', d.paused, 'agency_id', d.agency_id, 'area_id', d.area_id,
    'clock_agency_id', d.clock_agency_id, 'due_at', d.due_at, 'due_steps', d.due_steps, 'time_limit', d.time_limit),
  'pauses', ${rows('SELECT p.* FROM cases.pause p WHERE p.dossier_id = d.id')},
  'timers', ${rows('SELECT t.* FROM cases.timer t WHERE t.dossier_id = d.id')},
  'questions', ${rows(`SELECT id, element_id, message, from_agency, asked_post, asked_task, due_at, late_at, answered_at, answered_by,
    answered_agency, outcome, dropped_at, delivered_at FROM cases.question q WHERE q.dossier_id = d.id`)},
  'requests', ${rows('SELECT id, answered_at FROM cases.supplement_request s WHERE s.dossier_id = d.id AND s.undone_at IS NULL')},
  'apology', EXISTS (SELECT FROM cases.apology a WHERE a.dossier_id = d.id AND a.undone_at IS NULL),
  'papers', ${rows('SELECT id, replaced_by FROM cases.paper p WHERE p.dossier_id = d.id AND p.undone_at IS NULL')},
  'incidents', (SELECT coalesce(jsonb_agg(id), '[]') FROM cases.incident i WHERE i.dossier_id = d.id AND i.settled_at IS NULL)
  ) AS image FROM cases.dossier d WHERE d.id = $1`;

/** A locked dossier as it is now; undefined when there is none. */
export async function imageOf(q: Queryable, dossierId: string): Promise<Image | undefined> {
  const [row, tasks] = await Promise.all([
    q.maybe<{ image: Omit<Image, 'tasks'> }>(IMAGE, [dossierId]),
    taskImages(q, dossierId),
  ]);
  return row && { ...row.image, tasks };
}

/** Where a process stands, in a digest. Not which number the next token gets: numbers are never given twice, also where an act was taken back. */
export const standOf = ({ tokens, outcomes, end }: ProcessState): string =>
  digest({ tokens, outcomes, end: end ?? null });
