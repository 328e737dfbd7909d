// Promise: at least 20,000 entries a second sealed in batches (without other load), and 50,000 a second recomputed by
// `ledger verify` on one core. The limit is SHA-256 over the same stored bytes, in the same run. And one entry is sealed within
// 200 ms of its commit when nothing holds the horizon; beside it, what a commit of one row takes.
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ledger, verifyExport } from '#platform/ledger';
import { testDatabase } from '#test/database';
import { fold, openHouse } from '../src/platform/ledger/testing/sheep.ts';

const ENTRIES = 60_000;
const SEAL_GOAL = 20_000;
const VERIFY_GOAL = 50_000;
const LATENCY_GOAL_MS = 200;
const LATENCY_ROUNDS = 100;

const perSecond = (ms: number) => Math.round((ENTRIES / ms) * 1_000);
const line = (name: string, value: number, limit: number, goal: number) =>
  console.log(
    `bench ${name} value=${value} limit=${limit} ratio=${(value / limit).toFixed(3)} goal=${goal} ${value >= goal ? 'ok' : 'short'}`,
  );

const test = await testDatabase([ledger]);
const f = await openHouse(test.db);
try {
  // Some 700 bytes each, as a submission writes them.
  const note = 'Đăng ký khai sinh tại Ủy ban nhân dân phường Sa Pa. '.repeat(5);
  for (let i = 0; i < ENTRIES; i += 5_000) {
    await test.db.tx(tx =>
      f.ledger.appendMany(
        tx,
        Array.from({ length: 5_000 }, (_, n) => ({
          kind: 'sheep.counted',
          subject: fold(),
          actor: 'account:bench',
          at: new Date(),
          body: { number: i + n, note },
        })),
      ),
    );
  }
  const rows = await test.db.query<{ bytes: Buffer }>('SELECT bytes FROM ledger.entry');
  let began = performance.now();
  for (const { bytes } of rows) hash('sha256', bytes, 'buffer');
  const limit = perSecond(performance.now() - began);

  began = performance.now();
  await f.ledger.sealer.sealOnce();
  line('seal', perSecond(performance.now() - began), limit, SEAL_GOAL);

  const file = path.join(f.folder, 'export.jsonl');
  const out = createWriteStream(file);
  await f.ledger.exportTo(test.db, out);
  out.end();
  await finished(out);
  const cpu = process.cpuUsage();
  const { ok } = await verifyExport(createReadStream(file));
  const { user, system } = process.cpuUsage(cpu);
  if (!ok) throw new Error('the export does not verify');
  line('verify', perSecond((user + system) / 1_000), limit, VERIFY_GOAL);

  began = performance.now();
  const inDatabase = await f.ledger.verify();
  if (!inDatabase.ok) throw new Error('the database does not verify');
  console.log(
    `in the database, all tables compared: ${perSecond(performance.now() - began)}/s of wall time; export ${Math.round((await stat(file)).size / ENTRIES)} bytes an entry`,
  );

  f.ledger.sealer.start();
  const client = await test.db.connect();
  await client.query('LISTEN ledger_sealed');
  const [waits, commits]: [number[], number[]] = [[], []];
  for (let round = 0; round < LATENCY_ROUNDS; round++) {
    // As acts come: at any moment of the sealer's own beat.
    await sleep(Math.random() * 100);
    const sealed = once(client, 'notification');
    const asked = performance.now();
    await test.db.tx(tx =>
      f.ledger.append(tx, {
        kind: 'sheep.shorn',
        subject: fold(),
        actor: 'account:bench',
        at: new Date(),
        body: { grams: 1 },
      }),
    );
    const committed = performance.now();
    await sealed;
    waits.push(performance.now() - committed);
    commits.push(committed - asked);
  }
  client.release(true);
  await f.ledger.sealer.stop();
  const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0;
  const [wait, commit] = [p95(waits), p95(commits)];
  console.log(
    `bench seal-latency value=${wait.toFixed(1)}ms limit=${commit.toFixed(1)}ms ratio=${(wait / commit).toFixed(2)} goal=${LATENCY_GOAL_MS}ms ${wait <= LATENCY_GOAL_MS ? 'ok' : 'short'}`,
  );
} finally {
  await f.leave();
  await test.drop();
}
