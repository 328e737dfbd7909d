import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listResultActs, listResults } from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a correction is shown before it is signed', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const TYPED = { 'reader.name': 'Giàng A Phừ', 'ly-do': 'Nhập sai dấu so với căn cước' };

  async function signed() {
    const dossier = await s.signed({ electronic: true });
    const [result] = await listResults(s.db, dossier.id);
    return { dossier, form: `${s.pageOf(dossier)}/ket-qua/${result?.id}/dinh-chinh` };
  }

  test('old and new stand side by side, the paper is there as a file, and nothing is signed by looking', async () => {
    const { dossier, form } = await signed();
    const { visit } = s.signer;
    const results = async () => (await listResults(s.db, dossier.id)).map(r => r.status);
    assert.match((await visit.open(form)).html, /Xem bản đính chính trước khi ký/);
    const shown = await visit.follow(form, TYPED);
    assert.equal(shown.status, 200, shown.html.slice(0, 300));
    assert.match(shown.html, /Đang ghi[\s\S]*Sửa thành[\s\S]*Giàng A Phử[\s\S]*<b>Giàng A Phừ<\/b>/);
    assert.match(
      shown.html,
      /<b>Vì sao có sai sót:<\/b> Nhập sai dấu so với căn cước[\s\S]*Ký bản đính chính/,
    );
    const pdf = await visit.submit(form, { 'ban-pdf': '1' });
    assert.equal(pdf.raw.subarray(0, 5).toString(), '%PDF-');
    assert.deepEqual(await results(), ['valid']);

    // What was typed can be typed again.
    await visit.open(form);
    await visit.follow(form, TYPED);
    assert.match((await visit.follow(form, { 'sua-lai': '1' })).html, /value="Giàng A Phừ"/);

    // What was not shown is not signed: neither other words nor any without a mark.
    await visit.follow(form, TYPED);
    const other = await visit.submit(form, { 'reader.name': 'Giàng A Pháng' });
    assert.equal(other.status, 422);
    assert.match(other.html, /Bản mới không còn như bản đã xem/);
    await visit.open(form);
    assert.equal((await visit.submit(form, { ...TYPED, 'da-xem': '1' })).status, 422);
    assert.deepEqual(await results(), ['valid']);

    await visit.open(form);
    await visit.follow(form, TYPED);
    assert.match((await visit.submit(form)).location ?? '', /xong=result-corrected/);
    assert.deepEqual((await results()).sort(), ['replaced', 'valid']);
    const [act] = await listResultActs(s.db, dossier.id);
    assert.deepEqual(
      act?.changes?.map(c => [c.before, c.after]),
      [['Giàng A Phử', 'Giàng A Phừ']],
    );
    assert.equal((await s.officer.visit.open(form)).status, 403, 'who may not correct sees none');
    // The application says what it said: which of the two names is the corrected one is told.
    assert.match(
      (await s.officer.visit.open(s.pageOf(dossier))).html,
      /Chủ hồ sơ[\s\S]{0,40}Giàng A Phừ<br><small>Tên đã đính chính trên [^<]* số [^<]* lúc [^<]*; đơn ghi Giàng A Phử/,
    );
  });

  test('the page that shows it can be loaded again, left and come back to: what was typed stays, for its signer alone, until it is signed', async () => {
    const { dossier, form } = await signed();
    const { visit } = s.signer;
    await visit.open(form);
    const sent = await visit.submit(form, TYPED);
    assert.deepEqual([sent.status, sent.location], [303, `${form}?xem=1`]);
    for (const _ of ['shown', 'loaded again'])
      assert.match((await visit.open(`${form}?xem=1`)).html, /<b>Giàng A Phừ<\/b>[\s\S]*Ký bản đính chính/);
    const back = (await visit.open(form)).html;
    assert.match(back, /đã nhập lúc [^<]* nhưng chưa hoàn tất[^<]*<a href="[^"]*[?]nhap-lai=1">/);
    assert.match(back, /value="Giàng A Phừ"[\s\S]*Nhập sai dấu so với căn cước<\/textarea>/);
    assert.match((await visit.open(`${form}?nhap-lai=1`)).html, /value="Giàng A Phử"/);

    // Nobody else has it, and what became wrong meanwhile is told with it.
    const vice = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader', 'signer']);
    assert.doesNotMatch((await vice.visit.open(form)).html, /Giàng A Phừ/);
    assert.equal((await vice.visit.open(`${form}?xem=1`)).location, form);
    await visit.open(`${form}?xem=1`);
    s.clock.advance(1000);
    await vice.visit.open(form);
    await vice.visit.follow(form, { ...TYPED, 'reader.name': 'Giàng A Phù' });
    assert.match((await vice.visit.submit(form)).location ?? '', /xong=result-corrected/);
    const late = await visit.open(`${form}?xem=1`);
    assert.equal(late.status, 200);
    assert.match(late.html, /Vàng Seo Páo đã đính chính[\s\S]*Phần đã nhập[\s\S]*Giàng A Phừ\n/);
    assert.doesNotMatch(late.html, /Ký bản đính chính/);

    // Signed, nothing of it is kept.
    const [result] = (await listResults(s.db, dossier.id)).filter(r => r.status === 'valid');
    const anew = `${s.pageOf(dossier)}/ket-qua/${result?.id}/dinh-chinh`;
    await visit.open(anew);
    await visit.follow(anew, TYPED);
    assert.equal((await visit.submit(anew)).status, 303);
    assert.doesNotMatch((await visit.open(`${anew}?xem=1`)).html, /Phần đã nhập/);
  });

  test('what was written before and after stands beside the result, its numbers masked for who has no step of it, all of them for who may not read personal data', async () => {
    const { dossier, form } = await signed();
    const { visit } = s.signer;
    const auditor = await s.official('Hoàng Văn Kiểm', s.agencies.bacHa, ['auditor']);
    const typed = { 'reader.name': 'Giàng A Phừ', 'ly-do': 'Gõ nhầm, gọi sđt0912345678, cccd010191004172' };
    await visit.open(form);
    await visit.follow(form, typed);
    assert.match((await visit.submit(form)).location ?? '', /xong=result-corrected/);
    // As a correction of words with numbers in them is kept; nobody changes one afterwards.
    await s.owner.run('ALTER TABLE cases.result_act DISABLE TRIGGER USER');
    await s.owner.run(
      `UPDATE cases.result_act SET changes = jsonb_build_array(jsonb_build_object('label', 'Số định danh, điện thoại',
         'before', 'cccd010191004172, 0912 345 678', 'after', '010191004198, 0987.654.321')) WHERE dossier_id = $1`,
      [dossier.id],
    );
    await s.owner.run('ALTER TABLE cases.result_act ENABLE TRIGGER USER');
    const pageOf = async (who: Official) => (await who.visit.open(s.pageOf(dossier))).html;
    const seen = await pageOf(auditor);
    assert.match(seen, /cccd••••••••4172, 0912 ••• 678[\s\S]{1,20}••••••••4198, 0987 ••• 321/);
    assert.match(seen, /gọi sđt0912 ••• 678, cccd••••••••4172/);
    assert.doesNotMatch(seen, /010191004172|010191004198|345[ .]?678|654[.]321/);
    // Who may call people reads whom, and no identity number before he asks.
    const called = await pageOf(s.officer);
    assert.match(called, /cccd••••••••4172, 0912 345 678[\s\S]{1,20}••••••••4198, 0987[.]654[.]321/);
    assert.doesNotMatch(called, /010191004172|010191004198/);
    assert.match((await s.officer.visit.open(`${s.pageOf(dossier)}?so-dinh-danh=1`)).html, /010191004198/);
  });

  test('nothing changed is told before anything is shown', async () => {
    const { form } = await signed();
    const { visit } = s.signer;
    await visit.open(form);
    const same = await visit.follow(form, { 'ly-do': TYPED['ly-do'] });
    assert.equal(same.status, 422);
    assert.match(same.html, /Chưa sửa nội dung nào/);
  });
});
