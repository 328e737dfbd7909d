export { enqueue, type JobRequest } from './enqueue.ts';
export { prepareDatabase } from './migrate.ts';
export { listStuckJobs, retryJob, type StuckJob } from './stuck.ts';
export { startWorker, type WorkerProcess } from './worker.ts';
