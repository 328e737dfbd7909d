export { TaskDone, TaskSuspended } from './errors.ts';
export {
  type Absence,
  awayOn,
  endAbsence,
  findAbsence,
  listAbsences,
  noteAbsence,
} from './hand-out/absence.ts';
export { allAwayAt, allAwayPastDue } from './hand-out/all-away.ts';
export { allAwayWords, awayUntil, awayWho, awayWords } from './hand-out/away-words.ts';
export { type Candidate, candidatesFor } from './hand-out/candidates.ts';
export { eligible, rehearse, type Standing } from './hand-out/choose.ts';
export {
  awayAt,
  awayHolders,
  awayPastDue,
  desertedFor,
  desertedPosts,
} from './hand-out/deserted.ts';
export { type HandOut, handOut, peopleStanding } from './hand-out/hand-out.ts';
export { clearAwayTold, markAwayTold, tasksAttended, tasksLeftAlone } from './hand-out/left-alone.ts';
export {
  endRule,
  findRule,
  type HandOutRule,
  listRules,
  makeRule,
  type NewRule,
  WAYS,
  type Way,
} from './hand-out/rule.ts';
export { type StandIn, standIns } from './hand-out/stand-ins.ts';
export { isNever, type Unattended, unattendedSteps } from './hand-out/unattended.ts';
export { restoreTasks, type TaskImage, taskImages } from './images.ts';
export {
  agenciesAtWork,
  type Bind,
  type InboxChoices,
  type InboxFilter,
  type InboxKey,
  type InboxPage,
  inbox,
  inboxChoices,
  inboxCounts,
  type Reach,
  withOpenWork,
} from './inbox.ts';
export {
  findEnded,
  type HeldFilter,
  type Load,
  leftWith,
  listDone,
  listHeld,
  loadByPost,
  type Marks,
} from './load.ts';
export { work } from './module.ts';
export { renameTasks } from './rename.ts';
export {
  dropView,
  listSavedViews,
  openWith,
  type SavedView,
  saveView,
} from './saved-views.ts';
export {
  assignTask,
  cancelTask,
  cancelTasks,
  closeAsMoved,
  completeTask,
  doneOf,
  escalationsDue,
  findTask,
  findTasks,
  listTasks,
  liveTasks,
  liveTasksBySubject,
  markEscalated,
  type NewDue,
  openTask,
  openTasks,
  planEscalations,
  reopenTasks,
  resumeTasks,
  setDues,
  suspendTasks,
  tasksBySubject,
  type Unplanned,
  unplannedTasks,
} from './tasks.ts';
export type { LiveTask, NewTask, Task, TaskTitle } from './types.ts';
export { searchText } from './words.ts';
