import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { APP_ROLE } from '#platform/db';
import type { Follower } from '../index.ts';
import { count, type Fixture, fixture, fold } from '../testing/fixture.ts';

suite('followers', () => {
  let f: Fixture;
  let fails: (number: unknown) => boolean = () => false;
  // Writes down what it reads: whatever is handled twice, or not, shows.
  const adder: Follower = {
    id: 'adder',
    kinds: ['sheep.counted'],
    handle: async (entry, tx) => {
      if (fails(entry.body.number)) throw new Error(`cannot take ${entry.body.number}`);
      await tx.run('INSERT INTO tally (number, place) VALUES ($1, $2)', [entry.body.number, entry.position]);
    },
    reset: async tx => {
      await tx.run('DELETE FROM tally');
    },
  };
  // The same, a page at a time.
  const pages: number[] = [];
  const gatherer: Follower = {
    ...adder,
    id: 'gatherer',
    handleAll: async (entries, tx) => {
      pages.push(entries.length);
      for (const entry of entries) await adder.handle(entry, tx);
    },
  };
  const total = () =>
    f.test.db.one<{ sum: number; n: number; inversions: number }>(
      `SELECT coalesce(sum(number), 0) AS sum, count(*) AS n, count(*) FILTER (WHERE place <= before) AS inversions
         FROM (SELECT number, place, lag(place) OVER (ORDER BY nth) AS before FROM tally) t`,
    );

  before(async () => {
    f = await fixture({ followers: [adder] });
    await f.test.owner.query(
      `CREATE TABLE tally (nth bigint GENERATED ALWAYS AS IDENTITY, number int, place bigint);
       GRANT SELECT, INSERT, DELETE ON tally TO ${APP_ROLE}`,
    );
  });
  beforeEach(() => {
    fails = () => false;
  });
  after(() => f.close({ spoilt: true }));

  test('each sealed entry has its effect once, in order; others are passed over', async () => {
    await count(f.ledger, f.test.db, 1_200);
    await f.test.db.tx(tx =>
      f.ledger.append(tx, {
        kind: 'sheep.shorn',
        subject: fold(),
        actor: 'dog',
        at: new Date(),
        body: { grams: 9 },
      }),
    );
    await f.ledger.followers.runOnce();
    assert.equal((await total()).n, 0, 'not before it is sealed');
    await f.ledger.sealer.sealOnce();
    await f.ledger.followers.runOnce();
    await f.ledger.followers.runOnce();
    assert.deepEqual(await total(), { n: 1_200, sum: (1_199 * 1_200) / 2, inversions: 0 });
    assert.deepEqual(await f.ledger.followers.states(), [
      { id: 'adder', position: 1_202, behind: 0, error: null, failedAt: null, attempts: 0 },
    ]);
  });

  test('two processes at once: still once', async () => {
    const other = f.another({ followers: [adder] });
    const { n } = await total();
    await count(f.ledger, f.test.db, 300);
    await f.ledger.sealer.sealOnce();
    await Promise.all([
      f.ledger.followers.runOnce(),
      other.followers.runOnce(),
      f.ledger.followers.runOnce(),
    ]);
    await f.ledger.followers.runOnce();
    assert.equal((await total()).n, n + 300);
  });

  test('it stands still at an entry that it cannot take, those before it done, and goes on when it can', async () => {
    const before = await total();
    const { position } = (await f.ledger.followers.states())[0] ?? assert.fail();
    await count(f.ledger, f.test.db, 20);
    await f.ledger.sealer.sealOnce();
    fails = number => number === 12;
    await assert.rejects(f.ledger.followers.runOnce(), /cannot take 12/);
    await assert.rejects(f.ledger.followers.runOnce(), /cannot take 12/);
    assert.equal((await total()).n, before.n + 12);
    const [state] = await f.ledger.followers.states();
    assert.deepEqual(
      [state?.position, state?.behind, state?.attempts, state?.error],
      [position + 12, 8, 2, 'cannot take 12'],
    );
    fails = () => false;
    await f.ledger.followers.runOnce();
    assert.equal((await total()).n, before.n + 20);
    assert.equal((await f.ledger.followers.states())[0]?.error, null);
  });

  test('an entry that it can never take is passed over when somebody says so, once, and taken after all when it can be', async () => {
    const before = await total();
    const { position } = (await f.ledger.followers.states())[0] ?? assert.fail();
    await count(f.ledger, f.test.db, 5);
    await f.ledger.sealer.sealOnce();
    fails = number => number === 2;
    await assert.rejects(f.ledger.followers.runOnce(), /cannot take 2/);
    const [stands, ...others] = await f.ledger.followers.standing(f.test.db);
    assert.equal(others.length, 0);
    assert.deepEqual(
      [stands?.id, stands?.position, stands?.behind, stands?.error, stands?.entry?.body],
      ['adder', position + 2, 3, 'cannot take 2', { number: 2 }],
    );
    await assert.rejects(f.ledger.followers.runOnce(), /cannot take 2/);
    const [still] = await f.ledger.followers.standing(f.test.db);
    assert.deepEqual([still?.since, still?.attempts], [stands?.since, 2], 'since the first time');

    const at = new Date('2026-11-28T03:00:00Z');
    const skip = (where: number, id = 'adder') =>
      f.test.db.tx(tx =>
        f.ledger.followers.skip(tx, id, { position: where, by: 'dog', at, reason: 'lost sheep' }),
      );
    assert.equal(await skip(position + 1), undefined, 'only where it stands');
    assert.equal(await skip(position + 2, 'nobody'), undefined);
    assert.deepEqual((await skip(position + 2))?.body, { number: 2 });
    assert.equal(await skip(position + 2), undefined, 'once');
    assert.deepEqual(await f.ledger.followers.standing(f.test.db), []);
    await f.ledger.followers.runOnce();
    assert.equal((await total()).n, before.n + 4, 'all but that one');

    const [kept] = await f.ledger.followers.skipped(f.test.db, { limit: 9, offset: 0 });
    assert.deepEqual(
      [kept?.position, kept?.reason, kept?.error, kept?.madeUpAt, kept?.entry?.body],
      [position + 2, 'lost sheep', 'cannot take 2', null, { number: 2 }],
    );
    const makeUp = () =>
      f.test.db.tx(tx => f.ledger.followers.makeUp(tx, 'adder', { position: position + 2, by: 'dog', at }));
    await assert.rejects(makeUp(), /cannot take 2/);
    fails = () => false;
    assert.deepEqual((await makeUp())?.body, { number: 2 });
    assert.equal(await makeUp(), undefined, 'once');
    assert.equal((await total()).n, before.n + 5);
    await f.ledger.followers.rebuild('adder');
    assert.deepEqual(
      await f.ledger.followers.skipped(f.test.db, { limit: 9, offset: 0 }),
      [],
      'it comes again',
    );
    await f.ledger.followers.runOnce();
    assert.deepEqual(await total(), { ...before, n: before.n + 5, sum: before.sum + 10 });
  });

  test('one that stands still is tried at once when somebody asks', async () => {
    await count(f.ledger, f.test.db, 1);
    await f.ledger.sealer.sealOnce();
    fails = () => true;
    await assert.rejects(f.ledger.followers.runOnce(), /cannot take/);
    const retry = (id: string) => f.test.db.tx(tx => f.ledger.followers.retry(tx, id));
    assert.equal(await retry('nobody'), false);
    assert.equal(await retry('adder'), true);
    assert.equal((await f.ledger.followers.states())[0]?.failedAt, null, 'it need not wait any more');
    assert.equal((await f.ledger.followers.standing(f.test.db)).length, 1, 'it stands until it has taken it');
    fails = () => false;
    await f.ledger.followers.runOnce();
    assert.equal(await retry('adder'), false);
  });

  test('rebuilt from the beginning it comes to the same', async () => {
    const before = await total();
    await f.ledger.followers.rebuild('adder');
    assert.equal((await total()).n, 0);
    await f.ledger.followers.runOnce();
    assert.deepEqual(await total(), before);
  });

  test('one that takes a page at once takes each once and in order; at one that it cannot take it goes one by one', async () => {
    const before = await total();
    const house = f.another({ followers: [gatherer] });
    const { position: all } = (await f.ledger.followers.states())[0] ?? assert.fail();
    await house.followers.runOnce();
    assert.equal(
      pages.splice(0).reduce((a, b) => a + b),
      before.n,
      'all, in fewer pages',
    );
    assert.equal((await total()).n, 2 * before.n);
    await count(f.ledger, f.test.db, 5);
    await f.ledger.sealer.sealOnce();
    fails = number => number === 3;
    await assert.rejects(house.followers.runOnce(), /cannot take 3/);
    assert.deepEqual(pages.splice(0), [5, 1, 1, 1, 1]);
    assert.deepEqual(
      (await house.followers.states()).map(s => [s.position, s.behind, s.error]),
      [[all + 3, 2, 'cannot take 3']],
    );
    fails = () => false;
    await house.followers.runOnce();
    assert.equal((await total()).n, 2 * before.n + 5);
    await house.followers.rebuild('gatherer');
    await f.ledger.followers.rebuild('adder');
    await f.ledger.followers.runOnce();
    assert.equal((await total()).n, before.n + 5);
  });

  test('in the background it follows the sealer, and nothing waits for it', async () => {
    const before = await total();
    f.ledger.sealer.start();
    f.ledger.followers.start();
    for (let i = 0; i < 5; i++) await count(f.ledger, f.test.db, 2);
    while ((await total()).n < before.n + 10) await sleep(10);
    await f.ledger.followers.stop();
    await f.ledger.sealer.stop();
    assert.equal((await total()).n, before.n + 10);
  });

  test('kinds that nobody follows are listed', () => {
    assert.ok(f.ledger.followers.unhandled().includes('sheep.shorn'));
    assert.ok(!f.ledger.followers.unhandled().includes('sheep.counted'));
  });
});
