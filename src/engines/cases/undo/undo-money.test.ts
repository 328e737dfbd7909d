import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { obligationsOf, paymentsService, setAmount, takeCash } from '#engines/payments';
import { subjectOf } from '../fees/follow.ts';
import { type Dossier, refuse } from '../index.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { does, facing, type People, withLibrary } from '../testing/people.ts';
import { undoes } from '../testing/undoing.ts';

describe('cases: undo and money', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const deps = () => f.ctx.get(paymentsService);
  const clerk = () => ({
    accountId: p.clerk.accountId,
    postId: p.clerk.postId,
    agencyId: f.agencies.centre,
    at: f.clock.now(),
  });
  const owed = async (d: Dossier) =>
    (await obligationsOf(f.db, subjectOf(d))).map(o => [o.name, o.state, o.outstanding]);
  const pays = (d: Dossier, amount: number) =>
    f.db.tx(tx => takeCash(tx, deps(), { subject: subjectOf(d), amount, payer: 'Giàng Thị Mỷ' }, clerk()));
  /** Journal and ledger agree about every obligation of a dossier. */
  async function balanced(d: Dossier): Promise<void> {
    for (const o of await obligationsOf(f.db, subjectOf(d))) {
      const [last] = (await f.ledger.history(f.db, `obligation:${o.id}`)).reverse();
      assert.deepEqual(
        [last?.body.state, last?.body.outstanding, last?.body.held],
        [o.state, o.outstanding, o.held],
      );
    }
  }

  /** At the officer's desk, who has said what the binding costs. */
  async function atCheck(): Promise<Dossier> {
    const dossier = await f.apply(p.reader, { code: RARE, channel: 'counter' });
    await does(f, p.clerk, dossier, 'forward');
    const [, binding] = await obligationsOf(f.db, subjectOf(dossier));
    await f.db.tx(tx =>
      setAmount(
        tx,
        deps(),
        { obligationId: binding?.id ?? '', amount: 35_000, reason: 'Sách dày 120 trang', later: true },
        clerk(),
      ),
    );
    return dossier;
  }

  test('the fee that a step asked for is asked for no longer, and once more when it is done again', async () => {
    const dossier = await atCheck();
    const before = await owed(dossier);
    assert.deepEqual(before.at(-1), ['Phí đóng sách', 'planned', 0]);
    await does(f, p.officer, dossier, 'propose');
    assert.deepEqual((await owed(dossier)).at(-1), ['Phí đóng sách', 'due', 35_000]);
    assert.equal((await f.again(dossier)).status, 'awaiting-payment');
    const back = await undoes(f, p.officer, dossier);
    assert.deepEqual([back.status, back.paused], ['processing', null]);
    assert.deepEqual(await owed(dossier), before);
    await balanced(dossier);
    await does(f, p.officer, dossier, 'propose');
    assert.deepEqual((await owed(dossier)).at(-1), ['Phí đóng sách', 'due', 35_000]);
    await balanced(dossier);
  });

  test('what was owed when it was refused is owed again', async () => {
    const dossier = await atCheck();
    const before = await owed(dossier);
    assert.ok(before.some(([, state]) => state === 'due'));
    const { actor } = await facing(f, p.officer, dossier);
    await f.db.tx(tx => refuse(tx, f.deps, { dossierId: dossier.id, reason: 'Trùng hồ sơ' }, actor));
    assert.ok((await owed(dossier)).every(([, state]) => state === 'cancelled'));
    await undoes(f, p.officer, dossier);
    assert.deepEqual(await owed(dossier), before);
    await balanced(dossier);
  });

  test('once it is paid the step stays: money goes back by a refund', async () => {
    const dossier = await atCheck();
    await pays(dossier, 900_000);
    await does(f, p.officer, dossier, 'propose');
    await pays(dossier, 35_000);
    await assert.rejects(undoes(f, p.officer, dossier), { code: 'UNDO_ACTED_SINCE' });
    assert.deepEqual((await owed(dossier)).at(-1), ['Phí đóng sách', 'paid', 0]);
  });
});
