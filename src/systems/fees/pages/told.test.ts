import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { messagesAbout } from '#engines/messaging';
import { paymentsService, payOutRefund, refundsOf } from '#engines/payments';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { citizenSection, trackingSection } from '../parts/sections.ts';
import { tellPayer } from '../tell-payer.ts';
import { type FeesSite, feesSite } from '../testing/site.ts';

describe('fees: what the payer and the desk are told', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());

  test('the payer is told that the receipt is cancelled, why, and what is due again; once', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const base = s.feesOf(dossier);
    const { visit } = s.clerk;
    await visit.open(`${base}/thu`);
    const receipt = (await visit.submit(`${base}/thu`)).location?.split('?')[0] ?? '';
    await s.stranger.visit.open('/can-bo/thu-phi');
    assert.equal((await s.stranger.visit.submit(`${receipt}/huy`, { 'ly-do': 'Thu nhầm' })).status, 404);
    await visit.open(receipt);
    const done = await visit.submit(`${receipt}/huy`, { 'ly-do': 'Thu nhầm hồ sơ.' });
    assert.equal(done.status, 303, done.html);
    await s.ledger.sealer.sealOnce();
    for (let i = 0; i < 2; i++) await s.ledger.followers.runOnce([tellPayer.id]);
    const told = (await messagesAbout(s.db, dossier.id)).filter(m => m.key.endsWith('receipt-cancelled'));
    assert.deepEqual([...new Set(told.map(m => m.channel))].length, told.length, 'once each way');
    const { number, amount, due, reason } = told[0]?.params ?? {};
    assert.deepEqual(
      [number, amount, due, reason],
      ['1/2026', '900.000 đồng', '900.000 đồng', 'Thu nhầm hồ sơ'],
    );
  });

  test('who has an exemption granted reads the reason on his page as well', async () => {
    const dossier = await s.apply({ ground: 'poor' });
    const page = `${s.feesOf(dossier)}/${(await s.owed(dossier))[0]?.id}/mien-giam`;
    await s.clerk.visit.open(page);
    const grant = { 'quyet-dinh': 'grant', 'ly-do': 'Đã xem giấy chứng nhận hộ nghèo năm 2026' };
    assert.equal((await s.clerk.visit.submit(page, grant)).status, 303);
    // Decided, its form leads to the money of the dossier; who has nothing to do with that is refused as ever.
    assert.equal((await s.clerk.visit.open(page)).location, s.feesOf(dossier));
    assert.equal((await s.stranger.visit.open(page)).status, 404);
    const ctx = { ...s.env, t: s.env.texts.of('vi') } as unknown as Ctx;
    const said = String((await citizenSection(ctx, dossier))?.toString());
    assert.match(said, /đã xác nhận[^<]*Lý do: Đã xem giấy chứng nhận hộ nghèo năm 2026/);
  });

  test('who looks a dossier up without an account reads what was paid too much, and that it comes back; of what was paid right, nothing', async () => {
    const ctx = { ...s.env, t: s.env.texts.of('vi'), req: { body: {} }, csrf: '' } as unknown as Ctx;
    const tracked = async (d: Awaited<ReturnType<FeesSite['apply']>>) =>
      String((await trackingSection(ctx, d))?.toString() ?? '');
    const dossier = await s.apply();
    const base = s.feesOf(dossier);
    const [fee] = await s.owed(dossier);
    assert.match(await tracked(dossier), /800\.000 đồng/);
    assert.doesNotMatch(await tracked(dossier), /Nộp thừa/);
    const { visit } = s.clerk;
    await visit.open(`${base}/thu`);
    assert.equal((await visit.submit(`${base}/thu`)).status, 303);
    assert.equal((await visit.open(`${base}/thu`)).location, base, 'nothing is left to be taken');
    assert.equal(await tracked(dossier), '', 'what was paid is told to those who sign in');
    await visit.open(`${base}/${fee?.id}/so-tien`);
    const less = { 'mien-giam': '1', 'ly-do': 'Sinh năm 1950' };
    assert.equal((await visit.submit(`${base}/${fee?.id}/so-tien`, less)).status, 303);
    assert.match(
      await tracked(dossier),
      /^<p>Nộp thừa (<[^>]*>)?400\.000 đồng(<[^>]*>)?: cơ quan sẽ liên hệ để hoàn lại\.<\/p>$/,
    );
    assert.equal(await tracked(await paidRight()), '');
  });

  test('once the result is signed no page says that the clock waits for the money, or that it is still handled; what was paid too much stands on the dossier', async () => {
    const ctx = { ...s.env, t: s.env.texts.of('vi'), req: { body: {} }, csrf: '' } as unknown as Ctx;
    const dossier = await s.apply();
    const said = async (d: Awaited<ReturnType<FeesSite['apply']>>) =>
      `${(await citizenSection(ctx, d))?.toString()}${(await trackingSection(ctx, d))?.toString()}`;
    assert.match(await said(dossier), /Thời hạn giải quyết tạm dừng/);
    const signed = await said({ ...dossier, status: 'completed', paused: null });
    assert.doesNotMatch(signed, /tạm dừng|vẫn xử lý/);
    assert.equal(
      signed.match(/Còn phải nộp [^<]*đồng(<[^>]*>)?\. Kết quả đã ký, trao khi đã nộp đủ\./g)?.length,
      2,
    );
    const base = s.feesOf(dossier);
    const [fee] = await s.owed(dossier);
    await s.clerk.visit.open(`${base}/thu`);
    await s.clerk.visit.submit(`${base}/thu`);
    await s.clerk.visit.open(`${base}/${fee?.id}/so-tien`);
    const less = { 'mien-giam': '1', 'ly-do': 'Sinh năm 1950' };
    await s.clerk.visit.submit(`${base}/${fee?.id}/so-tien`, less);
    assert.match(String(await citizenSection(ctx, dossier)), /Đã nhận [\s\S]*Nộp thừa [^<]*400\.000/);
  });

  /** A dossier whose fee was paid, neither more nor less. */
  async function paidRight() {
    const dossier = await s.apply();
    await s.clerk.visit.open(`${s.feesOf(dossier)}/thu`);
    await s.clerk.visit.submit(`${s.feesOf(dossier)}/thu`);
    return dossier;
  }

  test('once all that is too much is asked back the desk is not told to ask for it', async () => {
    const dossier = await s.apply();
    const base = s.feesOf(dossier);
    const [fee] = await s.owed(dossier);
    const { visit } = s.clerk;
    await visit.open(`${base}/thu`);
    assert.equal((await visit.submit(`${base}/thu`)).status, 303);
    await visit.open(`${base}/${fee?.id}/so-tien`);
    const less = { 'mien-giam': '1', 'ly-do': 'Sinh năm 1950' };
    const set = await visit.submit(`${base}/${fee?.id}/so-tien`, less);
    assert.equal(set.status, 303, set.html);
    assert.match((await visit.open(base)).html, /nộp thừa 400\.000 đồng\. [^<]*lập đề nghị hoàn ở khoản/);
    const form = (await visit.open(`${base}/${fee?.id}/hoan`)).html;
    assert.match(form, /Nộp thừa<\/dt>\s*<dd[^>]*>(<span[^>]*>)?400\.000 đồng/);
    assert.match(form, /Ghi nhiều hơn là hoàn cả một phần của số phải nộp/);
    const asked = { 'so-tien': '450.000', cach: 'cash', 'ly-do': 'Được giảm một nửa' };
    assert.equal((await visit.submit(`${base}/${fee?.id}/hoan`, asked)).status, 303);
    const { html } = await visit.open(base);
    assert.match(html, /Đã lập đề nghị hoàn, đang chờ duyệt/);
    assert.doesNotMatch(html, /lập đề nghị hoàn ở khoản/);
    // Who approves sees that part of the fee itself would go back, and once it did nobody reads that it is paid in full and no more.
    const [refund] = await refundsOf(s.db, { kind: 'dossier', id: dossier.id });
    const page = `/can-bo/thu-phi/hoan/${refund?.id}`;
    assert.equal((await s.stranger.visit.open(page)).status, 404);
    const shown = (await s.leader.visit.open(page)).html;
    assert.match(
      shown,
      /400\.000 đồng(<[^>]*>)? nộp thừa và (<[^>]*>)?50\.000 đồng(<[^>]*>)? của số phải nộp/,
    );
    assert.equal((await s.leader.visit.submit(`${page}/quyet-dinh`, { 'ly-do': '' })).status, 303);
    assert.match((await visit.open(base)).html, /được hoàn (<[^>]*>)?50\.000 đồng/);
    assert.match(shown, /Hồ sơ<\/dt>[\s\S]*?Tiền mặt tại Trung tâm/);
    const again = await visit.submit(`${base}/${fee?.id}/hoan`, { ...asked, 'so-tien': '350.001' });
    assert.equal(again.status, 422);
    // Paid out it is in the story, and no more said to be to come.
    const paid = { refundId: refund?.id ?? '' };
    const by = { accountId: s.leader.accountId, postId: null, agencyId: null, at: s.clock.now() };
    await s.db.tx(tx => payOutRefund(tx, s.env.get(paymentsService), paid, by));
    assert.match((await visit.open(base)).html, /đã hoàn (<[^>]*>)?50\.000 đồng/);
    const entries = await s.env.get(ledgerService).history(s.db, `dossier:${dossier.id}`);
    const given = entries.filter(e => e.kind === 'case.payment-refunded').map(e => e.body);
    assert.deepEqual(
      given.map(({ amount, left, how }) => ({ amount, left, how })),
      [{ amount: 450_000, left: 0, how: 'cash' }],
    );
  });
});
