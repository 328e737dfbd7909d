export { feelProblems } from './check/check-feel.ts';
export { type DrawOptions, drawProcess, frameWidthOf } from './draw/draw.ts';
export type {
  Diagram,
  FactBound,
  FactKind,
  Flow,
  Graph,
  Handling,
  Lane,
  Level,
  Node,
  NodeKind,
  Span,
  TaskFact,
  TimerDefinition,
  TimeUnit,
  Trigger,
} from './graph.ts';
export { isHumanTask } from './graph.ts';
export { addDiagram } from './layout/add-diagram.ts';
export { type Arrangement, arrangeDiagram } from './layout/arrange-diagram.ts';
export { sketchProcess } from './layout/sketch.ts';
export {
  counterpart,
  exchangeCommands,
  isPlace,
  isRedirected,
  leadsNowhere,
  type Mapping,
  type Migrated,
  type MigrationProblem,
  migrateState,
} from './migrate/migrate.ts';
export { tasksAnew } from './migrate/remake.ts';
export { processes } from './module.ts';
export { nodeName } from './node-name.ts';
export { DECLINE, decides, needsWords, outcomeText, SEND_BACK } from './outcome-text.ts';
export { type ParsedProcess, type ParseOptions, parseProcess } from './parse.ts';
export { describeProblem, type Problem, type ProblemCode } from './problems.ts';
export { type Progress, type ProgressLine, type ProgressStep, progress } from './progress/progress.ts';
export { fansipanNamespace } from './read/namespace.ts';
export { TRIGGERS_OF } from './read/read-node.ts';
export { awaitsMessages, mayStillReach, mayStillReceive } from './run/ahead.ts';
export { holds } from './run/conditions.ts';
export { choosing, restsOn } from './run/deciding.ts';
export { currentElements, isStuck, type Waiting, waitingFor } from './run/look.ts';
export {
  type Command,
  type Outcome,
  type ProcessData,
  ProcessError,
  type ProcessEvent,
  type ProcessState,
  type StartedTimer,
  type StepResult,
  type Token,
} from './run/state.ts';
export { start, step, stop } from './run/step.ts';
export {
  boundDay,
  checkFactDays,
  type FactDays,
  isOpen,
  LONGEST_FACT,
  mayBeSaid,
  mustSay,
  type Standing,
} from './run/take-facts.ts';
export { type SaidPiece, saidPieces } from './said-fields.ts';
export { elementsBefore } from './ways/before.ts';
export { nextSteps } from './ways/reach.ts';
