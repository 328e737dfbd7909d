import { Worker } from 'node:worker_threads';
import { Unavailable } from '#platform/errors';
import type { PaperDefinition, RenderedPaper } from './paper.ts';
import type { Ask, Reply } from './thread.ts';

const THREADS = 2;
const WAITING = 500;
/** A paper takes 10 ms, the first of a thread 150: whatever takes this long is stuck. */
const STUCK_MS = 30_000;
/** A thread holds some 50 MB (measured), parsed fonts among them: given back when nobody has wanted a paper for this long, the second one sooner. */
const IDLE_MS = { one: 15_000, more: 5_000 };
/** Room for what is new, in MB: what a thread has taken for it, it keeps. */
const LIMITS = { maxYoungGenerationSizeMb: 12 };

type Job = {
  def: PaperDefinition;
  resolve: (paper: RenderedPaper) => void;
  reject: (error: Error) => void;
};
type Thread = { worker: Worker; job?: Job | undefined; timer?: NodeJS.Timeout | undefined };

const threads = new Set<Thread>();
const waiting: Job[] = [];
let lastId = 0;

function end(thread: Thread, error: Error): void {
  threads.delete(thread);
  clearTimeout(thread.timer);
  thread.job?.reject(error);
  thread.job = undefined;
  void thread.worker.terminate();
  pump();
}

function start(): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: LIMITS });
  const thread: Thread = { worker };
  worker.on('message', (reply: Reply) => {
    const { job } = thread;
    thread.job = undefined;
    clearTimeout(thread.timer);
    if ('paper' in reply) job?.resolve(reply.paper);
    else job?.reject(new Error(`drawing a paper failed: ${reply.error}`));
    pump();
    if (!thread.job) rest(thread);
  });
  worker.on('error', error => end(thread, error as Error));
  worker.on('exit', () => threads.has(thread) && end(thread, new Error('the drawing thread ended')));
  threads.add(thread);
  return thread;
}

function give(thread: Thread, job: Job): void {
  thread.job = job;
  clearTimeout(thread.timer);
  // A thread keeps the process alive only while somebody waits for its paper.
  thread.worker.ref();
  thread.timer = setTimeout(() => end(thread, new Error('drawing a paper took too long')), STUCK_MS);
  thread.worker.postMessage({ id: ++lastId, def: job.def } satisfies Ask);
}

function rest(thread: Thread): void {
  thread.worker.unref();
  const isSpare = [...threads].some(t => t !== thread && !t.job);
  // One timer a thread: a second one would outlive the next paper's start, and end the thread in the midst of it.
  clearTimeout(thread.timer);
  thread.timer = setTimeout(
    () => end(thread, new Error('the drawing thread was idle')),
    IDLE_MS[isSpare ? 'more' : 'one'],
  ).unref();
}

function pump(): void {
  for (;;) {
    const idle = [...threads].find(t => !t.job);
    const job = waiting[0];
    if (job && (idle || threads.size < THREADS)) {
      waiting.shift();
      give(idle ?? start(), job);
      continue;
    }
    return;
  }
}

/**
 * Draws the paper in a thread of its own, so that no request waits for font work. The same definition gives the same
 * bytes. Throws `Unavailable` when 500 papers are waiting already.
 */
export function renderPaper(def: PaperDefinition): Promise<RenderedPaper> {
  if (waiting.length >= WAITING) return Promise.reject(Unavailable());
  return new Promise((resolve, reject) => {
    waiting.push({ def, resolve, reject });
    pump();
  });
}
