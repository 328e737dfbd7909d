// Promise: one step of a dossier done by an official (what he may do, the process over a gateway to the next step, that step
// with its due times and its timer, the ledger's entry) takes at most two and a half times as long as the same rows written by one
// call of a function in the database that knows all of them beforehand. In turn, each on a dossier of its own, medians.
import assert from 'node:assert/strict';
import path from 'node:path';
import { completeStep, type Dossier, stepFor } from '#engines/cases';
import { loadPacks } from '#engines/procedures';
import { openTasks } from '#engines/work';
import { newId, type Tx } from '#platform/db';
import { casesFixture } from '../src/engines/cases/testing/fixture.ts';
import { median, sayTimes } from './frame/line.ts';
import { rowsOf } from './frame/rows.ts';
import { asOneCall, createOneCall, type Written, writtenBy } from './lending/one-call.ts';

const GOAL = 0.4;
const ASKED = 200;
const WARM = 50;

const f = await casesFixture();
await loadPacks(f.db, [{ id: 'lending', folder: path.join(import.meta.dirname, 'lending') }], f.act());
await createOneCall(f.owner);
const reader = await f.citizen('Giàng Thị Mỷ');
const clerk = await f.official('Vi Thị Huyền', f.agencies.centre, ['receiver']);

const received = async () => {
  const dossier = await f.apply(reader, { code: '9.700090' });
  const [task] = await openTasks(f.db, dossier.id);
  return { dossier, task: task ?? assert.fail('no step is open') };
};
type Received = Awaited<ReturnType<typeof received>>;

type Watch = <T>(tx: Tx, act: () => Promise<T>) => Promise<T>;

/** As the page of the one-stop shop does it. `watch` is for looking on inside the transaction. */
async function step({ dossier, task }: Received, watch: Watch = (_, act) => act()): Promise<Dossier> {
  const step = { dossierId: dossier.id, taskId: task.id };
  return f.db.tx(
    tx =>
      watch(tx, async () => {
        const locked = await stepFor(tx, clerk, step, f.clock.now());
        return completeStep(tx, f.deps, { ...step, outcome: 'forward', locked }, locked.actor);
      }),
    { keptPlans: true },
  );
}

/** Both ways write as many rows into the same tables, or their times say nothing of each other. */
async function compareRows(): Promise<void> {
  const [one, other] = [await received(), await received()];
  let real: string[] = [];
  await step(one, async (tx, act) => {
    let done: Awaited<ReturnType<typeof act>> | undefined;
    real = await rowsOf(tx, async () => {
      done = await act();
    });
    return done ?? assert.fail();
  });
  const written = await writtenBy(f.db, one.dossier, one.task);
  const limit = await f.db.tx(tx =>
    rowsOf(tx, () => asOneCall(tx, other.dossier, other.task, written, newId)),
  );
  assert.deepEqual(limit, real, 'the limit does not write the same rows');
  const [a, b] = [await f.again(one.dossier), await f.again(other.dossier)];
  assert.deepEqual([b.status, b.version, b.processState], [a.status, a.version, a.processState]);
  console.log(`rows added, changed, taken away: ${real.join(', ')}`);
}

const [real, limit]: [number[], number[]] = [[], []];
// The queue notes the name of a job when it comes for the first time.
await step(await received());
await compareRows();
for (let i = 0; i < ASKED + WARM; i++) {
  const [one, other] = [await received(), await received()];
  let began = performance.now();
  await step(one);
  if (i >= WARM) real.push(performance.now() - began);
  const written: Written = await writtenBy(f.db, one.dossier, one.task);
  began = performance.now();
  await asOneCall(f.db, other.dossier, other.task, written, newId);
  if (i >= WARM) limit.push(performance.now() - began);
}
sayTimes('process-step', median(real), median(limit), GOAL);
await f.close();
process.exit(0);
