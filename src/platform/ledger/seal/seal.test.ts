import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ROLE } from '#platform/db';
import { readHead, type Signed } from '../heads/heads.ts';
import { count, type Fixture, fixture, fold } from '../testing/fixture.ts';
import { verifyExport } from '../verify/verify-export.ts';
import type { SealStep } from './seal.ts';

const headsOf = async (f: Fixture) =>
  (await readFile(f.headFile, 'utf8'))
    .trim()
    .split('\n')
    .map(line => readHead(JSON.parse(line) as Signed));

async function assertWhole(f: Fixture, committed: number) {
  const { ok, problems, size, head } = await f.ledger.verify();
  assert.ok(ok, JSON.stringify(problems));
  // The opening of the epoch is an entry too.
  assert.equal(size, committed + 1);
  assert.equal(head?.size, size);
  const sizes = (await headsOf(f)).map(h => h?.size ?? 0);
  assert.deepEqual(
    sizes,
    [...new Set(sizes)].sort((a, b) => a - b),
    'each head extends the one before, none twice',
  );
  const stored = await f.test.db.query<{ size: number }>('SELECT size FROM ledger.head ORDER BY size');
  assert.deepEqual(
    stored.map(s => s.size),
    sizes,
  );
}

suite('sealing', () => {
  test('a log begins with its opening, whatever was appended before anybody sealed', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 3);
      await f.ledger.sealer.sealOnce();
      const entries = await f.ledger.read(f.test.db, { from: 0, to: 10 });
      assert.deepEqual(
        entries.map(e => e.kind),
        ['ledger.epoch-opened', 'sheep.counted', 'sheep.counted', 'sheep.counted'],
      );
      assert.equal(entries[0]?.body.continues, null);
      await assertWhole(f, 3);
      const { mode } = await stat(path.join(f.folder, 'keys'));
      assert.equal(mode & 0o777, 0o700);
      const key = await stat(path.join(f.folder, 'keys', `${f.keyring.first().keyId}.pem`));
      assert.equal(key.mode & 0o777, 0o600);
    } finally {
      await f.close();
    }
  });

  test('heads are never more than 256 positions apart, in bulk and one by one', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 1_000);
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 3; i++) {
        await count(f.ledger, f.test.db, 1);
        await f.ledger.sealer.sealOnce();
      }
      assert.deepEqual(
        (await headsOf(f)).map(h => h?.size),
        [256, 512, 768, 1001, 1002, 1003, 1004],
      );
      await assertWhole(f, 1_003);
    } finally {
      await f.close();
    }
  });

  test('a crash between any two steps loses nothing, repeats nothing, and takes no published head back', async () => {
    const f = await fixture();
    let committed = 0;
    const add = async (n: number) => {
      await count(f.ledger, f.test.db, n);
      committed += n;
    };
    try {
      await add(10);
      await f.ledger.sealer.sealOnce();
      const steps: SealStep[] = ['read', 'decided', 'placed', 'committed', 'signed', 'written', 'stored'];
      for (const step of steps) {
        let published = 0;
        const dying = f.another({
          onSealStep: s => {
            if (s === step) throw new Error(`died at ${step}`);
          },
        });
        await add(260);
        await assert.rejects(dying.sealer.sealOnce(), new RegExp(`died at ${step}`));
        published = (await headsOf(f)).at(-1)?.size ?? 0;
        await add(5);
        await f.another().sealer.sealOnce();
        await assertWhole(f, committed);
        assert.ok(published <= committed + 1);
      }
    } finally {
      await f.close();
    }
  });

  test('a line of the head file half written is cut off, and the head signed again', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 300);
      await f.ledger.sealer.sealOnce();
      await appendFile(f.headFile, '{"signed":"{\\"epoch\\":1,\\"si');
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      await assertWhole(f, 301);
    } finally {
      await f.close();
    }
  });

  test('of many processes one seals; when it goes another goes on', async () => {
    const f = await fixture();
    const others = [f.another(), f.another()];
    const all = [f.ledger, ...others];
    let committed = 0;
    try {
      for (const { sealer } of all) sealer.start();
      for (let round = 0; round < 3; round++) {
        await Promise.all(
          Array.from({ length: 20 }, async (_, i) => {
            await count(all[i % 3] ?? f.ledger, f.test.db, 2);
            committed += 2;
          }),
        );
        await all[round]?.sealer.sealOnce();
        await all[round]?.sealer.stop();
      }
      await count(f.ledger, f.test.db, 1);
      // All have stopped; whoever is asked seals.
      await others[0]?.sealer.sealOnce();
      await assertWhole(f, committed + 1);
    } finally {
      for (const { sealer } of others) await sealer.stop();
      await f.close();
    }
  });

  test('a sealer whose connection is cut comes back by itself', async () => {
    const f = await fixture();
    try {
      f.ledger.sealer.start();
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      const { pid } = await f.test.db.one<{ pid: number }>('SELECT pid FROM ledger.sealer');
      await f.test.owner.query('SELECT pg_terminate_backend($1)', [pid]);
      await count(f.ledger, f.test.db, 1);
      // The first look finds the connection gone; the sealer takes a new one.
      while ((await f.ledger.sealedSize(f.test.db)) < 3) await sleep(20);
      await f.ledger.sealer.sealOnce();
      await assertWhole(f, 2);
    } finally {
      await f.close();
    }
  });

  test('killed in the midst of its work: the log is whole', async () => {
    const f = await fixture();
    try {
      const child = path.join(import.meta.dirname, '../testing/seal-child.ts');
      const running = spawn(process.execPath, [child, f.test.url, APP_ROLE, f.folder, f.headFile], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(running.stdout, 'data');
      await sleep(100);
      running.kill('SIGKILL');
      await once(running, 'exit');
      await count(f.ledger, f.test.db, 1, fold());
      await f.ledger.sealer.sealOnce();
      const { n } = await f.test.db.one<{ n: number }>('SELECT count(*) AS n FROM ledger.entry');
      assert.ok(n > 3, 'it had come to something');
      await assertWhole(f, n - 1);
    } finally {
      await f.close();
    }
  });

  test('the sealer does not sign on over a log that is not the one signed before', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 10);
      await f.ledger.sealer.sealOnce();
      await f.test.owner.query("UPDATE ledger.position SET leaf = sha256('forged') WHERE position = 4");
      await count(f.ledger, f.test.db, 1);
      await assert.rejects(f.ledger.sealer.sealOnce(), /head 11 in the database has another root/);
      assert.equal(f.ledger.sealer.refusal()?.reason, 'mismatch');
    } finally {
      await f.close();
    }
  });

  test('a sequence left behind by a copy is refused by name', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 10);
      await f.ledger.sealer.sealOnce();
      await f.test.owner.query("SELECT setval('ledger.entry_seq', 3)");
      await assert.rejects(
        f.another().sealer.sealOnce({ waitMs: 0 }),
        /stands at 3, behind the sealed number 10/,
      );
      await f.test.owner.query("SELECT setval('ledger.entry_seq', 10)");
      await count(f.ledger, f.test.db, 1);
      await f.ledger.sealer.sealOnce();
      await assertWhole(f, 11);
    } finally {
      await f.close();
    }
  });

  test('the house may be verified and exported while it works', async () => {
    const f = await fixture();
    try {
      f.ledger.sealer.start();
      let working = true;
      const work = (async () => {
        while (working) {
          await count(f.ledger, f.test.db, 40);
          await sleep(10);
        }
      })();
      await f.ledger.sealer.sealOnce();
      for (let i = 0; i < 2; i++) {
        const { problems } = await f.ledger.verify();
        assert.deepEqual(problems, []);
        const out = new PassThrough();
        const [verified] = await Promise.all([
          verifyExport(out),
          f.ledger.exportTo(f.test.db, out).then(() => out.end()),
        ]);
        assert.deepEqual(verified.problems, []);
        assert.equal(await f.ledger.examineHeads(f.test.db), undefined);
      }
      working = false;
      await work;
    } finally {
      await f.close();
    }
  });

  test('a file of heads that is gone begins anew from the last head', async () => {
    const f = await fixture();
    try {
      await count(f.ledger, f.test.db, 10);
      await f.ledger.sealer.sealOnce();
      const elsewhere = f.another({ headFile: path.join(f.folder, 'new', 'heads.jsonl') });
      await count(f.ledger, f.test.db, 1);
      await elsewhere.sealer.sealOnce();
      const lines = (await readFile(path.join(f.folder, 'new', 'heads.jsonl'), 'utf8')).trim().split('\n');
      assert.deepEqual(
        lines.map(line => readHead(JSON.parse(line) as Signed)?.size),
        [11, 12],
      );
    } finally {
      await f.close();
    }
  });
});
