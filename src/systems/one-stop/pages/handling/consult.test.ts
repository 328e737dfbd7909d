import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listQuestions } from '#engines/cases';
import { openTasks } from '#engines/work';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: asking another agency', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await s.official('Sùng Seo Chứ', s.agencies.saPa, ['officer']);
  });
  after(() => s.close());

  test('an answer that comes after the dossier is due is asked for knowingly only: what is left is said, and nothing typed is lost', async () => {
    const dossier = await s.apply();
    const { visit } = s.clerk;
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    const asked = { 'co-quan': s.agencies.saPa, 'noi-dung': 'Người này có thẻ ở Sa Pa chưa?' };
    const form = await visit.open(path);
    assert.doesNotMatch(form.html, /name="van-hoi"/);
    assert.match(
      form.html,
      /Bước đang làm đến hạn [\d/]+ [\d:]+: trả lời đến sau lúc đó thì bước này trễ nếu chờ\./,
    );

    const late = await visit.submit(path, { ...asked, 'so-ngay': '20' });
    assert.equal(late.status, 422);
    const [, most = ''] =
      /sau giờ hẹn trả hồ sơ [^.]*\. Nhập nhiều nhất (\d+) ngày làm việc/.exec(late.html) ?? [];
    assert.match(late.html, /Người này có thẻ ở Sa Pa chưa\?/);
    assert.match(late.html, new RegExp(`value="${s.agencies.saPa}"[^>]* checked`));
    assert.match(late.html, /Vẫn hỏi với hạn 20 ngày làm việc/);
    assert.deepEqual(await listQuestions(s.db, dossier.id), []);

    for (const odd of ['1e1', '0x5', '2.0', ' '])
      assert.match(
        (await visit.submit(path, { ...asked, 'so-ngay': odd })).html,
        /Nhập số ngày làm việc từ 1 đến/,
        odd,
      );
    // Who agreed to twenty days has not agreed to thirty; one more than what is left is too many, too.
    for (const days of ['30', String(Number(most) + 1)])
      assert.equal(
        (await visit.submit(path, { ...asked, 'so-ngay': days, 'van-hoi': '20' })).status,
        422,
        days,
      );
    const ticked = await visit.submit(path, { ...asked, 'so-ngay': '20', 'van-hoi': '20' });
    assert.equal(ticked.status, 303, ticked.html.slice(0, 2000));
    const [question, ...more] = await listQuestions(s.db, dossier.id);
    assert.deepEqual(more, []);

    // Once it is answered its form leads to the answer; who may not read the dossier finds neither.
    const officer = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer']);
    const answer = `${s.pageOf(dossier)}/cau-hoi/${question?.id}`;
    const answering = await officer.visit.open(answer);
    assert.match(answering.html, /Bắt buộc, trừ khi nhất trí hoặc đã gửi kèm văn bản\./);
    assert.equal((await officer.visit.submit(answer, { 'tra-loi': 'inform', 'noi-dung': '' })).status, 422);
    const given = await officer.visit.submit(answer, {
      'tra-loi': 'agree',
      'noi-dung': 'Chưa có thẻ nào ở Sa Pa.',
    });
    assert.equal(given.status, 303, given.html.slice(0, 2000));
    for (const who of [visit, officer.visit])
      assert.equal((await who.open(answer)).location, `${s.pageOf(dossier)}#hoi`);
    const stranger = await s.official('Má Thị Dở', s.agencies.province, ['agency-admin']);
    assert.ok([403, 404].includes((await stranger.visit.open(answer)).status));

    const other = await s.apply();
    const elsewhere = `${s.pageOf(other)}/hoi-y-kien`;
    await visit.open(elsewhere);
    const inTime = await visit.submit(elsewhere, { ...asked, 'so-ngay': most });
    assert.equal(inTime.status, 303, 'as many days as are left are asked without more ado');
  });

  test('of a dossier with some hours the form says that any answer comes late; the shortest limit is asked with no tick, a longer one with its own', async () => {
    const dossier = await s.apply({ channel: 'counter' });
    const { visit } = s.clerk;
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    const { html } = await visit.open(path);
    assert.match(html, /không còn trọn một ngày làm việc để chờ: trả lời nào cũng đến sau giờ hẹn/);
    assert.match(html, /name="so-ngay"[^>]* value="1"/);
    const wish = { 'noi-dung': 'Người này có thẻ ở nơi khác chưa?', 'da-bao': '1' };
    const longer = await visit.submit(path, { ...wish, 'co-quan': s.agencies.saPa, 'so-ngay': '3' });
    assert.equal(longer.status, 422);
    assert.match(longer.html, /nhập 1 là hạn ngắn nhất[\s\S]*name="van-hoi"/);
    // Where nobody could answer that alone is asked.
    const unable = { ...wish, 'co-quan': s.agencies.province, 'so-ngay': '1' };
    const asked = await visit.submit(path, unable);
    assert.equal(asked.status, 422);
    assert.doesNotMatch(asked.html, /name="van-hoi"/);
    assert.equal((await visit.submit(path, { ...unable, 'van-gui': s.agencies.province })).status, 303);

    // Whoever was not told, for a day was left when he opened the form, is asked.
    const later = await s.apply({ channel: 'counter' });
    const untold = { ...wish, 'da-bao': '', 'co-quan': s.agencies.saPa, 'so-ngay': '1' };
    await visit.open(`${s.pageOf(later)}/hoi-y-kien`);
    const once = await visit.submit(`${s.pageOf(later)}/hoi-y-kien`, untold);
    assert.equal(once.status, 422);
    assert.match(once.html, /name="da-bao" value="1"/);
    assert.equal(
      (await visit.submit(`${s.pageOf(later)}/hoi-y-kien`, { ...untold, 'da-bao': '1' })).status,
      303,
    );
    const plenty = await visit.open(`${s.pageOf(await s.apply())}/hoi-y-kien`);
    assert.doesNotMatch(plenty.html, /da-bao/);
  });

  test('who goes on without an opinion that was asked for in the step is asked once; who goes on next is not', async () => {
    const dossier = await s.apply();
    await s.step(s.clerk, dossier, 'forward');
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    await s.officer.visit.open(path);
    const wish = { 'co-quan': s.agencies.saPa, 'noi-dung': 'Người này có thẻ ở Sa Pa chưa?', 'so-ngay': '1' };
    const asked = await s.officer.visit.submit(path, wish);
    assert.equal(asked.status, 303, asked.html.slice(0, 2000));
    const task = await s.taskOf(dossier);
    const shown = await s.officer.visit.open(s.pageOf(dossier));
    assert.match(
      shown.html,
      new RegExp(`name="van-lam-${task}"[\\s\\S]*Vẫn làm bước này khi chưa có ý kiến của [^<]*Sa Pa`),
    );
    const step = `${s.pageOf(dossier)}/buoc/${task}`;
    const said = { outcome: 'propose', [`note-${task}`]: 'Đủ điều kiện cấp thẻ' };
    const once = await s.officer.visit.submit(step, said);
    assert.equal(once.status, 422);
    assert.match(once.html, /Chưa có ý kiến của [^<]*Sa Pa\. Chờ ý kiến/);
    assert.match(once.html, /Đủ điều kiện cấp thẻ<\/textarea>/);
    assert.equal(await s.taskOf(dossier), task);
    const done = await s.officer.visit.submit(step, { ...said, [`van-lam-${task}`]: '1' });
    assert.equal(done.status, 303, done.html.slice(0, 2000));
    const next = await s.signer.visit.open(s.pageOf(dossier));
    assert.doesNotMatch(next.html, /van-lam-/, 'who signs reads above it that an opinion is missing');

    // With the signature nobody waits any more: who asked, who signed and who was asked read it, and nothing is left to be entered or given up.
    const sign = (await openTasks(s.db, dossier.id)).find(t => t.elementId === 'sign')?.id;
    const signed = await s.signer.visit.submit(`${s.pageOf(dossier)}/buoc/${sign}`, { outcome: 'signed' });
    assert.equal(signed.status, 303, signed.html.slice(0, 2000));
    const asks = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer']);
    for (const { visit } of [s.officer, s.signer, asks]) {
      const { html } = await visit.open(s.pageOf(dossier));
      assert.match(html, /Sa Pa<\/b><br>[\s\S]*?Không còn cần trả lời: việc giải quyết hồ sơ đã kết thúc/);
      assert.match(html, /không còn cần [^<]*Sa Pa trả lời, vì việc giải quyết hồ sơ đã kết thúc/);
      assert.doesNotMatch(html, /Nhập câu trả lời đã nhận|Không chờ nữa|Chờ trả lời, hạn/);
    }
  });

  test('where nobody could answer here it is said before the question is sent, and beside it as long as it waits', async () => {
    const dossier = await s.apply();
    const { visit } = s.clerk;
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    await visit.open(path);
    const wish = { 'noi-dung': 'Người này có thẻ ở nơi khác chưa?', 'so-ngay': '1' };
    const once = await visit.submit(path, { ...wish, 'co-quan': [s.agencies.province, s.agencies.saPa] });
    assert.equal(once.status, 422);
    assert.match(once.html, /Chưa có ai ở [^<]*trả lời được trên hệ thống\. Nếu vẫn gửi/);
    assert.doesNotMatch(once.html, /Chưa có ai ở [^<]*Sa Pa/);
    assert.deepEqual(await listQuestions(s.db, dossier.id), []);
    assert.match(once.html, new RegExp(`name="van-gui" id="f-van-gui" value="${s.agencies.province}"`));
    const both = { ...wish, 'co-quan': [s.agencies.province, s.agencies.saPa] };
    const other = await visit.submit(path, { ...both, 'van-gui': s.agencies.saPa });
    assert.equal(other.status, 422, 'who agreed for another has not agreed for this one');
    const sent = await visit.submit(path, { ...both, 'van-gui': s.agencies.province });
    assert.equal(sent.status, 303, sent.html.slice(0, 2000));
    const said = () => visit.open(s.pageOf(dossier));
    assert.equal(
      (await said()).html.split('Chưa có ai ở cơ quan này trả lời được').length,
      2,
      'of one of both',
    );
    await s.official('Lý Thị Mẩy', s.agencies.province, ['officer']);
    assert.doesNotMatch((await said()).html, /Chưa có ai ở cơ quan này trả lời được/);
  });

  test('an agency is found by the beginning of its code too; of one’s own it is said that it is one’s own', async () => {
    const { visit } = s.clerk;
    const path = `${s.pageOf(await s.apply())}/hoi-y-kien`;
    await visit.open(path);
    const codeOf = async (id: string) =>
      (
        await s.db.one<{ identifier: string }>(
          'SELECT identifier FROM organisation.agency_version WHERE agency_id = $1',
          [id],
        )
      ).identifier;
    const look = async (code: string) => (await visit.submit(path, { tim: code, viec: 'tim' })).html;
    const there = await codeOf(s.agencies.saPa);
    for (const code of [there, there.slice(0, -1).toLowerCase()])
      assert.match(await look(code), new RegExp(`value="${s.agencies.saPa}"`), code);
    assert.match(await look('H99.77'), /Không thấy cơ quan nào có “H99.77” trong tên hoặc có mã bắt đầu/);
    const own = await look(await codeOf(s.agencies.centre));
    assert.match(own, /là cơ quan của người hỏi, không cần hỏi/);
    assert.doesNotMatch(own, /Không thấy cơ quan nào/);
  });

  test('who has no step of the dossier in hand asks nobody', async () => {
    const path = `${s.pageOf(await s.apply())}/hoi-y-kien`;
    assert.equal((await s.officer.visit.open(path)).status, 403);
  });
});
