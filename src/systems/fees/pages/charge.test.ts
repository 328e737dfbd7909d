import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, receiptOf } from '#engines/cases';
import { payments } from '#engines/payments';
import { wordsOf } from '../../../engines/cases/testing/words-of.ts';
import { type FeesSite, feesSite } from '../testing/site.ts';

const CARD = { khoan: '/Phí in lại thẻ', 'ly-do': 'In lại hai thẻ' };
const TIMES = '2 × 20.000 đồng';

describe('fees: a published rate is asked for several times at once', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());

  const charges = async (dossier: Dossier, typed: Record<string, string>, who = s.clerk) => {
    await who.visit.open(`${s.feesOf(dossier)}/them`);
    return who.visit.submit(`${s.feesOf(dossier)}/them`, { ...CARD, ...typed });
  };

  test('two are the rate twice, at once and without a second person; lists, receipt and slip say 2 × the rate', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const { status, location } = await charges(dossier, { 'so-luong': '2' });
    assert.deepEqual([status, location?.endsWith('xong=charged')], [303, true], location);
    const card = (await s.owed(dossier)).find(o => o.name === 'Phí in lại thẻ');
    assert.deepEqual(
      [card?.amount, card?.baseAmount, card?.quantity, card?.state, card?.proposal],
      [40_000, 40_000, 2, 'due', null],
    );
    const { visit } = s.clerk;
    assert.match((await visit.open(s.feesOf(dossier))).html, new RegExp(`40\\.000 đồng<small>${TIMES}`));
    const slip = await receiptOf(s.db, s.env.get(casesService), s.env.texts, dossier);
    assert.ok(wordsOf(slip).includes(`Phí in lại thẻ 40.000 đồng (${TIMES}, cần nộp)`), wordsOf(slip));
    assert.ok((await visit.open(`${s.feesOf(dossier)}/thu`)).html.includes(`Phí in lại thẻ (${TIMES})`));
    await s.db.run('UPDATE organisation.agency_version SET name = $2 WHERE agency_id = $1', [
      s.agencies.centre,
      'Trung tâm Phục vụ hành chính công xã Bắc Hà',
    ]);
    const taken = await visit.submit(`${s.feesOf(dossier)}/thu`);
    const receipt = wordsOf((await visit.open(`${taken.location?.split('?')[0]}/in.pdf`)).raw);
    assert.ok(receipt.includes(`Phí in lại thẻ (${TIMES})`), receipt);
    assert.match(receipt, /Thủ tục: Cấp thẻ mượn sách quý/);
    assert.match(
      receipt,
      /^UBND XÃ BẮC HÀ TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG (?!XÃ)/,
      'the place is said once',
    );
    assert.deepEqual(await s.ledger.verifyState(payments.stateChecks ?? []), []);
    await s.owner.tx(async tx => {
      await tx.query("SET LOCAL session_replication_role = 'replica'");
      await tx.query(`UPDATE payments.obligation SET quantity = 4 WHERE id = '${card?.id}'`);
    });
    const [seen] = await s.ledger.verifyState(payments.stateChecks ?? []);
    assert.deepEqual(seen?.fields, [{ name: 'quantity', entries: 2, table: 4 }]);
  });

  test('what is no count, has no rate, or comes with another amount is said at its field, with what was typed', async () => {
    const dossier = await s.apply();
    const refused = async (typed: Record<string, string>, words: RegExp) => {
      const seen = await charges(dossier, typed);
      assert.equal(seen.status, 422, JSON.stringify(typed));
      assert.match(seen.html, words);
      assert.ok(seen.html.includes(`value="${typed['so-luong']}"`));
    };
    for (const times of ['0', '101', 'hai', '-1'])
      await refused({ 'so-luong': times }, /Nhập số lượng từ 1 đến 100/);
    await refused({ 'so-luong': '2', 'so-tien': '20.000' }, /để thu đúng 40\.000 đồng \(2 × 20\.000 đồng\)/);
    const other = { 'so-luong': '2', khoan: 'khac', ten: 'Phí sao', 'so-tien': '16.000' };
    await refused(other, /không có mức công bố/);
    assert.equal((await s.owed(dossier)).filter(o => o.name !== 'Phí thẩm định').length, 0);
    // Another amount of one is still another's to confirm.
    const less = { 'so-luong': '1', 'so-tien': '30.000', 'can-cu': 'Thông tư 281/2016/TT-BTC' };
    assert.match((await charges(dossier, less)).location ?? '', /charge-proposed/);
    // Where no fee is published there is none to choose: what it is called is asked for alone.
    const free = `${s.feesOf(await s.apply({ code: '9.700001' }))}/them`;
    const blank = (await s.clerk.visit.open(free)).html;
    assert.match(blank, /<input type="hidden" name="khoan" value="khac">/);
    assert.doesNotMatch(blank, /Khoản khác/);
    const sent = await s.clerk.visit.submit(free, { 'so-tien': '16.000', 'ly-do': 'Xin thêm bản sao' });
    assert.deepEqual([sent.status, /href="#f-ten"/.test(sent.html)], [422, true]);
    const base = s.feesOf(dossier);
    assert.equal((await s.stranger.visit.open(`${base}/them`)).status, 404);
  });
});
