import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '#test/command';
import { drained } from './support/drained.ts';
import { examine } from './support/examine.ts';
import { startLoad } from './support/load.ts';
import { familyOf, isReady, postgresOf, type ServerProcess } from './support/processes.ts';
import { acknowledgedBy, openWorld, type World } from './support/world.ts';

const untilReady = async (server: ServerProcess) => {
  for (let i = 0; !(await isReady(server.url)); i++) {
    assert.ok(i < 600, `the server does not come back by itself:\n${server.log().slice(-4000)}`);
    await sleep(50);
  }
};

/** A page that reads the database, asked until it answers `status`; what it said then. */
async function answerOf(url: string, status: number): Promise<Response> {
  for (let i = 0; i < 200; i++) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(20_000) });
    await answer.arrayBuffer();
    if (answer.status === status) return answer;
    await sleep(25);
  }
  return assert.fail(`never answered ${status}`);
}

describe('citizens apply while something is killed', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.place.remove());
  const page = () => `${world.server.url}/thu-tuc/2.000635`;

  /** Everything that was acknowledged is there, once and whole; the ledger is intact; nothing is left lying. */
  async function assertWhole() {
    const { place, applicants } = world;
    await drained(place.owner);
    assert.deepEqual(await examine(place.owner, acknowledgedBy(applicants)), []);
    const verified = await runCommand(['ledger', 'verify', '--state'], {
      ...place.settings,
      LOG_LEVEL: 'silent',
    });
    assert.equal(verified.code, 0, verified.out + verified.notes);
  }

  test('the server, with -9: after the next start each acknowledged application is there, once', async t => {
    const load = startLoad(t, world.applicants);
    await load.more(3);
    await sleep(Math.random() * 500);
    world.server.kill('SIGKILL');
    assert.equal(await world.server.ended, 'SIGKILL');
    assert.ok(postgresOf(world.place.dataDir), 'its database goes on, to be adopted');
    world.server = await world.place.start();
    await load.more(3);
    await load.stop();
    await assertWhole();
    t.diagnostic(`${load.count()} acknowledged`);
  });

  test('PostgreSQL, with -9: pages answer 503 with Retry-After, then work again without a restart', async t => {
    const load = startLoad(t, world.applicants);
    await load.more(3);
    await sleep(Math.random() * 500);
    const pid = postgresOf(world.place.dataDir);
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    const answer = await answerOf(page(), 503);
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    await untilReady(world.server);
    assert.notEqual(postgresOf(world.place.dataDir), pid);
    await load.more(3);
    await load.stop();
    await assertWhole();
    t.diagnostic(`${load.count()} acknowledged`);
  });

  test('PostgreSQL does not answer for some seconds: nobody is left hanging, and all goes on after it', async t => {
    const load = startLoad(t, world.applicants);
    await load.more(1);
    const frozen = familyOf(postgresOf(world.place.dataDir) ?? assert.fail('no server'));
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');
    try {
      const answer = await answerOf(page(), 503);
      assert.ok(Number(answer.headers.get('retry-after')) > 0);
      assert.equal((await fetch(`${world.server.url}/livez`)).status, 200);
    } finally {
      for (const pid of frozen) process.kill(pid, 'SIGCONT');
    }
    await answerOf(page(), 200);
    // Codes go out by jobs, and entries are sealed: both are at work again.
    await load.more(1);
    await load.stop();
    await assertWhole();
  });

  test('a control: with a database that acknowledges before it has written, the loss is seen', async t => {
    const { place, applicants, server } = world;
    await place.owner.query('ALTER DATABASE fansipan SET synchronous_commit = off');
    await place.owner.query("ALTER SYSTEM SET wal_writer_delay = '10s'");
    await place.owner.query('SELECT pg_reload_conf()');
    // Sessions have the setting from their beginning, so all begin anew.
    await place.owner.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await untilReady(server);
    const load = startLoad(t, applicants);
    await load.more(4);
    process.kill(postgresOf(place.dataDir) ?? assert.fail('no server'), 'SIGKILL');
    await load.stop();
    await untilReady(server);
    const faults = await examine(place.owner, acknowledgedBy(applicants));
    assert.ok(
      faults.some(f => f.startsWith('lost: ')),
      'the test cannot see a loss',
    );
  });
});
