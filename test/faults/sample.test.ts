import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { numbersFrom } from '#test/numbers-from';
import { databaseAway } from './kinds/database-away.ts';
import { killPostgres } from './kinds/kill-postgres.ts';
import { killServer } from './kinds/kill-server.ts';
import { twice } from './kinds/twice.ts';
import { uploadCut } from './kinds/upload-cut.ts';
import type { Fault } from './support/fault.ts';
import { type Cast, type Outcome, openScene, type Run, runControl, runReal } from './support/run-fault.ts';

// A short sample of `npm run faults`, on one installation: what spoils it comes last.
describe('people apply, decide and send files while something happens', () => {
  let cast: Cast;
  before(async () => {
    cast = await openScene(numbersFrom(Date.now()), ['all', 'web']);
  });
  after(() => cast?.scene.remove());

  const RUN = { rounds: 1, acts: 5, lasting: () => sleep(500), say: () => undefined };
  const under = async (fault: Fault, people = cast.people, run: Run = RUN): Promise<Outcome> => {
    const outcome = await runReal(fault, { ...cast, people }, run);
    const { lost, doubled, broken } = outcome;
    assert.deepEqual({ lost, doubled, broken }, { lost: 0, doubled: 0, broken: [] });
    return outcome;
  };
  const loses = async (fault: Fault) => {
    const { lost, doubled } = await runControl(fault, cast, RUN);
    assert.ok(lost + doubled > 0, `the judge cannot see what is lost without ${fault.control.without}`);
  };

  test('a server, with -9: after the next start each acknowledged act is there, once', async t => {
    // A file in the hand of a process that is gone can be gone on with after 15 s only: too long for a sample.
    const { acked } = await under(
      killServer,
      cast.people.filter(person => person !== cast.scene.sender),
    );
    t.diagnostic(`${acked} acknowledged`);
  });

  test('PostgreSQL, with -9: pages answer 503 with Retry-After, then work again without a restart', async t => {
    const { acked, unavailable } = await under(killPostgres);
    assert.ok(unavailable > 0, 'nobody was told when to come again');
    t.diagnostic(`${acked} acknowledged, ${unavailable} times 503`);
  });

  test('PostgreSQL does not answer for some seconds: nobody is left hanging, and all goes on after it', async () => {
    const url = cast.scene.keepers[0]?.process.url ?? assert.fail('no server');
    const ask = (path: string) => fetch(`${url}${path}`, { signal: AbortSignal.timeout(20_000) });
    let told: Response | undefined;
    // Until a page has said it: as long as somebody waits who asks meanwhile.
    const lasting = async () => {
      for (let i = 0; i < 20 && told?.status !== 503; i++) told = await ask('/thu-tuc/2.000635');
      assert.equal((await ask('/livez')).status, 200);
    };
    await under(databaseAway, cast.people, { ...RUN, lasting });
    assert.equal(told?.status, 503);
    assert.ok(Number(told?.headers.get('retry-after')) > 0);
  });

  test('clients that die in mid-upload: others go on where they were; as one body nothing is kept', async () => {
    await under(uploadCut);
    await loses(uploadCut);
  });

  test('every act sent twice at the same moment, to two servers, is done once; without its key twice', async () => {
    await under(twice);
    await loses(twice);
  });

  test('a control: with a database that acknowledges before it has written, the loss is seen', () =>
    loses(killPostgres));
});
