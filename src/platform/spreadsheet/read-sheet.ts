import { Worker } from 'node:worker_threads';
import { gateOf } from '#platform/gate';
import { SheetProblem, type SheetRow } from './read.ts';
import type { Reply } from './read-thread.ts';

/** 20,000 lines, the most that are taken, were read in 2 to 4 seconds and within 100 MB. */
const LIMITS = { ms: 30_000, megabytes: 400 };

/** So many are read at once in a process; the others wait, so that many heavy ones together take no more memory than two. */
const AT_ONCE = 2;
const twoAtOnce = gateOf(AT_ONCE);

/**
 * As `readRows`, in a thread of its own with a limit on time and memory: a file of a kilobyte that joins all cells of a sheet makes
 * ExcelJS build each of them, and would stop the server. Throws SheetProblem, `too-heavy` beyond the limits.
 */
export const readSheet = (file: Buffer, limits = LIMITS): Promise<SheetRow[]> =>
  twoAtOnce(() => readInThread(file, limits));

function readInThread(file: Buffer, limits: typeof LIMITS): Promise<SheetRow[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./read-thread.ts', import.meta.url), {
      workerData: file,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
    });
    const end = (settle: () => void) => {
      clearTimeout(timer);
      void thread.terminate();
      settle();
    };
    const tooHeavy = () => end(() => reject(new SheetProblem('too-heavy')));
    const timer = setTimeout(tooHeavy, limits.ms);
    thread.on('message', (reply: Reply) =>
      end(() => {
        if ('rows' in reply) resolve(reply.rows);
        else reject('why' in reply ? new SheetProblem(reply.why) : new Error(reply.error));
      }),
    );
    thread.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooHeavy() : end(() => reject(error)),
    );
    thread.on('exit', () => end(() => reject(new Error('the reading thread ended'))));
  });
}
