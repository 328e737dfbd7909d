import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ROLE, type Db, openDb } from '#platform/db';
import { type Embedded, startEmbedded } from '#platform/embedded';
import { prepareDatabase } from '#platform/jobs';
import { type Ledger, ledger as ledgerModule, readHead, type Signed } from '#platform/ledger';
import { createLog } from '#platform/log';
import { migrationSources } from '#platform/module';
import { makeReplica, REPLICA, tell } from '../../src/platform/backup/testing/replica.ts';
import { count, fold, type House, openHouse } from '../../src/platform/ledger/testing/sheep.ts';
import { familyOf, postgresOf } from './support/processes.ts';

const log = createLog('silent');
const settings = { fsync: 'off', full_page_writes: 'off' };

// A primary and its replica, two PostgreSQL servers. Before a head leaves the house its entries must be on the replica: the
// primary's machine may burn down at any moment, and a head outside that nobody can account for would be an alarm for ever.
suite('a database with a replica', () => {
  let root: string;
  let primary: Embedded;
  let replica: Embedded;
  let db: Db;
  let owner: Db;
  let house: House;
  const at = (name: string) => path.join(root, name);
  const open = (server: Embedded) => openDb({ url: server.url, role: APP_ROLE, max: 10 });

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'fansipan-replica-'));
    primary = await startEmbedded({ dataDir: at('a'), log, settings });
    await prepareDatabase(primary.url, migrationSources([ledgerModule]));
    await makeReplica(primary, at('b'));
    replica = await startEmbedded({ dataDir: at('b'), log, settings });
    db = open(primary);
    owner = openDb({ url: primary.url, max: 1 });
    house = await openHouse(db);
  });
  afterEach(async () => {
    await house.leave();
    await db.close();
    await owner.close();
    await replica.stop();
    await primary.stop();
    await rm(root, { recursive: true, force: true });
  });

  const makeSynchronous = async () => {
    await tell(
      primary,
      `ALTER SYSTEM SET synchronous_standby_names = '${REPLICA}'`,
      'SELECT pg_reload_conf()',
    );
    // The replica has to be there, or the first commit waits for it.
    for (;;) {
      const row = await owner.maybe<{ sync: string }>('SELECT sync_state AS sync FROM pg_stat_replication');
      if (row?.sync === 'sync') return;
      await sleep(20);
    }
  };
  /** Sizes of the heads that have left the house. */
  const published = async (): Promise<number[]> =>
    (await readFile(house.headFile, 'utf8').catch(() => ''))
      .split('\n')
      .filter(line => line !== '')
      .map(line => readHead(JSON.parse(line) as Signed)?.size ?? 0);
  /** Entries that are committed and visible at once, whoever waits for the replica. */
  const write = (n: number) =>
    db.tx(async tx => {
      await tx.query('SET LOCAL synchronous_commit = local');
      for (let i = 0; i < n; i++)
        await house.ledger.append(tx, {
          kind: 'sheep.counted',
          subject: fold(),
          actor: 'account:dog',
          at: new Date(),
          body: { number: i },
        });
    });
  const killPrimary = () => {
    for (const pid of familyOf(postgresOf(at('a')) ?? assert.fail('no primary'))) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went down with its parent.
      }
    }
  };
  /** The replica takes over, and a house with the same keys and the same file of heads opens on it. */
  async function failOver(): Promise<{ ledger: Ledger; db: Db }> {
    await tell(replica, 'SELECT pg_promote()');
    const after = open(replica);
    return { db: after, ledger: house.another({ db: after }) };
  }

  test('a head is published only when the replica has what it covers', async () => {
    await makeSynchronous();
    await count(house.ledger, db, 300);
    await house.ledger.sealer.sealOnce();
    const before = await published();
    assert.equal(before.at(-1), 301);

    await replica.stop();
    await write(5);
    const sealing = house.ledger.sealer.sealOnce();
    await sleep(1_000);
    assert.deepEqual(await published(), before, 'nothing leaves the house meanwhile');
    replica = await startEmbedded({ dataDir: at('b'), log, settings });
    await sealing;
    assert.equal((await published()).at(-1), 306);

    await house.ledger.sealer.stop();
    const other = await failOver();
    try {
      assert.equal(await other.ledger.sealedSize(other.db), 306);
      await count(other.ledger, other.db, 1);
      await other.ledger.sealer.sealOnce();
      const { ok, problems, size } = await other.ledger.verify();
      assert.ok(ok, JSON.stringify(problems));
      // A new timeline is a new epoch, whose opening says which head it continues.
      assert.equal(size, 308);
      const openings = await other.ledger.history(other.db, 'ledger:epoch');
      assert.deepEqual(
        openings.map(o => [o.body.counter, o.body.timeline, o.body.lost]),
        [
          [1, 1, null],
          [2, 2, null],
        ],
      );
    } finally {
      await other.ledger.sealer.stop();
      await other.db.close();
    }
  });

  test('somebody who breaks off the wait for the replica does not get a head', async () => {
    await makeSynchronous();
    await count(house.ledger, db, 10);
    await house.ledger.sealer.sealOnce();
    const before = await published();
    await replica.stop();
    await write(5);
    for (let round = 0; round < 2; round++) {
      const sealing = house.ledger.sealer.sealOnce().then(
        () => 'sealed',
        error => String(error),
      );
      // The wait ends, the commit is on the primary only, and PostgreSQL says so by a warning.
      let outcome: string | undefined;
      for (; !outcome; outcome = await Promise.race([sealing, sleep(50, undefined)]))
        await owner.query(
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid <> pg_backend_pid()",
        );
      assert.match(outcome, /canceling wait for synchronous replication/);
      assert.deepEqual(await published(), before);
    }
    replica = await startEmbedded({ dataDir: at('b'), log, settings });
    await house.ledger.sealer.sealOnce();
    assert.equal((await published()).at(-1), 16);
    assert.ok((await house.ledger.verify()).ok);
  });

  test('killed at any moment under load: the replica has every head and every act that was acknowledged', async () => {
    await makeSynchronous();
    house.ledger.sealer.start();
    const acked: string[] = [];
    let going = true;
    const writers = Array.from({ length: 4 }, async () => {
      while (going) {
        const subject = fold();
        await count(house.ledger, db, 3, subject).then(
          () => acked.push(subject),
          () => undefined,
        );
      }
    });
    while (acked.length < 60 || (await published()).length === 0) await sleep(5);
    await sleep(Math.random() * 200);
    killPrimary();
    going = false;
    await Promise.all(writers);
    await house.ledger.sealer.stop();
    const last = (await published()).at(-1) ?? 0;
    assert.ok(last > 1);

    const other = await failOver();
    try {
      const { n } = await other.db.one<{ n: number }>(
        'SELECT count(DISTINCT subject) AS n FROM ledger.version WHERE subject = ANY ($1) AND version = 3',
        [acked],
      );
      assert.equal(n, acked.length);
      assert.ok(
        (await other.ledger.sealedSize(other.db)) >= last,
        'the replica holds what every head covers',
      );
      await other.ledger.sealer.sealOnce();
      const { ok, problems } = await other.ledger.verify();
      assert.ok(ok, JSON.stringify(problems));
    } finally {
      await other.ledger.sealer.stop();
      await other.db.close();
    }
  });

  test('the control: without waiting for the replica a head leaves that the replica lacks', async () => {
    await count(house.ledger, db, 300);
    await house.ledger.sealer.sealOnce();
    // The replica has to have the first head, for the house to be the same one.
    const other = open(replica);
    while (!(await house.ledger.head(other))) await sleep(20);
    await other.close();
    await replica.stop();
    await count(house.ledger, db, 50);
    await house.ledger.sealer.sealOnce();
    assert.equal((await published()).at(-1), 351);
    await house.ledger.sealer.stop();
    killPrimary();
    await primary.stop();

    replica = await startEmbedded({ dataDir: at('b'), log, settings });
    const behind = await failOver();
    try {
      await assert.rejects(behind.ledger.sealer.sealOnce(), /301 positions, but the head on file has 351/);
      assert.equal(behind.ledger.sealer.refusal()?.reason, 'behind');
      const { problems } = await behind.ledger.verify();
      assert.deepEqual(
        problems.map(p => [p.code, p.from, p.to]),
        [['cut-off', 301, 350]],
      );
    } finally {
      await behind.ledger.sealer.stop();
      await behind.db.close();
    }
  });
});
