import { decide, type ScopedGrant } from '#engines/identity';
import type { Judged } from '../types.ts';

/** What someone may want to do with a dossier. */
export type Action =
  | 'read'
  | 'read-personal'
  | 'read-papers'
  | 'supplement'
  | 'withdraw'
  | 'correct-answers'
  | 'do-task'
  | 'request-supplement'
  | 'refuse'
  | 'propose-refusal'
  | 'consult'
  | 'settle-question'
  | 'answer'
  | 'stop'
  | 'transfer'
  | 'apologise'
  | 'assign'
  | 'sign'
  | 'mend'
  | 'undo'
  | 'carry-out';

export type Asker =
  | { kind: 'nobody' }
  | { kind: 'citizen'; accountId: string }
  | { kind: 'official'; accountId: string; grants: readonly ScopedGrant[] };

export type TaskFacts = {
  taskId: string;
  /** The task's agency and those above it on the day, the nearest first. */
  agencyPath: readonly string[];
  permission: string;
  /** A step of the process; a question to the agency, a new paper, or something to be read, gives no say over the dossier. */
  kind: 'step' | 'question' | 'paper' | 'notice';
  postId: string | null;
  state: 'open' | 'suspended' | 'done' | 'cancelled';
  /** Who ended it (an account). */
  endedBy?: string | null;
  /** It says of a step that it is soon due, or that who has it is away (`away`: that step's id): to be read, and nothing to be given to anybody. */
  warns?: { away: string | null };
  /** That the dossier be refused, as somebody proposed it to whoever the task lies before. */
  proposes?: boolean;
};

export type DossierFacts = {
  applicantId: string | null;
  /** Who may act in the applicant’s name in this today; looked up where a citizen asks. */
  delegates?: readonly string[];
  /** Code of the procedure's field. */
  field: string;
  /** Each agency that has to do with it (decides, received it, has or had a step) with those above it, the nearest first. */
  places: ReadonlyArray<readonly string[]>;
  /** The agency that decides, with those above. */
  decidedBy: readonly string[];
  /** The agency that received it, with those above. */
  receivedBy: readonly string[];
  tasks: readonly TaskFacts[];
  /** It was only received: nobody has taken it in hand. */
  untouched?: boolean;
  /** It waits for the applicant (papers, money), and has for longer than an agency has to wait. */
  waits?: boolean;
  /** A result of it was ended by a decision, with nothing in its place, while others are still to come. */
  fallen?: boolean;
  /** The act that somebody asks to take back: who did it, in which post, and one of which rights it needed; looked up where that is asked. */
  act?: { by: string; postId: string; permissions: readonly string[] };
  /** How it stood when this was read: goes along with who acts (`actorOn`, `actorAt`). */
  judged?: Judged;
};

const holds = (asker: Asker, permission: string, path: readonly string[], field: string): boolean =>
  asker.kind === 'official' && decide(asker.grants, permission, path, field);

/** Whether the asker holds the right of a task at its agency, through the post it was given to if any. */
function isHis(asker: Asker, task: TaskFacts, field: string): boolean {
  if (asker.kind !== 'official') return false;
  const grants = task.postId ? asker.grants.filter(g => g.postId === task.postId) : asker.grants;
  return decide(grants, task.permission, task.agencyPath, field);
}

/** The open tasks that the asker may do. */
export const doable = (asker: Asker, dossier: DossierFacts): TaskFacts[] =>
  dossier.tasks.filter(task => task.state === 'open' && isHis(asker, task, dossier.field));

/** Whether a task of the dossier lies before the asker, or did before it ended or came to wait. */
export const isOrWasHis = (asker: Asker, dossier: DossierFacts, taskId: string): boolean =>
  dossier.tasks.some(task => task.taskId === taskId && isHis(asker, task, dossier.field));

/** Whether a step that has ended, or waits, was one that the asker might have done: he came too late, rather than to what was never his. */
export const wasHis = (asker: Asker, dossier: DossierFacts): boolean =>
  dossier.tasks.some(task => task.state !== 'open' && isHis(asker, task, dossier.field));

/**
 * The open tasks of the dossier, or the one that is named, that were given to a post which is none of the asker's: but for that he might do them.
 */
export const liesWithAnother = (asker: Asker, dossier: DossierFacts, taskId?: string): string[] =>
  dossier.tasks
    .filter(task => task.state === 'open' && (taskId === undefined || task.taskId === taskId))
    .filter(
      task =>
        holds(asker, task.permission, task.agencyPath, dossier.field) && !isHis(asker, task, dossier.field),
    )
    .map(task => task.taskId);

/** Steps in whose course one may send a dossier back or turn it down. */
const DESK = new Set(['dossier.receive', 'dossier.process', 'dossier.decide']);

/** The open tasks in whose course the asker may send the dossier back or turn it down. */
export const atDesk = (asker: Asker, dossier: DossierFacts): TaskFacts[] =>
  doable(asker, dossier).filter(task => task.kind === 'step' && DESK.has(task.permission));

/** Whether a step lies at the agency that decides, at one directly below it, or where the dossier was received. */
const isHandling = (task: TaskFacts, { decidedBy, receivedBy }: DossierFacts): boolean =>
  task.agencyPath[0] === receivedBy[0] || task.agencyPath.slice(0, 2).includes(decidedBy[0] ?? '');

const handlesIt = (asker: Asker, dossier: DossierFacts): boolean =>
  atDesk(asker, dossier).some(task => isHandling(task, dossier));

/** Who holds one of these works on dossiers, and does not only look on. */
export const WORKING = [
  'dossier.receive',
  'dossier.process',
  'dossier.decide',
  'dossier.sign',
  'dossier.return',
];

/** Whether the asker works on dossiers of the field at an agency that has to do with this one, or above one. */
const worksOnIt = (asker: Asker, { places, field }: DossierFacts): boolean =>
  asker.kind === 'official' &&
  asker.grants.some(
    g =>
      WORKING.includes(g.permission) &&
      (!g.fields || g.fields.includes(field)) &&
      places.some(path => path.includes(g.agencyId)),
  );

/** One of which rights whoever answers for an agency holds. */
export const DECIDING: readonly string[] = ['dossier.decide', 'dossier.sign'];

const answersFor = (asker: Asker, dossier: DossierFacts): boolean =>
  DECIDING.some(right => holds(asker, right, dossier.decidedBy, dossier.field));

const signs = (asker: Asker, dossier: DossierFacts): boolean =>
  doable(asker, dossier).some(task => task.permission === 'dossier.sign');

/** Whether all that is still to be done lies with other agencies: what those decide is not turned down by who had it before. */
function isElsewhere(dossier: DossierFacts): boolean {
  const live = dossier.tasks.filter(
    task => task.kind === 'step' && (task.state === 'open' || task.state === 'suspended'),
  );
  return live.length > 0 && !live.some(task => isHandling(task, dossier));
}

/** Whether all that is left lies with one agency: no step is open at another, and no other one has signed a result of this dossier. */
const isAllAt = (agency: string | undefined, dossier: DossierFacts): boolean =>
  agency !== undefined &&
  dossier.tasks.every(task => {
    const ofOther = task.kind === 'step' && task.agencyPath[0] !== agency;
    const live = task.state === 'open' || task.state === 'suspended';
    const signed = task.state === 'done' && task.permission === 'dossier.sign';
    return !(ofOther && (live || signed));
  });

/** Whether the asker would sign all that is left. Of several results each agency decides its own (`decline`). */
const signsAllOfIt = (asker: Asker, dossier: DossierFacts): boolean =>
  isAllAt(doable(asker, dossier).find(task => task.permission === 'dossier.sign')?.agencyPath[0], dossier);

/** Whether the asker works on all that is left, wherever that lies (the land office, the tax office). */
const worksOnAllOfIt = (asker: Asker, dossier: DossierFacts): boolean =>
  atDesk(asker, dossier).some(task => isAllAt(task.agencyPath[0], dossier));

/** Whether it was proposed to the asker that the dossier be refused. */
const isAskedToRefuse = (asker: Asker, dossier: DossierFacts): boolean =>
  doable(asker, dossier).some(task => task.proposes);

/** Whether the asker decides about a dossier that was taken in hand. */
const decides = (asker: Asker, dossier: DossierFacts): boolean =>
  signsAllOfIt(asker, dossier) || (!isElsewhere(dossier) && answersFor(asker, dossier));

/** As `atDesk`, also while the dossier waits: whoever had it when it began to wait looks after it. */
export const keepsDesk = (asker: Asker, dossier: DossierFacts): TaskFacts[] =>
  dossier.tasks.filter(
    task =>
      (task.state === 'open' || task.state === 'suspended') &&
      task.kind === 'step' &&
      DESK.has(task.permission) &&
      isHis(asker, task, dossier.field),
  );

/** Whether the asker keeps a step where the dossier is handled, or one of an agency that has all that is left of it: no other has its own still before it. */
const keepsAllOfIt = (asker: Asker, dossier: DossierFacts): boolean =>
  keepsDesk(asker, dossier).some(
    kept =>
      isHandling(kept, dossier) ||
      dossier.tasks.every(
        task =>
          task.kind !== 'step' ||
          (task.state !== 'open' && task.state !== 'suspended') ||
          task.agencyPath[0] === kept.agencyPath[0],
      ),
  );

/** The warning before the asker that who has a step is away; undefined where there is none. */
export const awayToldOf = (asker: Asker, dossier: DossierFacts, taskId: string): TaskFacts | undefined =>
  doable(asker, dossier).find(task => task.warns?.away === taskId);

/** Whether the asker leads the agency at which a task lies. */
export const leadsAt = (asker: Asker, { field }: DossierFacts, task: TaskFacts): boolean =>
  holds(asker, 'dossier.decide', task.agencyPath, field);

/**
 * Open tasks that the asker may give to a post: those he may do himself, all of an agency that he leads, and of what he is told that its holder is away. A
 * warning is none of them.
 */
export const assignable = (asker: Asker, dossier: DossierFacts): TaskFacts[] =>
  dossier.tasks.filter(
    task =>
      task.state === 'open' &&
      !task.warns &&
      (isHis(asker, task, dossier.field) ||
        leadsAt(asker, dossier, task) ||
        awayToldOf(asker, dossier, task.taskId) !== undefined),
  );

/** Whether an act was the asker's, or that of a post that he holds or acts for. */
const isActOf = (
  asker: Extract<Asker, { kind: 'official' }>,
  act: NonNullable<DossierFacts['act']>,
): boolean =>
  asker.accountId === act.by ||
  asker.grants.some(g => g.postId === act.postId && act.permissions.includes(g.permission));

/**
 * Who may do what with a dossier, in one table. What the dossier's status allows is another question (cases.status_move).
 *
 * The applicant, or whoever he lets act in his name (identity: mandates):
 *
 * | action | the applicant | an official |
 * | --- | --- | --- |
 * | read | yes | who holds `dossier.read` at an agency that has to do with it |
 * | read-personal | yes | who may read it and holds `dossier.read-personal` there |
 * | read-papers | yes | who may read it, and its personal data, or holds a right to receive, process, decide, sign or hand over at an agency that has to do with it or above one |
 * | supplement, withdraw | yes | who holds `dossier.receive` where it was received |
 * | correct-answers | no | who holds `dossier.receive` where it was received; and who keeps a step of it, waiting or not, at the agency that decides, directly below it, or where it was received |
 * | do-task | no | who holds the right of one of its open tasks at the task's agency, through its post if it was given to one |
 * | request-supplement, consult | no | as do-task, for a step of receiving, processing or deciding |
 * | transfer | no | the same, where the step lies at the agency that decides, directly below it, or where it was received |
 * | refuse | no | as transfer while it is only received; then who has all that is left of it before him to sign, and who holds `dossier.decide` or `dossier.sign` at the agency that decides while no step has gone on to another; and to whom it was proposed |
 * | propose-refusal | no | as transfer, once it is more than received; and who works on all that is left of it, wherever that lies |
 * | settle-question | no | as request-supplement, also while the step waits; and who holds `dossier.process` at the agency that decides |
 * | stop | no | as refuse, once it is in hand; where the applicant has let it lie for long, also who keeps a step of it, waiting or not, at the agency that decides, directly below it, or where it was received, or at the one agency that has all that is left of it; and who holds `dossier.decide` or `dossier.sign` at the agency that decides, also where a result was revoked or annulled while others are still to come |
 * | answer | yes | who holds `dossier.receive` where it was received |
 * | apologise | no | who holds `dossier.decide` at the agency that decides |
 * | assign | no | as do-task, and who holds `dossier.decide` at the agency of an open task, but for warnings; and before whom it lies that who has an open step is away, that step |
 * | sign | no | as do-task, for a step of signing |
 * | undo | no | who did the act; and who holds the post in which it was done, or acts for it, with a right that the act needs |
 * | carry-out | no | who holds `dossier.decide` or `dossier.sign` at the agency that decides |
 * | mend | no | who holds `incident.manage` at an agency that has to do with it; what is in the dossier he does not see by it |
 *
 * Nobody else: to them the dossier does not exist.
 */
export function mayAct(asker: Asker, action: Action, dossier: DossierFacts): boolean {
  const own =
    asker.kind === 'citizen' &&
    dossier.applicantId !== null &&
    (asker.accountId === dossier.applicantId || (dossier.delegates?.includes(asker.accountId) ?? false));
  const reads = (permission: string) =>
    dossier.places.some(path => holds(asker, permission, path, dossier.field));
  switch (action) {
    case 'read':
      return own || reads('dossier.read');
    case 'read-personal':
      return own || (reads('dossier.read') && reads('dossier.read-personal'));
    // What was handed in and what was signed bear every number: who only looks on needs the right to read those.
    case 'read-papers':
      return own || (reads('dossier.read') && (reads('dossier.read-personal') || worksOnIt(asker, dossier)));
    case 'supplement':
    case 'withdraw':
    case 'answer':
      return own || holds(asker, 'dossier.receive', dossier.receivedBy, dossier.field);
    // What a clerk keyed in is mended by his counter, or by who has it before him; whether that is what he finds here, the act sees.
    case 'correct-answers':
      return (
        holds(asker, 'dossier.receive', dossier.receivedBy, dossier.field) ||
        keepsDesk(asker, dossier).some(kept => isHandling(kept, dossier))
      );
    case 'do-task':
      return doable(asker, dossier).length > 0;
    case 'request-supplement':
    case 'consult':
      return atDesk(asker, dossier).length > 0;
    case 'transfer':
      return handlesIt(asker, dossier);
    // Reception is refused by who receives; that it be not settled is decided by who answers for the agency.
    case 'refuse':
      return dossier.untouched
        ? handlesIt(asker, dossier)
        : decides(asker, dossier) || isAskedToRefuse(asker, dossier);
    case 'propose-refusal':
      return !dossier.untouched && (handlesIt(asker, dossier) || worksOnAllOfIt(asker, dossier));
    case 'mend':
      return reads('incident.manage');
    case 'settle-question':
      return (
        keepsDesk(asker, dossier).length > 0 ||
        holds(asker, 'dossier.process', dossier.decidedBy, dossier.field)
      );
    // What the applicant lets lie is closed by who keeps it, or by who answers for the agency; all else that ends a dossier is decided.
    case 'stop':
      return (
        (!dossier.untouched && decides(asker, dossier)) ||
        (dossier.waits === true && (keepsAllOfIt(asker, dossier) || answersFor(asker, dossier))) ||
        // What rests on a result that holds no more is signed by nobody, wherever it lies.
        (dossier.fallen === true && answersFor(asker, dossier))
      );
    case 'apologise':
      return holds(asker, 'dossier.decide', dossier.decidedBy, dossier.field);
    case 'assign':
      return assignable(asker, dossier).length > 0;
    case 'undo':
      return asker.kind === 'official' && dossier.act !== undefined && isActOf(asker, dossier.act);
    // What a decision on a complaint demands is carried out by whoever answers for the agency.
    case 'carry-out':
      return answersFor(asker, dossier);
    case 'sign':
      return signs(asker, dossier);
  }
}
