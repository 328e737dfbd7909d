import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Applicant } from './support/applicant.ts';
import { forgetCodes, PHONES, signIn } from './support/citizens.ts';
import { drained } from './support/drained.ts';
import { examine } from './support/examine.ts';
import { postgresOf, type ServerProcess } from './support/processes.ts';
import { openWorld, type World } from './support/world.ts';

const until = async (what: () => Promise<boolean>, name: string) => {
  for (let i = 0; !(await what()); i++) {
    assert.ok(i < 600, `waited in vain: ${name}`);
    await sleep(50);
  }
};

describe('several processes, and their end', () => {
  let world: World;
  /** Two processes with pages and worker on the same installation. */
  let server: ServerProcess;
  let other: ServerProcess;
  before(async () => {
    world = await openWorld(['all', 'all']);
    [server, other] = world.keepers.map(k => k.process) as [ServerProcess, ServerProcess];
  });
  after(() => world?.remove());
  const whole = async () => assert.deepEqual(await examine(world.place, world.acks.read()), []);

  const firstOf = (applicants: readonly Applicant[]): Applicant =>
    applicants[0] ?? assert.fail('nobody applies');
  const sealingPid = async () => {
    const row = await world.place.owner.maybe<{ process: string }>('SELECT process FROM ledger.sealer');
    return Number(row?.process.split(':').at(-1));
  };

  test('one request, sent to both at the same moment, makes one dossier', async () => {
    const applicant = firstOf(world.applicants);
    const draft = await applicant.prepare();
    const there = applicant.browser.at(other.url);
    await there.open(`${draft}/kiem-tra`);
    const fields = there.filled(`${draft}/kiem-tra`, { 'cam-doan': 'on' });
    const answers = await Promise.all(
      [applicant.browser, there, applicant.browser, there].map(b => b.post(`${draft}/kiem-tra`, fields)),
    );
    assert.deepEqual(
      answers.map(a => a.headers.get('location')),
      answers.map(() => `${draft}/da-nop`),
    );
    world.acks.write({ act: 'applied', id: draft.slice('/nop/'.length) });
    await drained(world.place.owner);
    await whole();
    const { n } = await world.place.owner.one<{ n: number }>('SELECT count(*) AS n FROM cases.dossier');
    assert.equal(n, 1);
  });

  test('who signed in at one is signed in at the other, and signed out of both', async () => {
    const here = firstOf(world.applicants.slice(-1)).browser;
    const there = here.at(other.url);
    assert.equal((await there.open('/tai-khoan')).path, '/tai-khoan');
    await there.submit('/dang-xuat');
    assert.match((await here.open('/tai-khoan')).path, /^\/dang-nhap/);
  });

  test('tries at a password count together: of forty at once five are looked at', async () => {
    const here = firstOf(world.applicants).browser.at(server.url);
    here.cookies.clear();
    await here.open('/can-bo/dang-nhap');
    const wrong = here.filled('/can-bo/dang-nhap', {
      'ten-dang-nhap': 'hotich.bacha',
      'mat-khau': 'not this',
    });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        here.at(i % 2 ? other.url : server.url).post('/can-bo/dang-nhap', wrong),
      ),
    );
    assert.ok(answers.every(a => a.status === 422));
    const { n } = await world.place.owner.one<{ n: number }>(
      'SELECT count(*) AS n FROM identity.attempt WHERE NOT ok',
    );
    assert.equal(n, 5);
  });

  test('requests count together: of seventy in a minute, sent to both in turn, sixty are let in', async () => {
    const here = firstOf(world.applicants).browser.at(server.url);
    here.cookies.clear();
    here.ip = '10.7.7.7';
    await here.open('/dang-nhap');
    const fields = here.filled('/dang-nhap', { 'lien-he': 'no address' });
    const seen = { 422: 0, 429: 0 } as Record<number, number>;
    for (let i = 0; i < 70; i++) {
      const { status } = await here.at(i % 2 ? other.url : server.url).post('/dang-nhap', fields);
      seen[status] = (seen[status] ?? 0) + 1;
    }
    assert.deepEqual(seen, { 422: 60, 429: 10 });
  });

  test('codes are sent once a minute, whichever process is asked', async () => {
    const { owner } = world.place;
    await forgetCodes(owner);
    const sent = () => owner.one<{ n: number }>('SELECT count(*) AS n FROM identity.one_time_code');
    const before = await sent();
    const here = firstOf(world.applicants).browser.at(server.url);
    here.cookies.clear();
    await here.open('/dang-nhap');
    const fields = here.filled('/dang-nhap', { 'lien-he': PHONES[2] });
    await Promise.all(
      [server.url, other.url, server.url].map(url => here.at(url).post('/dang-nhap', fields)),
    );
    assert.equal((await sent()).n, before.n + 1);
  });

  test('one of them seals; when it is killed the other takes over', async () => {
    const { place } = world;
    const sealing = await sealingPid();
    assert.ok([server.pid, other.pid].includes(sealing), `sealed by ${sealing}`);
    const [gone, left] = sealing === server.pid ? [server, other] : [other, server];
    gone.kill('SIGKILL');
    await gone.ended;
    [server, other] = [left, gone];
    for (const applicant of world.applicants.slice(0, 2)) {
      applicant.browser.base = left.url;
      await applicant.act();
    }
    await until(async () => (await sealingPid()) === left.pid, 'the other seals');
    await drained(place.owner);
    await whole();
  });

  test('a session that ends in mid-form: after signing in again what was typed is there, for its owner only', async () => {
    const { owner } = world.place;
    const { browser } = firstOf(world.applicants);
    await browser.open(`/thu-tuc/2.000635`);
    await browser.submit('/thu-tuc/2.000635/nop');
    const page = `${browser.seen.path}/request`;
    await browser.open(page);
    const words = 'Xin hai bản sao, gửi “nhanh” & cẩn thận\nThôn Na Hối Nùng <số 3>';
    const typed = browser.filled(page, { 'request.content': words });
    await owner.run(
      "UPDATE identity.session SET created_at = created_at - interval '25 hours', seen_at = seen_at - interval '25 hours'",
    );
    const posted = await browser.postWithFile(page, typed, [], new File([], ''));
    const kept = /^\/dang-nhap\?next=(%2Fgui-lai%2F[\w-]+)$/.exec(posted.headers.get('location') ?? '')?.[1];
    assert.ok(kept, `led to ${posted.headers.get('location')}`);
    const place = decodeURIComponent(kept);

    await forgetCodes(owner);
    const stranger = browser.at(browser.base);
    stranger.cookies.clear();
    await signIn(stranger, owner, PHONES[1]);
    assert.equal((await stranger.open(place)).status, 404);

    await signIn(browser, owner, PHONES[0], place);
    assert.equal(browser.seen.path, place);
    await browser.submit(page);
    assert.ok(
      browser.seen.status === 200 && browser.seen.path !== page,
      `${browser.seen.path} ${browser.seen.status}`,
    );
    const { content } = await owner.one<{ content: string }>(
      "SELECT data->'request'->>'content' AS content FROM cases.draft WHERE id = $1",
      [page.split('/')[2]],
    );
    assert.equal(content.replaceAll('\r\n', '\n'), words);
  });

  test('SIGTERM: what is under way is answered, nobody new is let in, and the next start works at once', async () => {
    const { place } = world;
    const applicant = firstOf(world.applicants);
    const draft = await applicant.prepare();
    let sending: Promise<boolean> | undefined;
    await place.owner.tx(async tx => {
      await tx.query('SELECT FROM cases.draft WHERE id = $1 FOR UPDATE', [draft.slice('/nop/'.length)]);
      sending = applicant.send(draft);
      await until(async () => {
        // Not in the transaction: there the view stays as it was first seen.
        const { n } = await place.owner.one<{ n: number }>(
          "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%cases.draft%'",
        );
        return n > 0;
      }, 'the request is under way');
      server.kill('SIGTERM');
      await until(
        () =>
          fetch(`${server.url}/livez`).then(
            () => false,
            () => true,
          ),
        'no new connection is taken',
      );
    });
    assert.equal(await sending, true, 'it was answered');
    assert.equal(await server.ended, 0, server.log());
    assert.equal(postgresOf(place.dataDir), undefined, 'its database is stopped');
    server = await place.start();
    await drained(place.owner);
    await whole();
  });
});
