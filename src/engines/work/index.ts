export { TaskDone, TaskSuspended } from './errors.ts';
export {
  agenciesAtWork,
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
  listDone,
  listHeld,
  loadByPost,
  type Marks,
} from './load.ts';
export { work } from './module.ts';
export {
  assignTask,
  cancelTask,
  cancelTasks,
  closeAsMoved,
  completeTask,
  escalationsDue,
  findTask,
  listTasks,
  liveTasks,
  markEscalated,
  type NewDue,
  openTask,
  openTasks,
  reopenTasks,
  resumeTasks,
  setDues,
  suspendTasks,
} from './tasks.ts';
export type { NewTask, Task, TaskTitle } from './types.ts';
