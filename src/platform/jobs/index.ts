export {
  type Droppable,
  type DroppedJob,
  dropJob,
  droppable,
  forgetDropped,
  KEPT_DAYS,
  listDroppedJobs,
  putBackJob,
} from './dropped.ts';
export { enqueue, type JobRequest } from './enqueue.ts';
export { prepareDatabase } from './migrate.ts';
export { clocksCheck, findStandstill, workersCheck } from './standstill.ts';
export { countStuckJobs, findStuckJob, impersonal, listStuckJobs, retryJob, type StuckJob } from './stuck.ts';
export { startWorker, type WorkerProcess } from './worker.ts';
