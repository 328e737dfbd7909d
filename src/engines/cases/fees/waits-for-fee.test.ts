import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dueOf, obligationsOf, paymentsService, takeCash } from '#engines/payments';
import { waitsForFee } from '../index.ts';
import { type CasesFixture, RARE } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';
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
    const waits = (fetchedAt: Date | null) => waitsForFee(f.db, dossier, { fetchedAt });
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
});
