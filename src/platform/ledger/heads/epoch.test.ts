import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { suite, test } from 'node:test';
import { APP_ROLE, openDb } from '#platform/db';
import { testServerUrl } from '#test/server';
import type { Ledger } from '../index.ts';
import { count, type Fixture, fixture } from '../testing/fixture.ts';

/** Copies the database as a restore would: another database, with all rows as they were. */
async function copyOf(f: Fixture) {
  const server = openDb({ url: await testServerUrl(), max: 1 });
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(f.test.url);
  const from = url.pathname.slice(1);
  // Only a database that nobody uses can be copied; whoever is cut off would come back at once.
  await server.query(`ALTER DATABASE ${from} ALLOW_CONNECTIONS false`);
  await server.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
    [from],
  );
  await server.query(`CREATE DATABASE ${name} TEMPLATE ${from}`);
  await server.query(`ALTER DATABASE ${from} ALLOW_CONNECTIONS true`);
  url.pathname = `/${name}`;
  const db = openDb({ url: url.toString(), role: APP_ROLE });
  return {
    db,
    drop: async () => {
      await db.close();
      await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.close();
    },
  };
}

const openings = async (ledger: Ledger, db: Fixture['test']['db']) =>
  (await ledger.history(db, 'ledger:epoch')).map(
    e => ({ position: e.position, ...e.body }) as Record<string, unknown>,
  );

suite('epochs', () => {
  test('a restored database seals what was left, opens a new epoch that says what it continues, and goes on', async () => {
    const f = await fixture();
    let restored: Awaited<ReturnType<typeof copyOf>> | undefined;
    try {
      await count(f.ledger, f.test.db, 300);
      await f.ledger.sealer.sealOnce();
      await count(f.ledger, f.test.db, 5);
      restored = await copyOf(f);
      const ledger = f.another({ db: restored.db });
      await count(ledger, restored.db, 2);
      await ledger.sealer.sealOnce();
      await count(ledger, restored.db, 3);
      await ledger.sealer.sealOnce();

      const [first, second] = await openings(ledger, restored.db);
      assert.deepEqual([first?.position, first?.counter, first?.continues], [0, 1, null]);
      // 1 opening and 300, the 5 left and the 2 that came before anybody sealed, then the new epoch.
      assert.equal(second?.position, 308);
      assert.equal(second?.counter, 2);
      assert.equal((second?.continues as { size: number } | undefined)?.size, 308);
      assert.equal(second?.lost, null);
      const { ok, problems, size } = await ledger.verify();
      assert.ok(ok, JSON.stringify(problems));
      assert.equal(size, 312);
      const epochs = await restored.db.query<{ epoch: number; n: number }>(
        'SELECT epoch, count(*) AS n FROM ledger.entry GROUP BY 1 ORDER BY 1',
      );
      assert.deepEqual(epochs, [
        { epoch: 0, n: 301 },
        { epoch: 1, n: 8 },
        { epoch: 2, n: 3 },
      ]);
    } finally {
      await restored?.drop();
      await f.close();
    }
  });

  test('a restore that lies behind a known head says so and does not go on by itself', async () => {
    const f = await fixture();
    let restored: Awaited<ReturnType<typeof copyOf>> | undefined;
    try {
      await count(f.ledger, f.test.db, 20);
      await f.ledger.sealer.sealOnce();
      restored = await copyOf(f);
      // The house went on after the backup; then it burnt down.
      await count(f.ledger, f.test.db, 30);
      await f.ledger.sealer.sealOnce();
      const before = path.join(f.folder, 'before.jsonl');
      await copyFile(f.headFile, before);

      const ledger = f.another({ db: restored.db });
      await count(ledger, restored.db, 1);
      await assert.rejects(ledger.sealer.sealOnce(), /21 positions, but the head on file has 51/);
      assert.equal(ledger.sealer.refusal()?.reason, 'behind');
      assert.deepEqual(ledger.sealer.refusal()?.known?.size, 51);
      const cutOff = await ledger.verify();
      assert.deepEqual(
        cutOff.problems.map(p => [p.code, p.from, p.to]),
        [['cut-off', 21, 50]],
      );

      // Somebody answers for it; a crash in the midst of that does not make the house forget.
      const dying = f.another({
        db: restored.db,
        onSealStep: step => {
          if (step === 'stored') throw new Error('died');
        },
      });
      dying.sealer.acceptLoss();
      await assert.rejects(dying.sealer.sealOnce(), /died/);
      assert.equal((await openings(ledger, restored.db)).length, 1);
      await ledger.sealer.sealOnce();
      const [, second] = await openings(ledger, restored.db);
      assert.equal((second?.continues as { size: number } | undefined)?.size, 22);
      assert.equal((second?.lost as { size: number } | undefined)?.size, 51);
      await count(ledger, restored.db, 100);
      await ledger.sealer.sealOnce();
      const after = await ledger.verify();
      assert.ok(after.ok, JSON.stringify(after.problems));
      assert.equal(after.notes.length, 2, 'the loss is told, by the entry and by the file');

      // Whoever kept the old head finds that it is not extended.
      const witness = JSON.parse((await readFile(before, 'utf8')).trim().split('\n').at(-1) ?? '');
      const { size, root } = JSON.parse(witness.signed);
      const { problems } = await ledger.verify({ head: { size, root } });
      assert.deepEqual(
        problems.map(p => p.code),
        ['head'],
      );
      // A crash right after: the file's lost heads are not taken for ours.
      await count(ledger, restored.db, 1);
      await f.another({ db: restored.db }).sealer.sealOnce();
      assert.ok((await ledger.verify()).ok);
    } finally {
      await restored?.drop();
      await f.close();
    }
  });

  test('an opening that the key in force did not sign is found', async () => {
    const f = await fixture();
    try {
      await f.ledger.sealer.sealOnce();
      const [first] = await openings(f.ledger, f.test.db);
      const { position: _, ...body } = first ?? {};
      await f.test.db.tx(tx =>
        f.ledger.append(tx, {
          kind: 'ledger.epoch-opened',
          subject: 'ledger:epoch',
          actor: 'intruder',
          at: new Date(),
          body: { ...body, counter: 2, continues: { size: 1, root: 'ab'.repeat(32) } },
        }),
      );
      await f.ledger.sealer.sealOnce();
      const { problems } = await f.ledger.verify();
      assert.deepEqual(
        problems.map(p => [p.code, p.position, p.detail]),
        [
          ['epoch', 1, { why: 'epoch-unsigned', params: { counter: 2 } }],
          ['epoch', undefined, { why: 'epochs-table', params: { table: 1, entries: 2 } }],
        ],
      );
    } finally {
      await f.close();
    }
  });
});
