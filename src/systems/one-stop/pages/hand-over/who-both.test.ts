import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, listHandOvers, receiptToken } from '#engines/cases';
import { changeProfile, vaultService } from '#engines/identity';
import { loadAnywhere, MARRIAGE, SIGNED_THERE } from '../../../../engines/cases/testing/load-anywhere.ts';
import { png } from '../../../../engines/files/testing/samples.ts';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a result that two have to sign is handed to both', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await loadAnywhere(s.db, s.act());
  });
  after(() => s.close());

  async function ready(account?: string, code = SIGNED_THERE) {
    const dossier = await s.signed({ code, ...(account && { account }) });
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
      [{ kiem: `https://dvc.vn/kiem-tra/g/${dossier.code}?k=${k}` }, /href="#f-kiem">[^<]*Mã trên giấy hẹn/],
      [{ kiem: dossier.code }, /href="#f-kiem">[^<]*Mã trên giấy hẹn/],
      [{ kiem: 'abc' }, /href="#f-kiem">Ghi đủ tên và số giấy tờ tùy thân/],
      [{ 'kiem-hai': '010191004172' }, /Hai bên phải cùng có mặt/],
      [{ ky: 'pad' }, /href="#f-chu-ky">Mời bên thứ nhất ký[\s\S]*href="#f-chu-ky-hai">Mời bên thứ hai ký/],
      [{ ky: 'pad', 'chu-ky': drawn('một') }, /href="#f-chu-ky-hai">Mời bên thứ hai ký/],
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

  test('two strangers, two of one name, or another number than the declared one: refused until it is said why; a card speaks for itself', async () => {
    const { accountId } = await s.official('Giàng Thị Mỷ', s.agencies.saPa, ['officer']);
    const vault = s.env.get(vaultService);
    const number = { personalNumber: '010191000172' };
    await s.db.tx(tx => changeProfile(tx, vault, accountId, number, s.act()));
    const { dossier, page } = await ready(accountId);
    await s.clerk.visit.open(page);
    const card = (of: string, name: string) => `${of}||${name}|01011991|Nữ|Bắc Hà|`;
    const stranger = { kiem: card('010095000999', 'Trần Văn Cường'), 'nguoi-nhan': '' };
    const friend = { 'kiem-hai': card('010195000888', 'Lý Thị Bạn'), 'nguoi-nhan-hai': '' };
    const wife = { kiem: card('010191000172', 'Giàng Thị Mỷ'), 'nguoi-nhan': '' };
    const tries: Array<[Record<string, string>, RegExp]> = [
      [
        { ...stranger, ...friend, 'nguoi-nhan': 'Giàng Thị Mỷ' },
        /href="#f-nguoi-nhan">Thẻ vừa quét mang tên Trần Văn Cường/,
      ],
      [
        { ...stranger, ...friend },
        /href="#f-kiem">Không thấy người này[\s\S]*href="#f-kiem-hai">Không thấy người này[\s\S]*href="#f-ly-do-khac"/,
      ],
      [
        { ...friend, kiem: '010195000777', 'nguoi-nhan': 'Giàng Thị Mỷ' },
        /href="#f-kiem">Số này khác số định danh khai trong hồ sơ/,
      ],
      [
        { ...friend, ...wife, kiem: card('010191000172', 'Vàng Thị Thử') },
        /href="#f-nguoi-nhan">Số này của người có trong hồ sơ/,
      ],
      [
        { ...wife, 'kiem-hai': 'hộ chiếu C1234567', 'nguoi-nhan-hai': 'Giàng Thị Mỷ' },
        /href="#f-nguoi-nhan-hai">Hai bên trùng họ và tên/,
      ],
      [
        { ...wife, 'kiem-hai': 'thẻ căn cước số 010191000172', 'nguoi-nhan-hai': 'Lý Thị Bạn' },
        /href="#f-kiem-hai">Giấy tờ này đã ghi/,
      ],
    ];
    for (const [typed, refusal] of tries) {
      const refused = await s.clerk.visit.submit(page, { ky: 'paper', ...typed });
      assert.equal(refused.status, 422, JSON.stringify(typed));
      assert.match(refused.html, refusal);
    }
    assert.deepEqual(await listHandOvers(s.db, dossier.id), []);
    const reason = 'Bà Mỷ đổi căn cước, đã xem giấy xác nhận số định danh';
    const renewed = { ...friend, kiem: '010195000777', 'nguoi-nhan': 'Giàng Thị Mỷ' };
    const asked = await s.clerk.visit.submit(page, { ky: 'paper', ...renewed, 'ly-do-khac': 'đổi' });
    assert.match(asked.html, /<textarea[^>]*name="ly-do-khac"/);
    const digits = { ky: 'paper', ...renewed, 'ly-do-khac': '1234567890 !!' };
    assert.match((await s.clerk.visit.submit(page, digits)).html, /href="#f-ly-do-khac">[^<]*10 chữ cái/);
    const done = await s.clerk.visit.submit(page, { ky: 'paper', ...renewed, 'ly-do-khac': reason });
    assert.equal(done.status, 303, done.html.slice(0, 1000));
    const [row] = await listHandOvers(s.db, dossier.id);
    assert.deepEqual([row?.second?.name, row?.mismatch], ['Lý Thị Bạn', reason]);
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.match(html, /vẫn trả vì: Bà Mỷ đổi căn cước/);
    const story = /<h2>Diễn biến<\/h2>[\s\S]*/.exec(html)?.[0] ?? '';
    assert.match(
      story,
      /hai bên cùng ký nhận, dù có điểm không khớp với hồ sơ[\s\S]*vẫn trả vì: Bà Mỷ đổi căn cước/,
    );

    // Of a marriage the papers of both are held against each other: it is not recognised between two of one sex (52/2014/QH13, art. 8(2)).
    const wedding = await ready(accountId, MARRIAGE);
    await s.clerk.visit.open(wedding.page);
    const women = { ky: 'paper', ...friend, ...wife };
    const doubted = await s.clerk.visit.submit(wedding.page, women);
    assert.equal(doubted.status, 422);
    assert.match(
      doubted.html,
      /href="#f-kiem-hai">Giấy tờ cho thấy hai bên cùng giới tính[\s\S]*href="#f-ly-do-khac"/,
    );
    const husband = { 'kiem-hai': '010095000999||Trần Văn Cường|01011995|Nam|Bắc Hà|', 'nguoi-nhan-hai': '' };
    const wed = await s.clerk.visit.submit(wedding.page, { ...women, ...husband });
    assert.equal(wed.status, 303, wed.html.slice(0, 1000));

    const plain = await ready(accountId);
    await s.clerk.visit.open(plain.page);
    const both = { ky: 'paper', ...friend, ...wife };
    assert.equal((await s.clerk.visit.submit(plain.page, both)).status, 303);
    const [given] = await listHandOvers(s.db, plain.dossier.id);
    assert.deepEqual([given?.recipient.name, given?.mismatch], ['Giàng Thị Mỷ', null]);
  });
});
