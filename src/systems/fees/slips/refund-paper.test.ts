import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { wordsOf } from '../../../engines/cases/testing/words-of.ts';
import { type FeesSite, feesSite } from '../testing/site.ts';

describe('fees: the paper of a refund in cash', () => {
  let s: FeesSite;
  before(async () => {
    s = await feesSite();
  });
  after(() => s.close());

  test('is there to sign before the money is paid and after, once it is approved; not for who may not see it', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const base = s.feesOf(dossier);
    const [fee] = await s.owed(dossier);
    const { visit } = s.clerk;
    await visit.open(`${base}/thu`);
    assert.equal((await visit.submit(`${base}/thu`)).status, 303);
    await visit.open(`${base}/${fee?.id}/hoan`);
    const asked = await visit.submit(`${base}/${fee?.id}/hoan`, {
      ...{ ten: 'Lò Văn Páo', cach: 'cash', 'so-tien': '35.000', 'ly-do': 'Nộp hai lần' },
    });
    assert.equal(asked.status, 303, asked.html);
    const { id } = await s.db.one<{ id: string }>('SELECT id FROM payments.refund');
    const page = `/can-bo/thu-phi/hoan/${id}`;
    const paper = `${page}/in.pdf`;
    assert.doesNotMatch((await s.accountant.visit.open(page)).html, /in\.pdf/);
    assert.equal((await s.accountant.visit.open(paper)).status, 404, 'nobody has approved it');
    await s.leader.visit.open(page);
    assert.equal((await s.leader.visit.submit(`${page}/quyet-dinh`)).status, 303);

    const { html } = await s.accountant.visit.open(page);
    assert.ok(html.includes(`href="${paper}"`), html);
    const before = wordsOf((await s.accountant.visit.open(paper)).raw);
    for (const said of [
      ...['GIẤY NHẬN TIỀN HOÀN TRẢ', 'Lò Văn Páo', '35.000 đồng', 'Ba mươi lăm nghìn đồng', 'Nộp hai lần'],
      ...[dossier.code, 'Phí thẩm định tại quầy', 'Phiếu thu số 1/2026 ngày 20/11/2026', 'Thào A Sính'],
      ...['NGƯỜI NHẬN TIỀN', 'NGƯỜI CHI TIỀN'],
    ])
      assert.ok(before.includes(said), `${said} in ${before}`);
    assert.doesNotMatch(before, /Trần Thị Lan/, 'nobody has paid it yet');
    assert.equal((await s.stranger.visit.open(paper)).status, 404);

    await s.accountant.visit.open(page);
    assert.equal((await s.accountant.visit.submit(`${page}/da-tra`)).status, 303);
    const { raw } = await s.accountant.visit.open(paper);
    if (process.env.LOOK) writeFileSync(`${process.env.LOOK}/refund.pdf`, raw);
    assert.match(wordsOf(raw), /NGƯỜI CHI TIỀN.*Trần Thị Lan/);
  });
});
