import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { casesService, fileOfResult, findDossier, findResult, listLooks } from '#engines/cases';
import { agenciesWithOpenCash, listCashDays } from '#engines/payments';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { startProgram, type TestProgram } from '#test/program';
import { closeCash, demoApplicants, recordReturning, settleAccounts, simulate } from './index.ts';
import { amendResults } from './today/amend-results.ts';

const order = { dossiers: 60, from: '2026-06-01', to: '2026-11-20', seed: 'mot' };

describe('simulation: a province', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
    assert.deepEqual(await simulate(program.env, order), { dossiers: 60, already: false });
  });
  after(() => program?.stop());

  test('every dossier says that it is synthetic, and nobody is told of any', async () => {
    const { db } = program.env;
    const { n } = await db.one<{ n: number }>('SELECT count(*) AS n FROM cases.dossier WHERE synthetic');
    assert.equal(n, 60);
    assert.equal(await db.maybe('SELECT FROM messaging.message LIMIT 1'), undefined);
    const entry = await db.one<{ body: { synthetic?: boolean } }>(
      `SELECT convert_from(bytes, 'UTF8')::jsonb -> 'body' AS body FROM ledger.entry WHERE kind = 'case.submitted' LIMIT 1`,
    );
    assert.equal(entry.body.synthetic, true);
  });

  test('the demo’s citizens find dossiers, messages, delegates and readers in their accounts; no telephone is told', async () => {
    const { env } = program;
    const [first] = await demoApplicants(env.db);
    const applicants = await demoApplicants(env.db);
    await simulate(env, { ...order, dossiers: 21, seed: 'chủ', bulk: true, applicants });
    const own = await env.db.query<{ name: string; n: number }>(
      `SELECT applicant_name AS name, count(*)::int AS n FROM cases.dossier
       WHERE applicant_id IS NOT NULL AND channel = 'online' AND procedure_code <> '1.001193' GROUP BY 1 ORDER BY 1`,
    );
    assert.deepEqual(own, [
      { name: 'Giàng Thị Mỷ', n: 7 },
      { name: 'Nguyễn Thị Hòa', n: 7 },
      { name: 'Thào A Sính', n: 7 },
    ]);
    for (const _ of ['once', 'again']) await settleAccounts(env);
    const ledger = env.get(ledgerService);
    await ledger.sealer.sealOnce({ waitMs: 60_000 });
    const channels = () => env.db.query('SELECT DISTINCT channel FROM messaging.message');
    let told = await channels();
    // The program that runs follows the ledger too: what it has in hand is left to it.
    for (let i = 0; i < 200 && !told.length; i++) {
      await ledger.followers.runOnce();
      told = await channels();
      if (!told.length) await sleep(50);
    }
    assert.deepEqual(told, [{ channel: 'account' }]);
    const given = await env.db.query(
      'SELECT name, taken_at IS NOT NULL AS taken FROM identity.mandate WHERE principal_id = $1 ORDER BY made_at, name DESC',
      [first?.accountId],
    );
    assert.deepEqual(given, [
      { name: 'Thào A Sính', taken: true },
      { name: 'Nguyễn Thị Hòa', taken: false },
    ]);
    const looks = await listLooks(env.db, ledger, first?.accountId ?? '', { limit: 50, offset: 0 });
    assert.ok(looks.length > 3 && looks.every(l => l.code && l.agency), JSON.stringify(looks[0]));
  });

  test('the same seed again changes nothing; for other days it is taken', async () => {
    assert.deepEqual(await simulate(program.env, order), { dossiers: 60, already: true });
    await assert.rejects(simulate(program.env, { ...order, to: '2026-11-21' }), { code: 'SEED_TAKEN' });
  });

  test('of two with one seed at once the second is refused and reads since when the first runs, by either path; the first loses nothing', async () => {
    const { env } = program;
    for (const bulk of [false, true]) {
      const asked = { ...order, dossiers: 4, seed: bulk ? 'cùng lúc, cả loạt' : 'cùng lúc', bulk };
      // It has noted that it begins, and made nothing yet.
      const seconds: Array<Promise<unknown>> = [];
      const onProgress = (done: number) => {
        if (done === 0 && !seconds.length)
          for (const _ of ['one', 'and one more']) seconds.push(simulate(env, asked).catch(error => error));
      };
      assert.deepEqual(await simulate(env, { ...asked, onProgress }), { dossiers: 4, already: false });
      assert.equal(seconds.length, 2);
      for (const second of seconds) {
        const { code, params } = (await second) as { code: string; params: { seed: string; since: string } };
        assert.deepEqual([code, params.seed], ['SIMULATION_UNDER_WAY', asked.seed]);
        assert.match(params.since, /^\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}$/);
      }
      const { n } = await env.db.one<{ n: number }>(
        'SELECT count(*)::int AS n FROM simulation.dossier WHERE seed = $1',
        [asked.seed],
      );
      assert.equal(n, 4);
      assert.deepEqual(
        await simulate(env, asked),
        { dossiers: 4, already: true },
        'it holds for nobody else',
      );
    }
  });

  test('an installation that is no demo takes none', async () => {
    const env = { ...program.env, site: { ...program.env.site, demo: false } };
    await assert.rejects(simulate(env, { ...order, seed: 'hai' }), { code: 'SIMULATION_NEEDS_DEMO' });
  });

  test('who comes twice has records, and may be one with himself; nobody else of nobody has', async () => {
    const { db } = program.env;
    const records = () =>
      db.one<{ of: number; n: number }>(
        'SELECT count(DISTINCT dossier_id)::int AS of, count(*)::int AS n FROM people.record WHERE dossier_id IS NOT NULL',
      );
    assert.equal((await records()).of, 0);
    // Of 24 applications the 4th and the 20th.
    assert.equal(await recordReturning(program.env, order.seed), 5);
    const kept = await records();
    assert.equal(kept.of, 5);
    await recordReturning(program.env, order.seed);
    assert.deepEqual(await records(), kept, 'twice is once');
    const phones = await db.query<{ n: number }>(
      'SELECT count(DISTINCT dossier_id)::int AS n FROM people.record WHERE dossier_id IS NOT NULL AND phone IS NOT NULL GROUP BY phone ORDER BY 1',
    );
    assert.deepEqual(
      phones.map(p => p.n),
      [1, 2, 2],
    );
  });

  test('cash is closed day by day with what the book says; the last day of an agency is left, and twice is once', async () => {
    const { db } = program.env;
    const open = () =>
      db.query<{ agency: string; n: number }>(
        'SELECT agency_id AS agency, count(*)::int AS n FROM payments.cash_day WHERE closed_at IS NULL GROUP BY 1',
      );
    const before = (await open()).reduce((sum, a) => sum + a.n, 0);
    const agencies = await agenciesWithOpenCash(db);
    const late = await listCashDays(db, agencies, {
      open: true,
      before: '2026-11-20',
      limit: 500,
      offset: 0,
    });
    const days = late.map(d => d.day);
    assert.ok(days.length > 1 && days.every(day => day < '2026-11-20'));
    assert.deepEqual(days, [...days].sort(), 'who has to close them begins with the oldest');
    const closed = await closeCash(program.env);
    const after = await open();
    assert.ok(closed > 0 && after.every(a => a.n === 1));
    assert.equal(closed + after.length, before);
    assert.equal(
      (
        await db.one<{ n: number }>(
          'SELECT count(*)::int AS n FROM payments.cash_day WHERE counted <> expected',
        )
      ).n,
      0,
    );
    assert.equal(await closeCash(program.env), 0);
    // More dossiers of the same days: their cash goes into the books that are open, whichever way they are played.
    const more = { ...order, dossiers: 60, seed: 'sau khi chốt' };
    const was = await db.one(
      'SELECT count(*)::int AS n, sum(counted) AS counted FROM payments.cash_day WHERE closed_at IS NOT NULL',
    );
    await simulate(program.env, { ...more, bulk: true });
    await simulate(program.env, { ...more, dossiers: 20, seed: 'từng việc', from: '2026-11-10' });
    assert.deepEqual(
      await db.one(
        'SELECT count(*)::int AS n, sum(counted) AS counted FROM payments.cash_day WHERE closed_at IS NOT NULL',
      ),
      was,
    );
  });

  test('a result is drawn and signed when somebody opens it, and once', async () => {
    const { env } = program;
    const deps = env.get(casesService);
    const { id } = await env.db.one<{ id: string }>(
      'SELECT id FROM cases.result WHERE sha256 IS NULL ORDER BY issued_at LIMIT 1',
    );
    const result = await findResult(env.db, id);
    assert.ok(result);
    const now = env.clock.now();
    const [sha256, again] = await Promise.all([
      fileOfResult(env.db, deps, result, now),
      fileOfResult(env.db, deps, result, now),
    ]);
    assert.equal(sha256, again);
    assert.equal((await findResult(env.db, id))?.sha256, sha256);
    const { verdict, signatures } = await deps.trust.verifyPdf(await deps.files.read(sha256));
    assert.equal(verdict, 'valid');
    const second = Math.floor(result.issuedAt.getTime() / 1000);
    for (const s of signatures) assert.equal(Math.floor((s.signedAt?.getTime() ?? 0) / 1000), second);
    const dossier = await findDossier(env.db, result.dossierId);
    assert.ok(dossier);
    const story = await deps.ledger.history(env.db, `dossier:${dossier.id}`);
    assert.equal(story.filter(e => e.kind === 'case.result-drawn').length, 1);
  });

  test('results live on: of those of an office one is corrected, one reissued, one revoked, as far as there are any, and once', async () => {
    const { env } = program;
    const ago = (days: number) => localDate(new Date(env.clock.now().getTime() - days * 86_400_000));
    const near = { dossiers: 300, from: ago(60), to: ago(5), seed: 'sống tiếp', crowded: ['Xã Bắc Hà'] };
    await simulate(env, { ...near, bulk: true });
    const amended = await amendResults(env);
    assert.ok(amended > 0);
    assert.equal(await amendResults(env), 0);
    const acts = await env.db.query<{ kind: string }>('SELECT kind FROM cases.result_act');
    assert.equal(acts.length, amended);
    assert.equal(new Set(acts.map(a => a.kind)).size, amended, 'each in another way');
  });
});
