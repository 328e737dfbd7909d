export { ForwardFileUnreadable } from './forward.ts';
export { createLog, type Log } from './log.ts';
