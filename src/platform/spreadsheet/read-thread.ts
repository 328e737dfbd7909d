import { parentPort, workerData } from 'node:worker_threads';
import { readRows, SheetProblem, type SheetRow } from './read.ts';

export type Reply = { rows: SheetRow[] } | { why: SheetProblem['why'] } | { error: string };

const answer = (reply: Reply) => parentPort?.postMessage(reply);

try {
  answer({ rows: await readRows(Buffer.from(workerData as Uint8Array)) });
} catch (error) {
  if (error instanceof SheetProblem) answer({ why: error.why });
  else answer({ error: (error as Error).stack ?? String(error) });
}
