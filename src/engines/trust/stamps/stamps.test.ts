import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, suite, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '#platform/config';
import type { Env } from '#platform/env';
import type { Signed } from '#platform/ledger';
import { trustChecks } from '../doctor.ts';
import { serviceAt } from '../sign/time-stamp.ts';
import { startTsa } from '../testing/tsa.ts';
import { checkStamps } from './check-stamps.ts';
import { readStamps } from './stamp-folder.ts';
import { stampHead } from './stamp-head.ts';

const DAY_MS = 86_400_000;

const headOf = (size: number): Signed => ({
  signed: JSON.stringify({
    type: 'fansipan-head/1',
    log: 'ab'.repeat(32),
    epoch: 1,
    size,
    root: 'cd'.repeat(32),
    time: new Date().toISOString(),
    keyId: 'ab'.repeat(32),
  }),
  signature: 'c2lnbmVk',
});

suite('time stamps of ledger heads', () => {
  let root: string;
  let tsa: Awaited<ReturnType<typeof startTsa>>;
  let stampFolder: string;
  let now: Date;
  let head: Signed | undefined;
  const run = (url = tsa.url) =>
    stampHead({
      clock: { now: () => now },
      stampFolder,
      timeStamps: serviceAt(url),
      head: async () => head,
    });
  const check = (anchors: X509Certificate[] = [new X509Certificate(tsa.rootPem)]) =>
    checkStamps(stampFolder, anchors);

  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'stamps-'));
    tsa = await startTsa(root);
  });
  beforeEach(async () => {
    stampFolder = path.join(await mkdtemp(path.join(root, 'var-')), 'stamps');
    now = new Date();
    head = headOf(7);
  });
  after(async () => {
    await tsa.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('the newest head is stamped once a day, and only when it is another one', async () => {
    assert.match((await run()) ?? '', /^\d{8}T\d{6}Z-7$/);
    head = headOf(9);
    assert.equal(await run(), undefined, 'one a day');
    now = new Date(now.getTime() + DAY_MS);
    const name = await run();
    assert.match(name ?? '', /-9$/);
    // The stamp says the service's day, which is not the one that this house takes it for.
    now = new Date(now.getTime() + DAY_MS);
    assert.equal(await run(), undefined, 'the same head is not stamped again');
    const stamps = await check();
    assert.deepEqual(
      stamps.map(s => [s.state, s.head?.size, s.service]),
      [
        ['good', 7, 'Test TSA'],
        ['good', 9, 'Test TSA'],
      ],
    );
    for (const { at } of stamps) assert.ok(Math.abs((at?.getTime() ?? 0) - Date.now()) < 120_000);
  });

  test('before the first head, and without a service, there is nothing to do', async () => {
    head = undefined;
    assert.equal(await run(), undefined);
    const none = { clock: { now: () => now }, stampFolder, timeStamps: null, head: async () => headOf(1) };
    assert.equal(await stampHead(none), undefined);
    assert.deepEqual(await check(), []);
  });

  test('a service that is away leaves nothing behind, and is asked again', async () => {
    await assert.rejects(run('http://127.0.0.1:9/'), { code: 'TIME_STAMP_AWAY' });
    assert.deepEqual((await readStamps(stampFolder)).stamps, []);
    assert.ok(await run());
    assert.equal((await check()).length, 1);
  });

  test('a service that no trusted authority stands behind is told apart from a forged token', async () => {
    await run();
    assert.deepEqual(
      (await check([])).map(s => [s.state, s.service]),
      [['unknown', 'Test TSA']],
    );
    const other = await startTsa(await mkdtemp(path.join(root, 'other-')));
    assert.equal((await check([new X509Certificate(other.rootPem)]))[0]?.state, 'unknown');
    await other.stop();
  });

  test('a head edited, exchanged or gone, and a token that is none, are each named', async () => {
    const first = await run();
    head = headOf(9);
    now = new Date(now.getTime() + DAY_MS);
    // Names are made of seconds.
    await sleep(1_100);
    const second = await run();
    const at = (name: string) => path.join(stampFolder, name);
    await writeFile(at(`${first}.head`), JSON.stringify(head));
    assert.deepEqual(
      (await check()).map(s => [s.name, s.state]),
      [
        [first, 'broken'],
        [second, 'good'],
      ],
    );
    await writeFile(at(`${second}.tst`), 'no token');
    await rm(at(`${first}.head`));
    assert.deepEqual(
      (await check()).map(s => [s.name, s.state, s.head?.size]),
      [
        [first, 'broken', undefined],
        [second, 'broken', 9],
      ],
    );
    assert.equal((await readdir(stampFolder)).filter(n => n.endsWith('.new')).length, 0);
  });

  test('the doctor asks the service for a stamp, and says that nobody can sign while it is away', async () => {
    const check = trustChecks.find(c => c.id === 'trust.service') ?? assert.fail();
    const look = (settings: Record<string, string>, demo = false) =>
      check.run(
        { config: loadConfig({ NODE_ENV: 'test', ...settings }), site: { demo } } as unknown as Env,
        ((key: string) => key) as never,
      );
    assert.equal((await look({})).state, 'unset');
    const { state, found } = await look({}, true);
    assert.deepEqual(
      { state, found },
      { state: 'unset', found: 'trust.doctor.own-service' },
      'a demo stamps its results itself, which is worth nothing outside; they bear a stamp',
    );
    assert.deepEqual(await look({ TSA_URL: tsa.url }), { state: 'ok', found: 'trust.doctor.service' });
    assert.equal((await look({ TSA_URL: 'http://127.0.0.1:9/' })).state, 'bad');
  });
});
