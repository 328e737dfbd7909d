import { parentPort } from 'node:worker_threads';
import { drawPaper } from './draw-paper.ts';
import type { PaperDefinition, RenderedPaper } from './paper.ts';

/** What the drawing thread is asked, and what it answers. */
export type Ask = { id: number; def: PaperDefinition };
export type Reply = { id: number } & ({ paper: RenderedPaper } | { error: string });

parentPort?.on('message', async ({ id, def }: Ask) => {
  try {
    const paper = await drawPaper(def);
    parentPort?.postMessage({ id, paper } satisfies Reply, [paper.pdf.buffer as ArrayBuffer]);
  } catch (error) {
    parentPort?.postMessage({ id, error: (error as Error).stack ?? String(error) } satisfies Reply);
  }
});
