import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isAppError } from '#platform/errors';
import { actorOf, findTwins, issueResult, listResults, twinsOf, withdraw } from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { publishNext } from '../testing/versions.ts';

const CARD = '9.700001';
const LOAN = '9.700003';
/** One card for a reader, known by name and telephone. */
const READER = {
  matter: 'reader-card',
  ways: [{ reader: 'reader.name', phone: 'reader.phone' }],
  once: true,
};
const TODAY = '2026-11-21';

describe('cases: the same matter twice', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(async (library, all) => {
    f = library;
    p = all;
    await publishNext(f, CARD, { content: { sameMatter: READER } });
  });

  const apply = (name: string, code = CARD) => f.apply(p.reader, { code, data: f.filledIn({ name }) });
  const codes = async (...args: Parameters<typeof twinsOf>) => (await twinsOf(...args)).map(t => t.code);

  test('who signs the second card of a reader writes why, which stays in the ledger; nothing is issued without', async () => {
    const first = await apply('Lò Thị Mai');
    await does(f, p.clerk, first, 'forward');
    await does(f, p.officer, first, 'propose');
    await signs(f, p.chairman, first);
    const second = await apply('LÒ  thị mai'.normalize('NFD'));
    const other = await apply('Lò Thị Mại');
    assert.deepEqual(await codes(f.db, f.deps, second, f.clock.now()), [first.code]);
    assert.deepEqual(await codes(f.db, f.deps, other, f.clock.now()), [], 'one tone mark is another person');
    const [twin] = await twinsOf(f.db, f.deps, second, f.clock.now());
    assert.equal(twin?.results.length, 1);
    await does(f, p.clerk, second, 'forward');
    await does(f, p.officer, second, 'propose');
    await assert.rejects(
      signs(f, p.chairman, second),
      e => isAppError(e) && e.code === 'SAME_MATTER_UNSAID' && e.params.codes === first.code,
    );
    assert.deepEqual(await listResults(f.db, second.id), []);
    const { input, actor } = await facing(f, p.chairman, second);
    const whyDespite = 'Thẻ cũ đã bị mất trong trận lũ';
    await issueResult(f.db, f.deps, { ...input, signerName: p.chairman.name, whyDespite }, actor);
    const entry = (await f.ledger.history(f.db, `dossier:${second.id}`)).find(
      h => h.kind === 'case.result-issued',
    );
    assert.deepEqual([entry?.body.twins, entry?.personal.whyDespite], [[first.code], whyDespite]);
  });

  test('one that was withdrawn is nobody’s twin, and a citizen is told of his own alone', async () => {
    const gone = await apply('Sùng Thị Dín');
    await f.db.tx(tx =>
      withdraw(tx, f.deps, { dossierId: gone.id, reason: 'Tôi nộp nhầm' }, actorOf(p.reader, f.clock.now())),
    );
    const here = await apply('Sùng Thị Dín');
    assert.deepEqual(await codes(f.db, f.deps, here, f.clock.now()), []);
    const matter = { sameMatter: READER, data: here.data };
    const told = async (of: string) =>
      (await findTwins(f.db, f.deps, matter, TODAY, { of })).map(t => t.code);
    assert.deepEqual(await told(p.reader.accountId), [here.code]);
    const stranger = await f.citizen('Hoàng Thị Nga');
    assert.deepEqual(await told(stranger.accountId), []);
  });

  test('another procedure that names the same matter is compared, a version without one is not', async () => {
    const loan = { ...READER, once: false };
    const unnamed = await apply('Má A Páo', LOAN);
    await publishNext(f, LOAN, { content: { sameMatter: loan } });
    const card = await apply('Má A Páo');
    assert.deepEqual(await codes(f.db, f.deps, card, f.clock.now()), []);
    const lent = await apply('Má A Páo', LOAN);
    assert.deepEqual(await codes(f.db, f.deps, lent, f.clock.now()), [card.code]);
    assert.deepEqual(await codes(f.db, f.deps, card, f.clock.now()), [lent.code]);
    assert.deepEqual(await codes(f.db, f.deps, unnamed, f.clock.now()), []);
  });

  test('a matter is found by its index', async () => {
    await f.db.tx(async tx => {
      await tx.run('SET LOCAL enable_seqscan = off');
      const plan = await tx.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT id FROM cases.dossier_2026 d WHERE d.matters && ARRAY['x']`,
      );
      assert.match(JSON.stringify(plan), /matters/);
      assert.match(JSON.stringify(plan), /Bitmap Index Scan/);
    });
  });
});
