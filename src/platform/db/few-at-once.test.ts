import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fewAtOnce } from './few-at-once.ts';
import type { Db } from './types.ts';

/** A database that answers when it is told to, and counts what is under way. */
function slow() {
  const answers: Array<(failed?: Error) => void> = [];
  let most = 0;
  const query = () =>
    new Promise<never[]>((resolve, reject) => {
      answers.push(failed => (failed ? reject(failed) : resolve([])));
      most = Math.max(most, answers.length);
    });
  const tx = (fn: (q: never) => unknown) => fn({ query } as never);
  return {
    db: { kind: 'db', query, run: () => query().then(() => 0), tx } as unknown as Db,
    answer: async (failed?: Error) => {
      answers.shift()?.(failed);
      await turn();
    },
    underWay: () => answers.length,
    most: () => most,
  };
}

test('a page that asks ten things takes three connections at once, and one that fails makes room for the next', async () => {
  const { db, answer, underWay, most } = slow();
  const few = fewAtOnce(db, 3);
  const asked = Array.from({ length: 10 }, (_, i) => (i % 2 ? few.query('SELECT') : few.run('UPDATE')));
  const outcomes = Promise.allSettled(asked);
  await turn();
  assert.equal(underWay(), 3);
  for (let i = 0; i < 10; i++) await answer(i === 1 ? new Error('cut') : undefined);
  assert.deepEqual((await outcomes).map(o => o.status === 'rejected').filter(Boolean).length, 1);
  assert.deepEqual([underWay(), most()], [0, 3]);
});

test('a transaction waits for nobody: while the page asks all that it may, it is done', async () => {
  const { db, answer, underWay } = slow();
  const few = fewAtOnce(db, 1);
  const page = few.query('SELECT');
  const act = few.tx(tx => tx.query('INSERT'));
  await turn();
  assert.equal(underWay(), 2);
  await answer();
  await answer();
  await Promise.all([page, act]);
});
