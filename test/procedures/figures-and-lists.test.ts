import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fixedClock } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { simulate } from '#systems/simulation';
import { startProgram, type TestProgram } from '#test/program';
import type { Client } from '../security/support/client.ts';
import { signedIn } from '../security/support/world.ts';

const PAGE = '/can-bo/tinh-hinh';

/** The numbers of a page that open to something, with where to. */
const numbersOn = (text: string): Array<{ href: string; key: string; n: number }> =>
  [...text.matchAll(/<a href="([^"]+)"><span data-live="([^"]+)"[^>]*>([\d.]+)<\/span><\/a>/g)].map(m => ({
    href: (m[1] ?? '').replaceAll('&amp;', '&'),
    key: m[2] ?? '',
    n: Number((m[3] ?? '').replaceAll('.', '')),
  }));

/** How many lines stand behind a number, on all the pages of its list. */
async function linesBehind(leader: Client, href: string): Promise<number> {
  let count = 0;
  for (let n = 1; ; n++) {
    const { status, text } = await leader.get(`${href}&trang=${n}`);
    assert.equal(status, 200, href);
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(text)?.[1] ?? '';
    count += body.match(/<tr/g)?.length ?? 0;
    if (!text.includes(`trang=${n + 1}`)) return count;
  }
}

describe('figures of a leader and the lists behind them', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram({}, fixedClock('2026-11-25T10:00:00+07:00'));
    const { env } = program;
    const near = { from: '2026-09-15', to: '2026-11-24', crowded: ['Xã Bắc Hà', 'Phường Lào Cai'] };
    await simulate(env, { ...near, dossiers: 200, seed: 'số và danh sách', bulk: true });
    const { sealer, followers, lag } = env.get(ledgerService);
    const isBehind = async () =>
      (await lag(env.db)).unsealed > 0 || (await followers.states()).some(f => f.behind > 0);
    // The program that runs follows the ledger itself.
    await sealer.sealOnce({ waitMs: 60_000 });
    for (let i = 0; i < 1200 && (await isBehind()); i++) await sleep(50);
    assert.equal(await isBehind(), false);
  });
  after(() => program?.stop());

  /** The numbers of a page that are not those of their lists, and how many are not nought. `noughts`: whether behind these there is nothing, too. */
  async function compare(
    leader: Client,
    query: string,
    { noughts }: { noughts: boolean },
  ): Promise<{ wrong: string[]; some: number }> {
    const { status, text } = await leader.get(`${PAGE}?${query}`);
    assert.equal(status, 200, query);
    const numbers = numbersOn(text).filter(({ n }) => noughts || n > 0);
    const wrong: string[] = [];
    for (const { href, key, n } of numbers) {
      const lines = await linesBehind(leader, href);
      if (lines !== n) wrong.push(`${key} is ${n}, its list has ${lines}: ${href}`);
    }
    return { wrong, some: numbers.filter(({ n }) => n > 0).length };
  }

  const PERIODS = ['ky=2026', 'tu=01/10/2026&den=15/11/2026'];
  const VIEWS = ['co-quan', 'linh-vuc', 'can-bo'];

  test('of a commune each number, of an agency, a field or a person and of any period, is that of its list', async () => {
    const leader = await signedIn(program, 'chutich.laocai');
    const { questions } = await program.env.db.one<{ questions: number }>(
      `SELECT count(*)::int AS questions FROM work.task t
       JOIN organisation.agency_version v ON v.agency_id = t.agency_id AND upper(v.valid) IS NULL
       WHERE t.state = 'done' AND starts_with(t.ref, 'question:') AND v.name = 'Ủy ban nhân dân phường Lào Cai'`,
    );
    assert.ok(questions > 0, 'questions of others were answered there, which are no steps of a person');
    for (const view of VIEWS)
      for (const period of PERIODS) {
        const { wrong, some } = await compare(leader, `xem=${view}&${period}`, {
          noughts: period === PERIODS[0],
        });
        assert.deepEqual(wrong, [], `${view} ${period}`);
        assert.ok(some > 0, `${view} ${period}: nothing is said by noughts`);
      }
  });

  test('of all fields of the province, too, however long the code of one is', async () => {
    const leader = await signedIn(program, 'chutich.tinh');
    const { wrong } = await compare(leader, 'xem=linh-vuc&ky=2026-11', { noughts: false });
    assert.deepEqual(wrong, []);
  });

  test('who leads another commune comes to none of it', async () => {
    const own = await signedIn(program, 'chutich.laocai');
    const other = await signedIn(program, 'chutich.bacha');
    const { text } = await own.get(`${PAGE}?xem=can-bo&ky=2026`);
    const done = numbersOn(text).find(({ key, n }) => key.startsWith('person.done:') && n > 0);
    assert.ok(done);
    assert.doesNotMatch((await other.get(done.href)).text, /<tbody>/);
  });
});
