import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ROLE, openDb } from '#platform/db';
import { type Fixture, fixture, fold } from '../testing/fixture.ts';

type Placed = {
  position: number;
  subject: string;
  version: number;
  number: number;
  xid: string;
  seq: number;
};

const placed = (f: Fixture) =>
  f.test.owner.query<Placed>(
    `SELECT p.position, e.subject, e.version, (convert_from(e.bytes, 'UTF8')::jsonb -> 'body' ->> 'number')::int AS number,
            e.xid, e.seq
       FROM ledger.position p JOIN ledger.entry e ON e.id = p.entry WHERE e.kind = 'sheep.counted' ORDER BY p.position`,
  );

/** Pairs of one subject that stand in another order than they happened in. */
function inversions(entries: ReadonlyArray<{ subject: string; number: number }>): number {
  const last = new Map<string, number>();
  let found = 0;
  for (const { subject, number } of entries) {
    if (number <= (last.get(subject) ?? 0)) found++;
    last.set(subject, Math.max(number, last.get(subject) ?? 0));
  }
  return found;
}

const byXid = (entries: readonly Placed[]) =>
  entries.toSorted((a, b) => Number(BigInt(a.xid) - BigInt(b.xid)) || a.seq - b.seq);

test('hundreds of writers on few subjects, with waits, aborts, savepoints and long transactions', async () => {
  const f = await fixture();
  const db = openDb({ url: f.test.url, role: APP_ROLE, max: 200 });
  const other = f.another();
  try {
    await f.test.owner.query(
      `CREATE TABLE fold (id text PRIMARY KEY, count int NOT NULL DEFAULT 0); GRANT SELECT, UPDATE ON fold TO ${APP_ROLE}`,
    );
    const subjects = Array.from({ length: 5 }, fold).sort();
    await f.test.owner.query('INSERT INTO fold (id) SELECT unnest($1::text[])', [subjects]);

    // Somebody reads all the while: what was read never changes, and nothing turns up before it.
    const seen: string[] = [];
    let done = false;
    const reader = (async () => {
      while (!done) {
        const rows = await f.test.db.query<{ position: number; entry: string }>(
          'SELECT position, entry FROM ledger.position ORDER BY position',
        );
        for (const [i, row] of rows.entries()) {
          assert.equal(row.position, i, 'dense');
          if (i < seen.length) assert.equal(row.entry, seen[i], 'nobody comes late');
          else seen.push(row.entry);
        }
        await sleep(10);
      }
    })();

    // Two processes, one of which seals.
    f.ledger.sealer.start();
    other.sealer.start();

    // Locks the row, counts, and only then appends: what `count` says is the order in which it happened.
    let committed = 0;
    const write = async (n: number) => {
      const chosen = subjects.filter((_, i) => i === n % 5 || (n % 3 === 0 && i === (n * 7) % 5));
      let mine = 0;
      const run = db.tx(async tx => {
        // Some have a transaction id long before they come to the subject that others wait for.
        if (n % 4 === 0) await tx.query('SELECT pg_current_xact_id()');
        for (const subject of chosen) {
          const count = async () =>
            (
              await tx.one<{ count: number }>(
                'UPDATE fold SET count = count + 1 WHERE id = $1 RETURNING count',
                [subject],
              )
            ).count;
          const append = async (number: number) => {
            await f.ledger.append(tx, {
              kind: 'sheep.counted',
              subject,
              actor: 'dog',
              at: new Date(),
              body: { number },
            });
            mine++;
          };
          await append(await count());
          if (n % 5 === 1) {
            const before = mine;
            await tx
              .savepoint(async () => {
                await append(await count());
                throw new Error('never mind');
              })
              .catch(() => undefined);
            mine = before;
            await append(await count());
          }
          if (n % 29 === 0) await sleep(120);
        }
        if (n % 6 === 5) throw new Error('abort');
      });
      await run.then(
        () => {
          committed += mine;
        },
        error => assert.match(String(error), /abort/),
      );
    };
    await Promise.all(Array.from({ length: 240 }, (_, n) => write(n)));
    await f.ledger.sealer.sealOnce();
    done = true;
    await reader;

    const all = await placed(f);
    assert.equal(all.length, committed);
    assert.equal(inversions(all), 0, 'no inversion within a subject');
    for (const subject of subjects) {
      const own = all.filter(e => e.subject === subject);
      const { count } = await f.test.db.one<{ count: number }>('SELECT count FROM fold WHERE id = $1', [
        subject,
      ]);
      assert.deepEqual(
        own.map(e => [e.version, e.number]),
        Array.from({ length: count }, (_, i) => [i + 1, i + 1]),
      );
    }
    // The control: the same entries in the order of their transactions.
    assert.ok(inversions(byXid(all)) > 0, 'ordered by transaction id it would have been wrong');
    const { ok, problems } = await f.ledger.verify();
    assert.ok(ok, JSON.stringify(problems));
  } finally {
    await other.sealer.stop();
    await db.close();
    await f.close({ spoilt: true });
  }
});

test('the control, step by step: transaction ids are taken in another order than subjects are reached', async () => {
  const f = await fixture();
  try {
    const subject = fold();
    const append = (tx: Parameters<typeof f.ledger.append>[0], to: string, number: number) =>
      f.ledger.append(tx, {
        kind: 'sheep.counted',
        subject: to,
        actor: 'dog',
        at: new Date(),
        body: { number },
      });
    await f.test.db.tx(async early => {
      await append(early, fold(), 1);
      await f.test.db.tx(late => append(late, subject, 1));
      await append(early, subject, 2);
    });
    await f.ledger.sealer.sealOnce();
    const all = await placed(f);
    assert.equal(inversions(all), 0);
    assert.equal(inversions(byXid(all)), 1);
  } finally {
    await f.close();
  }
});
