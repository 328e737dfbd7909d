import { type NewTask, searchText, type Task } from '#engines/work';
import { fold } from '#platform/text';
import { isNewPaper } from '../hand-over/new-paper-ref.ts';
import { QUESTION_REF } from '../questions/question.ts';
import type { Dossier } from '../types.ts';
import { REFUSAL_REF } from './refusal-ref.ts';

/** Of a task about a dossier: what it is and where it lies. */
type Given = Pick<NewTask, 'elementId' | 'agencyId' | 'permission' | 'dueAt'> &
  Pick<Partial<NewTask>, 'ref' | 'postId' | 'dueBasis' | 'escalateAt'> & {
    /** What is to be done, e.g. `Thẩm định`. */
    step: string;
  };

/** What a search for a task about a dossier looks in; whoever applies for himself has one name. */
export function searchOf(
  { code, ownerName, applicantName }: Pick<Dossier, 'code' | 'ownerName' | 'applicantName'>,
  matter: string,
  step: string,
): string {
  // People remember the day and the number of a code, not the agency in front.
  const run = code.split('-').slice(1).join(' ');
  return searchText([`${code} ${run}`, ...new Set([ownerName, applicantName]), matter, step].map(fold));
}

/** What an open task says of its dossier, and what it is found by. `matter`: name of the procedure. */
export const subjectOf = (
  dossier: Dossier,
  matter: string,
  step: string,
): Pick<NewTask, 'title' | 'search'> => ({
  title: {
    step,
    code: dossier.code,
    person: dossier.ownerName,
    matter,
    channel: dossier.channel,
    procedure: dossier.procedureCode,
  },
  search: searchOf(dossier, matter, step),
});

/** A task about a dossier as inboxes show it and searches find it. `matter`: name of the procedure. */
export function taskAbout(dossier: Dossier, matter: string, { step, ...task }: Given): NewTask {
  return {
    ...task,
    subjectKind: 'dossier',
    subjectId: dossier.id,
    field: dossier.field,
    areaId: dossier.areaId,
    ...subjectOf(dossier, matter, step),
  };
}

/** How the marks of tasks begin that somebody ends and that are no step: an answer to a question, a proposal that is sent back. */
export const NO_STEP_REFS = [QUESTION_REF, REFUSAL_REF] as const;

export type TaskKind = 'step' | 'question' | 'paper' | 'notice';

/**
 * What a task about a dossier is: a step of its process, a question to the agency, a new paper to hand over after its process, or something
 * to be read. By its mark: a step bears the number of its token.
 */
export function taskKind({ ref }: Pick<Task, 'ref'>): TaskKind {
  if (/^\d+$/.test(ref)) return 'step';
  if (isNewPaper({ ref })) return 'paper';
  return ref.startsWith(QUESTION_REF) ? 'question' : 'notice';
}
