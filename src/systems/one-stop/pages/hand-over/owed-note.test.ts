import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAgency, getAgency } from '#engines/organisation';
import { dueOf, obligationsOf, paymentsService, setAmount, takeCash } from '#engines/payments';
import { SINCE } from '../../../../engines/identity/testing/agencies.ts';
import { agencyFacts } from '../../../../engines/organisation/testing/facts.ts';
import { type Official, type OneStopSite, oneStopSite, RARE } from '../../testing/site.ts';

const OWED = /Hồ sơ còn [\d.]+(?: |\u00a0)đồng chưa nộp\. Nộp đủ rồi mới trả được kết quả\./;

describe('one-stop: a paper of which something is still to be paid, at a counter that takes none of its money', () => {
  let s: OneStopSite;
  let officer: Official;
  let there: Official;
  before(async () => {
    s = await oneStopSite();
    const { saPa } = s.agencies;
    const { areaId } = await getAgency(s.db, saPa, SINCE);
    const facts = agencyFacts({
      ...{ areaId: areaId ?? '', identifier: 'Z99.60.02.01', name: 'Trung tâm PVHCC xã Sa Pa' },
      ...{ kind: 'service-centre', level: 'commune', parentId: saPa },
    });
    const centre = await s.db.tx(tx => createAgency(tx, facts, { from: SINCE, to: null }, s.act()));
    there = await s.official('Sùng Thị Dở', centre.id, ['receiver']);
    officer = await s.official('Sùng A Chứ', saPa, ['officer', 'leader', 'signer']);
  });
  after(() => s.close());

  test('its clerk reads before he types anything what is missing and where it is paid; nothing of it once it is paid', async () => {
    const dossier = await s.apply({ code: RARE, channel: 'counter' });
    const subject = { kind: 'dossier', id: dossier.id };
    const payments = s.env.get(paymentsService);
    const { accountId, postId } = s.clerk;
    const by = () => ({ accountId, postId, agencyId: s.agencies.centre, at: s.clock.now() });
    await s.step(s.clerk, dossier, 'forward');
    const unset = (await obligationsOf(s.db, subject)).find(o => o.state === 'unset');
    const free = { obligationId: unset?.id ?? '', amount: 0, reason: 'Không đóng sách', later: true };
    await s.db.tx(tx => setAmount(tx, payments, free, by()));
    const move = `${s.pageOf(dossier)}/chuyen`;
    await s.officer.visit.open(move);
    const wish = { 'co-quan': s.agencies.saPa, 'ly-do': 'Người nộp cư trú tại xã Sa Pa' };
    assert.equal((await s.officer.visit.submit(move, wish)).status, 303);
    await s.step(officer, dossier, 'propose');
    await s.step(officer, dossier, 'signed');
    const page = `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}`;
    const { html } = await there.visit.open(page);
    assert.match(html, OWED);
    assert.match(
      html,
      /Tiền mặt nộp tại Trung tâm PVHCC xã Bắc Hà|nộp tiền mặt tại Trung tâm PVHCC xã Bắc Hà/,
    );
    assert.ok(html.includes(`href="${s.pageOf(dossier)}/phi"`));
    const refused = await there.visit.submit(page, {
      kiem: '',
      'giay-khac': 'hộ chiếu C1234567',
      ky: 'paper',
    });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /nộp tiền mặt tại Trung tâm PVHCC xã Bắc Hà/);
    assert.notEqual((await s.clerk.visit.open(page)).status, 200, 'it is not handed over where it came in');
    const amount = dueOf(await obligationsOf(s.db, subject));
    const paid = { subject, amount, payer: 'Vàng Thị Dín' };
    await s.db.tx(tx => takeCash(tx, payments, paid, by()));
    assert.doesNotMatch((await there.visit.open(page)).html, /chưa nộp/);
  });
});
