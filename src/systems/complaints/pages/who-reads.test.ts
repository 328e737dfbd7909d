import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { type ComplaintSite, complaintSite, type Official } from '../testing/site.ts';

const NUMBER = '010191004172';
const PHONE = '0912345678';
const BOTH = `cccd${NUMBER}, gọi ${PHONE}`;
const MASKED = 'cccd••••••••4172, gọi 0912 ••• 678';
const WHOLE = new RegExp(`${NUMBER}|${PHONE}`);
const ASK = '?so-dinh-danh=1';

describe('complaints: what people wrote is read whole by who handles it', () => {
  let s: ComplaintSite;
  let officer: Official;
  let leader: Official;
  let registrar: Official;
  let auditor: Official;
  let signer: Official;
  before(async () => {
    s = await complaintSite();
    leader = s.leader;
    const { bacHa } = s.agencies;
    officer = await s.official('Lù Thị Sen', bacHa, ['officer']);
    registrar = await s.official('Sùng Thị Dở', bacHa, ['registrar']);
    auditor = await s.official('Hoàng Văn Kiểm', bacHa, ['auditor']);
    signer = await s.official('Lù Văn Thắng', bacHa, ['signer']);
  });
  after(() => s.close());

  const pageOf = async (who: Official, path: string) => (await who.visit.open(path)).html;

  /** Somebody complains in another's name, with numbers in every word. */
  const complaint = () =>
    s.complain({
      content: `Sai ở số: ${BOTH}`,
      wish: `Sửa: ${BOTH}`,
      delegate: { name: 'Giàng Seo Vần', personalNumber: NUMBER, relation: `Chồng, ${BOTH}` },
      filename: `đơn ${NUMBER}.png`,
    });

  /** Taken on and settled: what is complained about is changed. */
  async function upheld(path: string): Promise<void> {
    await leader.visit.open(`${path}/thu-ly`);
    await leader.visit.submit(`${path}/thu-ly`);
    await leader.visit.open(`${path}/giai-quyet`);
    const changed = { 'ket-qua': 'changed', 'viec-phai-lam': 'redo', 'noi-dung': `Đã xác minh: ${BOTH}` };
    const shown = await leader.visit.follow(`${path}/giai-quyet`, changed);
    assert.match(shown.html, WHOLE, 'who signs reads what he signs');
    assert.equal((await leader.visit.submit(`${path}/giai-quyet`)).status, 303);
  }

  test('who handles it reads the words; who may not read personal data reads masks, and asks in vain', async () => {
    const path = await complaint();
    for (const who of [officer, leader]) {
      const html = await pageOf(who, path);
      for (const words of ['Sai ở số', 'Sửa', 'Chồng,']) assert.match(html, new RegExp(`${words}:? ${BOTH}`));
      assert.doesNotMatch(html, /Xem số đầy đủ/);
    }
    for (const who of [auditor, registrar])
      for (const ask of ['', ASK]) {
        const html = await pageOf(who, path + ask);
        assert.doesNotMatch(html, WHOLE);
        for (const words of ['Sai ở số', 'Sửa', 'Chồng,'])
          assert.match(html, new RegExp(`${words}:? ${MASKED}`));
        assert.match(html, /đơn ••••••••4172[.]png/);
        assert.doesNotMatch(html, /Xem số đầy đủ/);
      }
    const list = await pageOf(auditor, '/can-bo/khieu-nai?xem=take-on');
    assert.match(list, /Lý A Nủ/);
    assert.doesNotMatch(list, WHOLE);
  });

  test('what was decided, the story and the notice: masked likewise; the signed decision and what was handed in open to who works with it', async () => {
    const path = await complaint();
    await upheld(path);
    const file = /\/tep\/[0-9a-f-]{36}/.exec((await leader.visit.open(path)).html)?.[0] ?? assert.fail();
    for (const who of [auditor, registrar]) {
      const html = await pageOf(who, path);
      assert.match(html, new RegExp(`Đã xác minh: ${MASKED}`));
      assert.doesNotMatch(html, WHOLE);
    }
    const seen = await pageOf(auditor, path);
    assert.doesNotMatch(seen, /href="[^"]*(?:quyet-dinh[.]pdf|\/tep\/)/);
    assert.match(seen, /Quyết định số \d+\/2026\/QĐ-GQKN[\s\S]*chỉ người giải quyết khiếu nại/);
    for (const [who, status] of [
      [auditor, 403],
      [registrar, 200],
      [leader, 200],
    ] as const)
      for (const at of ['/quyet-dinh.pdf', file])
        assert.equal((await who.visit.open(path + at)).status, status, at);
    assert.equal((await auditor.visit.open(`${path}/thong-bao.pdf`)).status, 200);

    // Who carries it out may sign, and not read personal data.
    assert.match(await pageOf(leader, `${path}/thi-hanh`), new RegExp(`Đã xác minh: ${BOTH}`));
    const his = await pageOf(signer, `${path}/thi-hanh`);
    assert.match(his, new RegExp(`Đã xác minh: ${MASKED}`));
    assert.doesNotMatch(his, WHOLE);
  });

  test('why it is not taken on is masked in the page, in the story and on the notice', async () => {
    const path = await complaint();
    await registrar.visit.open(`${path}/khong-thu-ly`);
    const sent = await registrar.visit.submit(`${path}/khong-thu-ly`, {
      'ly-do': `Không phải người này: ${BOTH}`,
    });
    assert.equal(sent.status, 303, sent.html);
    for (const who of [auditor, registrar]) {
      const html = await pageOf(who, path);
      assert.equal(
        html.split(`Không phải người này: ${MASKED}`).length - 1,
        2,
        'as what was decided, and in the story',
      );
      assert.doesNotMatch(html, WHOLE);
      const { raw } = await who.visit.open(`${path}/thong-bao.pdf`);
      const notice = execFileSync('pdftotext', ['-layout', '-', '-'], { input: raw, encoding: 'utf8' });
      assert.match(notice, /Không phải người này: cccd••••••••4172/);
      assert.doesNotMatch(notice, WHOLE);
    }
    // Who may read it and has nothing to do with it any more asks for the numbers; that is an entry.
    const before = await pageOf(officer, path);
    assert.match(before, /••••••••4172, gọi 0912345678[\s\S]*Xem số đầy đủ/);
    assert.doesNotMatch(before, new RegExp(NUMBER));
    assert.match(await pageOf(officer, path + ASK), new RegExp(BOTH));
    const { dossier } = await s.db.one<{ dossier: string }>(
      'SELECT dossier_id AS dossier FROM complaints.complaint WHERE id = $1',
      [path.slice(-36)],
    );
    const looks = await s.ledger.accesses(s.db, `dossier:${dossier}`);
    const asked = looks.filter(look => look.purpose === 'numbers').map(look => look.actor);
    assert.deepEqual(asked, [officer.accountId]);
  });
});
