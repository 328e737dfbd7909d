import { getAgency } from '#engines/organisation';
import { findTask, TaskDone, TaskSuspended } from '#engines/work';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { CaseDeps } from '../deps.ts';
import { AlreadyAsked, ConsultNobody } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { openQuestion } from '../questions/open.ts';
import { openQuestions } from '../questions/question.ts';
import { lockDossier } from '../read/dossier.ts';
import type { Actor, Dossier } from '../types.ts';
import { undoable } from '../undo/keep-act.ts';
import { targetOf } from './status.ts';
import { writtenReason } from './written.ts';

/** What an agency may say when an official asks for its opinion, or for what it knows. */
const OPINIONS = ['agree', 'agree-with-comments', 'disagree', 'inform'] as const;

/** Most agencies asked with one question, and longest time that one may give them. */
const MOST_AGENCIES = 12;
export const LONGEST_CONSULTATION_DAYS = 60;

export type Consultation = {
  dossierId: string;
  /** The step in whose course it is asked. */
  taskId: string;
  agencyIds: readonly string[];
  what: string;
  /** Working days for the answer; null: what the process says. */
  days: number | null;
};

/**
 * The office asks other agencies for their opinion, each with the same limit, all at once. The clock stands still meanwhile if
 * the process says so (`fs:clock="stop"`), but never longer than the answers may take.
 *
 * | refusal | when |
 * | --- | --- |
 * | REASON_MISSING, REASON_TOO_LONG | there is no question, or too long a one |
 * | CONSULT_NOBODY | no agency was named, too many, or the asking one itself; or there is no limit |
 * | ALREADY_ASKED | the agency has not answered this step's last question yet |
 * | TASK_DONE, TASK_SUSPENDED | the step is not to be done (any more, at present) |
 * | ACT_NOT_ALLOWED_NOW | the dossier's status does not allow it |
 */
export const consult = undoable(
  async (tx: Tx, deps: Pick<CaseDeps, 'ledger'>, input: Consultation, actor: Actor): Promise<Dossier> => {
    const what = writtenReason(input.what);
    let dossier = await lockDossier(tx, input.dossierId);
    const task = await findTask(tx, input.taskId);
    if (task?.subjectId !== dossier.id) throw NotFound();
    if (task.state !== 'open') throw task.state === 'suspended' ? TaskSuspended() : TaskDone();
    await targetOf(tx, dossier, 'consult');
    const { version, graph } = await loadProcedure(tx, dossier);
    const days = input.days ?? 0;
    const limit = input.days === null ? graph.handling.consult : { n: days, unit: 'working-day' as const };
    const agencies = [...new Set(input.agencyIds)];
    const fits = agencies.length > 0 && agencies.length <= MOST_AGENCIES && !agencies.includes(task.agencyId);
    const inTime = limit && limit.n >= 1 && Number.isInteger(limit.n) && days <= LONGEST_CONSULTATION_DAYS;
    if (!fits || !inTime) throw ConsultNobody({ most: MOST_AGENCIES, days: LONGEST_CONSULTATION_DAYS });
    const open = await openQuestions(tx, dossier.id);
    for (const agencyId of agencies) {
      const agency = await getAgency(tx, agencyId, localDate(actor.at));
      if (open.some(q => q.toAgency === agency.id && q.elementId === null))
        throw AlreadyAsked({ agency: agency.name });
      dossier = await openQuestion(
        tx,
        deps.ledger,
        dossier,
        version.name,
        {
          elementId: null,
          message: null,
          scope: null,
          toAgency: agency.id,
          fromAgency: task.agencyId,
          askedTask: task.id,
          what,
          stopsClock: graph.handling.consultStopsClock,
          outcomes: OPINIONS,
          limit,
          escalate: graph.handling.escalate,
          step: `Cho ý kiến: ${task.title.step}`,
        },
        actor,
      );
    }
    return dossier;
  },
);
