export { addDiagram } from './add-diagram.ts';
export { awaitsMessages, mayStillReach, mayStillReceive } from './ahead.ts';
export { type Arrangement, arrangeDiagram } from './arrange-diagram.ts';
export { feelProblems } from './check-feel.ts';
export { holds } from './conditions.ts';
export { type DrawOptions, drawProcess } from './draw.ts';
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
export { currentElements, isStuck, type Waiting, waitingFor } from './look.ts';
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
} from './migrate.ts';
export { processes } from './module.ts';
export { fansipanNamespace } from './namespace.ts';
export { nodeName } from './node-name.ts';
export { DECLINE, decides, needsWords, outcomeText, SEND_BACK } from './outcome-text.ts';
export { type ParsedProcess, type ParseOptions, parseProcess } from './parse.ts';
export { describeProblem, type Problem, type ProblemCode } from './problems.ts';
export { type Progress, type ProgressLine, type ProgressStep, progress } from './progress.ts';
export { TRIGGERS_OF } from './read-node.ts';
export { tasksAnew } from './remake.ts';
export { type SaidPiece, saidPieces } from './said-fields.ts';
export { sketchProcess } from './sketch.ts';
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
} from './state.ts';
export { start, step, stop } from './step.ts';
export {
  boundDay,
  checkFactDays,
  type FactDays,
  isOpen,
  LONGEST_FACT,
  mayBeSaid,
  mustSay,
  type Standing,
} from './take-facts.ts';
