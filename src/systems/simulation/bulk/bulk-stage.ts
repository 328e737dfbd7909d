import type { Tx } from '#platform/db';
import type { Stage } from '../play/stage.ts';
import { openMemo } from './memo.ts';
import { openMemory } from './memory.ts';
import { memoryTx } from './memory-tx.ts';
import { takeDossiers, writeRest } from './write-out.ts';

// Enough rows for one statement to be worth it, and few enough to be forgotten soon.
const BATCH = 1_000;
const BATCH_ALIKE = 100;

/**
 * A stage in memory: people's acts run there, on rows that are written in batches when nothing more happens to their dossier. All of
 * it is one transaction, the caller's: a run that is cut off leaves nothing behind. `alike`: each dossier is played once and written so
 * many times, as dossiers of their own; `batch`: how many of those that were played are written at a time.
 */
export async function inBulk<T>(
  tx: Tx,
  given: Stage,
  { alike, batch = alike > 1 ? BATCH_ALIKE : BATCH }: { batch?: number | undefined; alike: number },
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  // Between two batches the connection may say nothing for long, and the last statements have much to check.
  // Tables are small when the first key is looked for in them and large in the end, and how a foreign key is looked for is planned once:
  // by an index, not by reading all.
  await tx.query(
    'SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL enable_seqscan = off',
  );
  const memory = await openMemory(tx, alike);
  const acting = memoryTx(memory, await openMemo(tx));
  const waiting: string[] = [];
  // What was taken out of memory is written while others are played; two batches would be twice the memory.
  let written: Promise<void> = Promise.resolve();
  const write = async () => {
    await written;
    written = takeDossiers(memory, waiting.splice(0))(tx);
    // It is heard when the next one is to be written.
    written.catch(() => undefined);
  };
  const value = await play({
    ...given,
    q: acting,
    act: work => work(acting),
    finished: async id => {
      if (waiting.push(id) >= batch) await write();
    },
  });
  await write();
  await written;
  await writeRest(tx, memory);
  return value;
}
