import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, listHandOvers, receiptToken } from '#engines/cases';
import { loadAnywhere, SIGNED_THERE } from '../../../../engines/cases/testing/load-anywhere.ts';
import { png } from '../../../../engines/files/testing/samples.ts';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a result that two have to sign is handed to both', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await loadAnywhere(s.db, s.act());
  });
  after(() => s.close());

  async function ready() {
    const dossier = await s.apply({ code: SIGNED_THERE });
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
      [s.signer, 'signed'],
    ] as const) {
      await who.visit.open(s.pageOf(dossier));
      const path = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
      assert.equal((await who.visit.submit(path, { outcome })).status, 303);
    }
    return { dossier, page: `${s.pageOf(dossier)}/tra/${await s.taskOf(dossier)}` };
  }
  const drawn = (words: string) => `data:image/png;base64,${png(60, 20, words).toString('base64')}`;
  const both = {
    kiem: '010191004172||Giàng A Phử|01011991|Nam|Bắc Hà|',
    'nguoi-nhan': 'Giàng A Phử',
    'kiem-hai': 'hộ chiếu C1234567',
    'nguoi-nhan-hai': 'Sùng Thị Máy',
  };

  test('nobody is offered to come for them; one alone, or the code of the receipt, is refused at the field', async () => {
    const { dossier, page } = await ready();
    const { html } = await s.clerk.visit.open(page);
    assert.match(html, /Hai bạn đọc cùng có mặt để ký/);
    assert.doesNotMatch(html, /nhận thay/);
    assert.match(html, /Bên thứ nhất[\s\S]*Bên thứ hai/);
    const k = receiptToken(s.env.get(casesService).receiptKey, dossier);
    const alone: Array<[Record<string, string>, RegExp]> = [
      [{ 'kiem-hai': '', 'nguoi-nhan-hai': '' }, /href="#f-kiem-hai"[\s\S]*href="#f-nguoi-nhan-hai"/],
      [{ kiem: `https://dvc.vn/kiem-tra/g/${dossier.code}?k=${k}` }, /href="#f-kiem">[^<]*mã trên giấy hẹn/],
      [{ kiem: dossier.code }, /href="#f-kiem">[^<]*mã trên giấy hẹn/],
      [{ 'kiem-hai': '010191004172' }, /Hai bên phải cùng có mặt/],
      [{ ky: 'pad', 'chu-ky': drawn('một') }, /href="#f-chu-ky-hai">Mời cả hai bên ký/],
    ];
    for (const [change, refusal] of alone) {
      const refused = await s.clerk.visit.submit(page, { ky: 'paper', ...both, ...change });
      assert.equal(refused.status, 422, JSON.stringify(change));
      assert.match(refused.html, refusal);
    }
    assert.deepEqual(await listHandOvers(s.db, dossier.id), []);
  });

  test('both sign on the pad: names, papers and signatures of both are kept and read; another office reads nothing', async () => {
    const { dossier, page } = await ready();
    await s.clerk.visit.open(page);
    const sent = { ky: 'pad', ...both, 'chu-ky': drawn('một'), 'chu-ky-hai': drawn('hai') };
    const done = await s.clerk.visit.submit(page, sent);
    assert.match(done.location ?? '', /xong=handed-over-counter/, done.html.slice(0, 1000));
    const [row] = await listHandOvers(s.db, dossier.id);
    assert.deepEqual(
      [row?.recipient.name, row?.checkedPaper, row?.second?.name, row?.second?.paper],
      ['Giàng A Phử', 'căn cước 010191004172', 'Sùng Thị Máy', 'hộ chiếu C1234567'],
    );
    assert.ok(row?.signature && row.second?.signature && row.signature !== row.second.signature);
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.match(html, /<b>Giàng A Phử và Sùng Thị Máy<\/b>/);
    assert.match(html, /trả kết quả, hai bên cùng ký nhận/);
    assert.match(html, /chu-ky\/[^"]+\?hai=1">xem chữ ký bên thứ hai/);
    const stranger = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['receiver']);
    const picture = `${s.pageOf(dossier)}/chu-ky/${row.id}?hai=1`;
    assert.equal((await stranger.visit.open(picture)).status, 404);
    assert.equal((await s.clerk.visit.open(picture)).status, 200);
  });
});
