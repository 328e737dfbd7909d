import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { dueOf, obligationsOf, paymentsService, setAmount, takeCash } from '#engines/payments';
import { formatMoney } from '#ui';
import { type Official, type OneStopSite, oneStopSite, RARE } from '../testing/site.ts';

const HELD = 'Đã có kết quả, chờ nộp phí, lệ phí';
const GIVEN = 'Đã trả kết quả';

describe('one-stop: a result that its applicant gets once its fee is paid', () => {
  let s: OneStopSite;
  let dossier: Dossier;
  before(async () => {
    s = await oneStopSite();
    dossier = await s.apply({ owner: 'Vàng Thị Dín', code: RARE, channel: 'counter', electronic: true });
  });
  after(() => s.close());

  const subject = () => ({ kind: 'dossier', id: dossier.id });
  const by = () => ({
    accountId: s.clerk.accountId,
    postId: null,
    agencyId: s.agencies.centre,
    at: s.clock.now(),
  });
  const payments = () => s.env.get(paymentsService);
  const step = (who: Official, outcome: string) => s.step(who, dossier, outcome);
  /** Where its page and the register say that it stands. */
  const chips = async () => {
    const read = async (at: string) => {
      const { status, html } = await s.officer.visit.open(at);
      assert.equal(status, 200, html.slice(0, 400));
      return html;
    };
    const own = await read(s.pageOf(dossier));
    return { own, register: await read(`/can-bo/so-theo-doi?q=vang+thi+din`) };
  };

  test('is said to officials as to the applicant, on its page and in the register, until it is paid', async () => {
    await step(s.clerk, 'forward');
    const unset = (await obligationsOf(s.db, subject())).find(o => o.state === 'unset');
    const free = { obligationId: unset?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await s.db.tx(tx => setAmount(tx, payments(), free, by()));
    await step(s.officer, 'propose');
    const amount = dueOf(await obligationsOf(s.db, subject()));
    const promise = /rồi gửi ngay cho người nộp\./;
    const one = (await s.signer.visit.open(s.pageOf(dossier))).html;
    assert.match(one, /Tới phần xử lý/);
    assert.match(one, new RegExp(`Người nộp còn thiếu ${formatMoney(amount, 'vi')}: được báo ngay`));
    assert.doesNotMatch(one, promise);
    await s.signer.visit.open('/can-bo');
    const chosen = { viec: 'ky', chon: [await s.taskOf(dossier)] };
    const { location } = await s.signer.visit.submit('/can-bo/hang-loat', chosen);
    const many = (await s.signer.visit.open(location ?? '')).html;
    assert.match(many, /Còn thiếu phí, lệ phí: nhận kết quả được sau khi nộp đủ/);
    assert.match(many, /trừ người còn thiếu phí, lệ phí/);
    assert.doesNotMatch(many, promise);
    await step(s.signer, 'signed');
    const held = await chips();
    for (const html of Object.values(held)) {
      assert.match(html, new RegExp(HELD));
      assert.doesNotMatch(html, new RegExp(GIVEN));
    }
    assert.match(held.own, /hoàn tất kết quả, chờ nộp phí, lệ phí/);
    assert.match(held.own, /<p>Quy trình đã xong lúc [\d/: ]+, kết quả chờ nộp phí, lệ phí</);
    assert.doesNotMatch(held.own, /gửi kết quả|Hồ sơ đã kết thúc|<p>Đã kết thúc/);
    assert.doesNotMatch(held.own, /Tới phần xử lý/, 'where there is nothing to do no link leads there');
    assert.match(held.own, /Hồ sơ đã có kết quả, chờ nộp phí, lệ phí/);
    const paid = { subject: subject(), amount, payer: 'Vàng Thị Dín' };
    await s.db.tx(tx => takeCash(tx, payments(), paid, by()));
    const given = await chips();
    for (const html of Object.values(given)) {
      assert.match(html, new RegExp(GIVEN));
      assert.doesNotMatch(html, new RegExp(HELD));
    }
    assert.match(given.own, /: hoàn tất kết quả, chờ nộp phí, lệ phí/, 'the story of then stays');
    assert.match(given.own, /Đã kết thúc lúc/);
    assert.match(given.own, /Hồ sơ đã kết thúc/);
  });

  test('in the inbox of the counter it waits for the fee, and then to be fetched', async () => {
    dossier = await s.apply({ owner: 'Lý Seo Chúng', code: RARE, channel: 'counter' });
    await step(s.clerk, 'forward');
    const unset = (await obligationsOf(s.db, subject())).find(o => o.state === 'unset');
    const free = { obligationId: unset?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await s.db.tx(tx => setAmount(tx, payments(), free, by()));
    await step(s.officer, 'propose');
    await step(s.signer, 'signed');
    const row = async () =>
      (await s.clerk.visit.open('/can-bo')).html.split('<tr').find(line => line.includes(dossier.id)) ?? '';
    assert.match(await row(), /Chờ nộp phí, lệ phí, rồi đến nhận/);
    const amount = dueOf(await obligationsOf(s.db, subject()));
    const paid = { subject: subject(), amount, payer: 'Lý Seo Chúng' };
    await s.db.tx(tx => takeCash(tx, payments(), paid, by()));
    assert.match(await row(), /Chờ người đến nhận/);
  });
});
