import { parentPort, workerData } from 'node:worker_threads';
import { isAppError } from '#platform/errors';
import { ListUnreadable } from '../errors.ts';
import { type OfficialLine, readOfficialLines } from './read-workbook.ts';

export type Reply = { lines: OfficialLine[] } | { why: string } | { error: string };

const answer = (reply: Reply) => parentPort?.postMessage(reply);

try {
  answer({ lines: await readOfficialLines(Buffer.from(workerData as Uint8Array)) });
} catch (error) {
  if (isAppError(error) && error.code === ListUnreadable.code) answer({ why: String(error.params.why) });
  else answer({ error: (error as Error).stack ?? String(error) });
}
