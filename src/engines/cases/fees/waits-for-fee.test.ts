import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import {
  ask,
  cancelReceipt,
  dueOf,
  obligationsOf,
  paymentsService,
  raise,
  setAmount,
  takeCash,
} from '#engines/payments';
import { newId } from '#platform/db';
import { formatMoney } from '#ui';
import { handOver, heldAmong, ownResults, statusTextsOf, stepFor, waitsForFee } from '../index.ts';
import { notifyApplicant } from '../notify.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { does, facing, type People, signs, withLibrary } from '../testing/people.ts';
import { subjectOf } from './follow.ts';

describe('cases: a result that nobody has had', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('waits until its fee is paid; who had it before something was asked for has it still', async () => {
    const dossier = await f.apply(p.reader, { code: RARE, channel: 'counter', data: f.filledIn({}) });
    const subject = subjectOf(dossier);
    const waits = (fetchedAt: Date | null) => waitsForFee(f.db, dossier, { id: newId(), fetchedAt });
    assert.equal(await waits(null), true);
    assert.equal(await waits(f.clock.now()), false);
    const amount = dueOf(await obligationsOf(f.db, subject));
    assert.ok(amount > 0);
    const { accountId, postId } = p.clerk;
    const clerk = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
    const paid = { subject, amount, payer: 'Giàng Thị Mỷ' };
    await f.db.tx(tx => takeCash(tx, f.ctx.get(paymentsService), paid, clerk));
    assert.equal(await waits(null), false);
  });

  test('is told with what is to be paid first, and is held among what its applicant has got', async () => {
    const owner = await f.citizen('Giàng Thị Mỷ');
    const dossier = await f.apply(owner, { code: RARE, channel: 'counter', data: f.filledIn({}) });
    await does(f, p.clerk, dossier, 'forward');
    const held = async () => [
      (await heldAmong(f.db, [dossier.id])).has(dossier.id),
      (await ownResults(f.db, owner.accountId)).map(r => r.held),
    ];
    assert.deepEqual(await held(), [false, []]);
    const subject = subjectOf(dossier);
    const { accountId, postId } = p.clerk;
    const clerk = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
    const binding = (await obligationsOf(f.db, subject)).find(o => o.state === 'unset');
    const said = { obligationId: binding?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await f.db.tx(tx => setAmount(tx, f.ctx.get(paymentsService), said, clerk));
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    assert.deepEqual(await held(), [true, [true]]);
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 3; i++) await f.ledger.followers.runOnce([notifyApplicant.id]);
    const told = (await messagesAbout(f.db, dossier.id)).filter(m => m.key.includes('.result'));
    const amount = dueOf(await obligationsOf(f.db, subject));
    assert.ok(told.length > 0);
    for (const { key, params } of told)
      assert.deepEqual([key, params.owed], ['cases.message.result-fee-counter', formatMoney(amount, 'vi')]);
    await f.db.tx(tx =>
      takeCash(tx, f.ctx.get(paymentsService), { subject, amount, payer: 'Giàng Thị Mỷ' }, clerk),
    );
    assert.deepEqual(await held(), [false, [false]]);
  });

  test('waits on while something is left to be paid, also when its dossier is closed and a receipt is cancelled', async () => {
    const owner = await f.citizen('Vàng Thị Dín');
    const data = f.filledIn({ way: 'electronic' });
    const dossier = await f.apply(owner, { code: RARE, channel: 'counter', data });
    await does(f, p.clerk, dossier, 'forward');
    const subject = subjectOf(dossier);
    const { accountId, postId } = p.clerk;
    const clerk = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
    const payments = f.ctx.get(paymentsService);
    const unset = (await obligationsOf(f.db, subject)).find(o => o.state === 'unset');
    const free = { obligationId: unset?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await f.db.tx(tx => setAmount(tx, payments, free, clerk));
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const { closedAt, status } = await f.again(dossier);
    assert.ok(closedAt);
    assert.equal(status, 'returned');
    const running = await f.apply(owner, { code: RARE, channel: 'counter', data: f.filledIn({}) });
    const stands = async () => [
      dueOf(await obligationsOf(f.db, subject)),
      await waitsForFee(f.db, dossier, { id: newId(), fetchedAt: null }),
    ];
    const said = async () => {
      const texts = await statusTextsOf(f.db, [await f.again(dossier), await f.again(running)]);
      return [texts.get(dossier.id), texts.get(running.id)];
    };
    const amount = dueOf(await obligationsOf(f.db, subject));
    assert.deepEqual(await stands(), [amount, true]);
    assert.deepEqual(await said(), ['cases.result-held', 'cases.status.received']);
    const paid = { subject, amount, payer: 'Vàng Thị Dín' };
    const { id: receiptId } = await f.db.tx(tx => takeCash(tx, payments, paid, clerk));
    assert.deepEqual(await stands(), [0, false]);
    assert.deepEqual(await said(), ['cases.status.returned', 'cases.status.received']);
    await f.db.tx(tx => cancelReceipt(tx, payments, { receiptId, reason: 'Thu nhầm hồ sơ' }, clerk));
    assert.deepEqual(await stands(), [amount, true], 'it is due again, not let go');
  });

  test('what its applicant has on paper is not held again, and its receipt is cancelled by nobody alone', async () => {
    const owner = await f.citizen('Lù Thị Mảo');
    const dossier = await f.apply(owner, { code: RARE, channel: 'counter', data: f.filledIn({}) });
    await does(f, p.clerk, dossier, 'forward');
    const subject = subjectOf(dossier);
    const { accountId, postId } = p.clerk;
    const clerk = { accountId, postId, agencyId: f.agencies.centre, at: f.clock.now() };
    const payments = f.ctx.get(paymentsService);
    const unset = (await obligationsOf(f.db, subject)).find(o => o.state === 'unset');
    const free = { obligationId: unset?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await f.db.tx(tx => setAmount(tx, payments, free, clerk));
    await does(f, p.officer, dossier, 'propose');
    await signs(f, p.chairman, dossier);
    const amount = dueOf(await obligationsOf(f.db, subject));
    const paid = { subject, amount, payer: 'Lù Thị Mảo' };
    const { id: receiptId } = await f.db.tx(tx => takeCash(tx, payments, paid, clerk));
    const wrong = { receiptId, reason: 'Thu nhầm' };
    const { input } = await facing(f, p.clerk, dossier);
    await f.db.tx(async tx => {
      const locked = await stepFor(tx, p.clerk, input, f.clock.now());
      const recipient = { name: 'Lù Thị Mảo', personalNumber: null, relation: null };
      const handed = { check: { by: 'slip' }, recipient, signature: null } as const;
      return handOver(tx, f.deps, { ...input, locked, handed }, locked.actor);
    });
    await assert.rejects(
      f.db.tx(tx => cancelReceipt(tx, payments, wrong, clerk)),
      { code: 'RECEIPT_RESULT_GIVEN' },
    );
    // What comes to be due later, as money that a statement of the bank takes away again: whoever has the paper is not told to wait for it.
    const more = {
      subject,
      reference: dossier.code,
      key: null,
      agencyId: clerk.agencyId,
      payer: 'Lù Thị Mảo',
    };
    const charge = { ...more, name: 'Phụ thu', amount: 5_000, exemptions: [], waits: false };
    await f.db.tx(async tx =>
      ask(tx, payments.ledger, await raise(tx, payments.ledger, charge, clerk), clerk),
    );
    assert.ok(dueOf(await obligationsOf(f.db, subject)) > 0);
    assert.equal((await heldAmong(f.db, [dossier.id])).has(dossier.id), false);
    const texts = await statusTextsOf(f.db, [await f.again(dossier)]);
    assert.equal(texts.get(dossier.id), 'cases.status.returned');
  });
});
