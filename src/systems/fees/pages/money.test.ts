import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type BankAccount, bankService, setBankAccount } from '#engines/payments';
import { type FeesSite, feesSite } from '../testing/site.ts';

const MONEY = '/can-bo/thu-phi/tien-vao';
const BAC_HA = '0399000123';
const PROVINCE = '0399000456';
const COMPARE = `${MONEY}/doi-soat`;

describe('fees: money that came in, and the bank', () => {
  let s: FeesSite;
  const asked: string[] = [];
  let broken = '';
  before(async () => {
    s = await feesSite();
    Object.assign(s.env.get(bankService), {
      port: {
        async *statement(account: BankAccount) {
          asked.push(account.number);
          if (account.number === broken) throw new Error('no answer');
          yield* [];
        },
      },
    });
    const { ledger } = s;
    const by = { accountId: s.accountant.accountId, postId: null, agencyId: null, at: s.clock.now() };
    for (const [agencyId, number] of [
      [s.agencies.bacHa, BAC_HA],
      [s.agencies.province, PROVINCE],
    ] as const) {
      const account = { agencyId, bin: '999999', number, bankName: 'Ngân hàng thử', holder: 'KHO BAC' };
      await s.db.tx(tx => setBankAccount(tx, ledger, { ...account, invented: true }, by));
    }
  });
  after(() => s.close());

  test('who sees accounts of others compares his own only, and is told so before and after', async () => {
    const { visit } = await s.official('Lý Thị Sua', s.agencies.province, ['accountant']);
    const before = (await visit.open(MONEY)).html;
    assert.match(before, new RegExp(`Ông/Bà đối soát được tài khoản ${PROVINCE} Ngân hàng thử[.]`));
    const done = await visit.submit(COMPARE);
    assert.deepEqual(asked, [PROVINCE]);
    const { html } = await visit.open(done.location ?? '');
    assert.match(html, new RegExp(`Đã đối soát với ngân hàng: tài khoản ${PROVINCE} Ngân hàng thử[.]`));
    assert.match(html, new RegExp(`Không đối soát tài khoản ${BAC_HA} Ngân hàng thử: thuộc đơn vị`));
  });

  test('who may compare all that he sees reads nothing of others; a statement that cannot be read is no comparison', async () => {
    const { visit } = s.accountant;
    assert.doesNotMatch((await visit.open(MONEY)).html, new RegExp(`${PROVINCE}|Ông/Bà đối soát được`));
    broken = BAC_HA;
    const done = await visit.submit(COMPARE);
    const { html } = await visit.open(done.location ?? '');
    assert.match(html, new RegExp(`Không đọc được sao kê của tài khoản ${BAC_HA}`));
    assert.doesNotMatch(html, /Đã đối soát|Không đối soát/);
  });

  test('who may compare none is shown no button, and refused', async () => {
    const { visit } = s.leader;
    assert.doesNotMatch((await visit.open(MONEY)).html, /Đối soát ngay/);
    assert.equal((await visit.submit(COMPARE)).status, 403);
  });
});
