import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { modules } from '#app/modules';
import type { Dossier } from '#engines/cases';
import { findOfficial } from '#engines/identity';
import { fixedClock, formatDate, localDate } from '#platform/clock';
import { liveFigures } from '#systems/performance';
import { openBrowser } from '#test/axe';
import { letPass, movingClock } from '#test/passing-time';
import { DESK, look, type Person, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { asRead } from '#test/visit';
import { applyFor, communeCode, doStep, FILE } from '../procedures/support/walk.ts';
import type { Client } from '../security/support/client.ts';
import { signedIn } from '../security/support/world.ts';

const words = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const STREAM = '/can-bo/tinh-hinh/song?ky=2026';

/** The first message of a stream, and then nothing more of it. */
async function firstMessage(
  client: Client,
  path: string,
  seen?: string,
): Promise<{ id: string; data: string }> {
  const stop = new AbortController();
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(client.base + path, {
    signal: stop.signal,
    headers: { cookie, accept: 'text/event-stream', ...(seen && { 'last-event-id': seen }) },
  });
  assert.equal(answer.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk).toString('utf8');
    if (/^data: .*\n\n/m.test(text)) break;
  }
  stop.abort();
  return { id: /^id: (.*)$/m.exec(text)?.[1] ?? '', data: /^data: (.*)$/m.exec(text)?.[1] ?? '' };
}

describe('journeys: a leader', () => {
  const clock = movingClock();
  let program: TestProgram;
  let browser: Browser;
  let chair: Client;
  let leader: Person;
  let late: Dossier;
  let apply: () => Promise<Dossier>;

  before(async () => {
    [program, browser] = await Promise.all([startProgram({}, clock), openBrowser()]);
    const applicant = {
      name: 'Giàng Thị Mỷ',
      personalNumber: '010191000172',
      birthDate: '1991-03-04',
      sex: 'female',
      address: 'Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai',
      relation: 'child',
    };
    const place = { commune: await communeCode(program, 'Xã Bắc Hà') };
    apply = () =>
      applyFor(program, '1.000656', {
        applicant,
        deceased: {
          name: 'Giàng Seo Vần',
          birthDate: '1930-01-01',
          sex: 'male',
          ethnicity: 'Hmông',
          address: applicant.address,
        },
        death: { date: '2026-11-20', place: 'Thôn Na Hối Nùng', paper: 'notice' },
        papers: { notice: FILE },
        place,
        contact: { phone: '0912345678' },
        result: { way: 'electronic' },
      });
    late = await apply();
    await letPass(program, clock, 10);
    chair = await signedIn(program, 'chutich.bacha');
    leader = await person(browser, program, { size: DESK });
    const url = program.url;
    await leader.context.addCookies([{ name: 'fs', value: chair.cookies.get('fs') ?? '', url }]);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });

  const main = () => leader.page.locator('main').innerText().then(asRead);
  const tile = (key: string) => leader.page.locator(`.figs [data-live="${key}"]`);
  const says = (key: string, text: string) =>
    tile(key)
      .filter({ hasText: new RegExp(`^${text}$`) })
      .waitFor();
  const footSays = (words: RegExp) =>
    leader.page.locator('[data-live-from] span').filter({ hasText: words }).waitFor();

  test('comes from the red number to the dossier in two clicks', async () => {
    await leader.open('/can-bo/tinh-hinh?ky=2026');
    await says('received:', '1');
    assert.equal(await tile('late-now:').innerText().then(asRead), '1');
    await leader.page.locator('table [data-live^="late-now:"]').click();
    await leader.page.waitForURL('**/tinh-hinh/ho-so?**');
    assert.match(await main(), /Hồ sơ đang quá hạn[\s\S]*xã Bắc Hà/);
    const overBy = /Quá hạn \d[^\n]*/.exec(await main())?.[0] ?? assert.fail();
    await look(leader.page, 'leader-behind');
    const beyond = await leader.page.evaluate<number>(
      "(list => list.scrollWidth - list.clientWidth)(document.querySelector('.scroll'))",
    );
    assert.equal(beyond, 0, 'no column is cut off at the edge of a desk’s screen');
    await leader.page.getByRole('link', { name: late.code }).click();
    await leader.page.waitForURL(`**/can-bo/ho-so/${late.id}`);
    await look(leader.page, 'leader-dossier');
    assert.match(await main(), /••••••••0172[\s\S]*Xem số đầy đủ/, 'he is reminded, and compares nothing');
    assert.match(await main(), new RegExp(late.code));
    assert.ok((await main()).includes(overBy), 'the list and the dossier count by the same calendar');
  });

  test('sees a number change while he looks at it, and nothing else move', async () => {
    await leader.open('/can-bo/tinh-hinh?ky=2026');
    await footSays(/tự cập nhật/);
    const before = leader.page.url();
    await apply();
    await says('received:', '2');
    await says('running:', '2');
    assert.equal(await tile('late-now:').innerText().then(asRead), '1');
    assert.equal(leader.page.url(), before);
    await look(leader.page, 'leader-live');
    assert.deepEqual(leader.faults, []);
  });

  test('sees on the tab of people what lies with each, kept as it is now', async () => {
    await leader.open('/can-bo/tinh-hinh?ky=2026&xem=can-bo');
    const centre = leader.page.locator('select[name="co-quan"] option', {
      hasText: 'Trung tâm Phục vụ hành chính công xã Bắc Hà',
    });
    const desk = await centre.getAttribute('value');
    await leader.open(`/can-bo/tinh-hinh?ky=2026&xem=can-bo&co-quan=${desk}`);
    await footSays(/tự cập nhật/);
    const open = (text: string) =>
      leader.page.locator('[data-live="person.open:chua-giao"]').filter({ hasText: text }).waitFor();
    await open('2');
    await apply();
    await open('3');
    await look(leader.page, 'leader-people');
  });

  test('a page that was cut off hears of what it has not seen, and of nothing else', async () => {
    const first = await firstMessage(chair, STREAM);
    assert.match(first.data, /"received:":"3"/);
    const again = await firstMessage(chair, STREAM, first.id);
    assert.deepEqual(JSON.parse(again.data).values, {});
    const stale = await firstMessage(chair, STREAM, '1.000000000000');
    assert.match(stale.data, /"received:":"3"/);
  });

  test('a chairman of another place hears nothing of it, and a clerk is not let in', async () => {
    const other = await firstMessage(await signedIn(program, 'chutich.laocai'), STREAM);
    assert.match(other.data, /"received:":"0"/);
    assert.doesNotMatch(other.data, /"received:":"3"/);
    assert.equal((await (await signedIn(program, 'motcua.bacha')).get(STREAM)).status, 403);
  });

  test('without script the page says of what moment it is, and can be loaded again', async () => {
    const plain = await person(browser, program, { script: false });
    const { cookies } = await signedIn(program, 'chutich.bacha');
    await plain.context.addCookies([{ name: 'fs', value: cookies.get('fs') ?? '', url: program.url }]);
    await plain.open('/can-bo/tinh-hinh?ky=2026');
    assert.match(
      await plain.page.locator('main').innerText().then(asRead),
      /Số liệu lúc \d\d:\d\d\. Tải lại số liệu/,
    );
    await plain.page.getByRole('link', { name: 'Tải lại số liệu' }).click();
    assert.match(plain.page.url(), /tinh-hinh\?ky=2026$/);
    await look(plain.page, 'leader-plain');
    await plain.close();
  });

  test('the head of an office has new steps given to who has the least in hand, after he has seen what that would do', async () => {
    const centre = /<option value="([^"]+)"[^>]*>Trung tâm Phục vụ hành chính công xã Bắc Hà</.exec(
      (await chair.get('/can-bo/phan-viec')).text,
    )?.[1];
    const at = `/can-bo/phan-viec/quy-tac/moi?co-quan=${centre}`;
    const rule = { 'loai-buoc': 'dossier.receive', cach: 'least-loaded' };
    const tried = await chair.post(at, { ...rule, 'xem-truoc': '1' });
    assert.equal(tried.status, 200);
    assert.match(
      words(tried.text),
      /Nguyễn Thị Thu Hà – Nhân viên tiếp nhận hồ sơ 0 10 Nhận bước thứ 1, 2, 3/,
    );
    assert.match(words((await chair.get(`/can-bo/phan-viec?co-quan=${centre}`)).text), /Chưa có quy tắc/);
    const faulty = await chair.post(at, { cach: 'fixed', 'thu-tuc': '9.999' });
    assert.equal(faulty.status, 422);
    assert.match(
      words(faulty.text),
      /Không có thủ tục đang áp dụng nào có tên hoặc mã này.*Chọn vị trí nhận việc/,
    );
    assert.equal((await chair.post(at, rule)).status, 303);
    const again = await chair.post(at, rule);
    assert.match(words(again.text), /Cơ quan đã có quy tắc cho đúng những bước này/);
    const dossier = await apply();
    const story = words((await chair.get(`/can-bo/ho-so/${dossier.id}`)).text);
    assert.match(
      story,
      /giao bước này cho .* theo quy tắc của cơ quan: giao người đang ít việc nhất \(đang giữ 0 việc/,
    );
    const load = words((await chair.get(`/can-bo/phan-viec?co-quan=${centre}`)).text);
    assert.match(load, /Nguyễn Thị Thu Hà Nhân viên tiếp nhận hồ sơ Ít việc nhất 1 /);
    assert.match(load, /Bước tiếp nhận thuộc mọi lĩnh vực: giao người đang giữ ít việc nhất/);
  });

  test('gives what lies with nobody to somebody, and is told what somebody has done meanwhile', async () => {
    const page = (await chair.get('/can-bo/phan-viec/viec?vi-tri=chua-giao')).text;
    assert.match(words(page), /Không còn bước nào ở đây/, 'at his own agency nothing lies yet');
    for (const dossier of [late, await apply()])
      await doStep(program, dossier, ['motcua.bacha', 'receive', 'forward']);
    const list = (await chair.get('/can-bo/phan-viec/viec?vi-tri=chua-giao')).text;
    const [first = '', second = ''] = [...list.matchAll(/name="buoc" value="([^"]+)"/g)].map(m => m[1] ?? '');
    const sen = /<option value="([^"]+)"[^>]*>Lù Thị Sen/.exec(list)?.[1] ?? '';
    const give = (buoc: string, to = sen) =>
      chair.post('/can-bo/phan-viec/viec?vi-tri=chua-giao', { buoc, 'giao-cho': to });
    assert.match(
      words((await chair.post('/can-bo/phan-viec/viec?vi-tri=chua-giao', { 'giao-cho': sen })).text),
      /Chọn ít nhất một bước/,
    );
    assert.equal((await give(first)).status, 303);
    assert.match(
      words((await chair.get('/can-bo/phan-viec')).text),
      /Lù Thị Sen Công chức tư pháp - hộ tịch \S+( \S+)* 1 /,
    );
    await program.env.db.run(
      `UPDATE work.task SET state = 'done', outcome = 'x', ended_at = now(),
         ended_by = (SELECT id FROM identity.account WHERE name = 'Vàng Văn Quý') WHERE id = $1`,
      [second],
    );
    const both: Array<[string, string]> = [
      ['_csrf', await chair.csrf()],
      ['buoc', second],
      ['buoc', first],
      ['giao-cho', 'tat-ca'],
    ];
    const refused = await chair.send('POST', '/can-bo/phan-viec/viec?vi-tri=chua-giao', {
      body: new URLSearchParams(both),
    });
    assert.equal(refused.status, 422);
    assert.match(
      words(refused.text),
      /Chưa giao được hồ sơ \S+: Vàng Văn Quý đã làm xong bước “[^”]+” lúc \d\d\/\d\d\/\d{4} \d\d:\d\d /,
      'who, and when',
    );
    assert.match(words(refused.text), /Đã để chung 1 bước: [^:]+, hồ sơ \S+\./, 'the other one went');
    assert.equal((await give(first)).status, 303);
    const other = await signedIn(program, 'chutich.laocai');
    assert.equal((await other.post('/can-bo/phan-viec/viec', { buoc: first, 'giao-cho': sen })).status, 422);
    assert.equal((await (await signedIn(program, 'hotich.bacha')).get('/can-bo/phan-viec')).status, 403);
  });

  test('notes that somebody is away, and takes it back', async () => {
    const page = (await chair.get('/can-bo/phan-viec')).text;
    const sen = /<option value="([^"]+)"[^>]*>Lù Thị Sen/.exec(page)?.[1] ?? '';
    const today = formatDate(program.env.clock.now());
    const watch = () =>
      modules
        .flatMap(m => m.jobs ?? [])
        .find(j => j.name === 'cases.watch-deadlines')
        ?.run({}, program.env);
    const told = async () => /Người giữ đang vắng/.test((await chair.get('/can-bo?xem=all')).text);
    const wrong = await chair.post('/can-bo/phan-viec/vang', { 'can-bo': sen, tu: today, den: '31/02/2027' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, /value="31\/02\/2027"/);
    assert.equal(
      (await chair.post('/can-bo/phan-viec/vang', { 'can-bo': sen, tu: today, den: today })).status,
      303,
    );
    const noted = (await chair.get('/can-bo/phan-viec')).text;
    assert.match(words(noted), /Lù Thị Sen Công chức tư pháp - hộ tịch Vắng đến/);
    await watch();
    assert.equal(await told(), true, 'what she has is late');
    const back =
      /action="(\/can-bo\/phan-viec\/vang\/[^"]+)"/.exec(noted)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const other = await signedIn(program, 'chutich.laocai');
    assert.equal((await other.post(back.split('?')[0] ?? '', {})).status, 404);
    assert.equal((await chair.post(back, {})).status, 303);
    assert.equal(await told(), false, 'at once');
    assert.doesNotMatch(words((await chair.get('/can-bo/phan-viec')).text), /Vắng đến/);
  });

  test('is told of the steps that lie at a post whose holder has left, however far off they are due', async () => {
    const forecast = async () =>
      words((await chair.get('/can-bo/phan-viec')).text.replace(/^[\s\S]*<h2>Bước có thể trễ hạn/, ''));
    const VACANT = /Ở vị trí không có người giữ .* Vị trí này không có người giữ: chuyển bước cho người khác/;
    const held = (until: string | null) =>
      program.env.db.run(
        `UPDATE identity.holding SET valid = daterange(lower(valid), $1) WHERE account_id =
           (SELECT id FROM identity.account WHERE staff_id = 'hotich.bacha')`,
        [until],
      );
    await program.env.db.run(
      `UPDATE work.task t SET due_at = $1 FROM identity.holding h JOIN identity.account a ON a.id = h.account_id
       WHERE h.post_id = t.post_id AND a.staff_id = 'hotich.bacha' AND t.state = 'open'`,
      [new Date(program.env.clock.now().getTime() + 30 * 86_400_000)],
    );
    assert.doesNotMatch(await forecast(), VACANT, 'she is there');
    await held(localDate(program.env.clock.now()));
    assert.match(await forecast(), VACANT);
    await held(null);
    assert.doesNotMatch(await forecast(), VACANT);
  });

  test('says how early he is told of what will be late, for his agency', async () => {
    const wrong = await chair.post('/can-bo/phan-viec/nhac-han', { 'phan-tram': '80', gio: '4' });
    assert.equal(wrong.status, 422);
    assert.match(words(wrong.text), /Nhập số nguyên từ 1 đến 50/);
    assert.equal(
      (await chair.post('/can-bo/phan-viec/nhac-han', { 'phan-tram': '30', gio: '4' })).status,
      303,
    );
    const load = async () => words((await chair.get('/can-bo/phan-viec')).text);
    assert.match(await load(), /còn 30% thời hạn, hoặc còn 4 giờ làm việc.*Mức riêng của cơ quan này/);
    assert.equal((await chair.post('/can-bo/phan-viec/nhac-han/bo', {})).status, 303);
    assert.match(await load(), /còn 20% .* còn 8 giờ làm việc.*Hiện dùng mức chung của tỉnh/);
  });

  test('has the brief of the morning by e-mail once, with figures and nobody’s name, and no more when he has said so', async () => {
    const { env } = program;
    const page = words((await chair.get('/can-bo/ban-tin-sang')).text);
    assert.match(
      page,
      /Chưa đăng ký nhận bản tin\. Nếu nhận, thư gửi tới chutich\.bacha@.* Đang quá hạn 1 hồ sơ/,
    );
    assert.equal((await chair.post('/can-bo/ban-tin-sang', { gio: '3' })).status, 422);
    assert.equal((await chair.post('/can-bo/ban-tin-sang', { gio: '7' })).status, 303);
    assert.match(
      words((await chair.get('/can-bo/ban-tin-sang')).text),
      /Đang gửi lúc 7 giờ tới chutich\.bacha@/,
    );
    const job = modules.flatMap(m => m.jobs ?? []).find(j => j.name === 'performance.morning-brief');
    const at = (time: string) => job?.run({}, { ...env, clock: fixedClock(`${time}:00+07:00`) });
    const letters = () =>
      env.db.query<{ day: string; all: string }>(
        `SELECT params ->> 'day' AS day, params::text AS all FROM messaging.message WHERE text_key = 'performance.brief' ORDER BY id`,
      );
    await at('2026-12-05T07:05');
    await at('2026-12-07T06:55');
    assert.deepEqual(await letters(), [], 'a Saturday, and before the hour');
    await Promise.all([at('2026-12-07T07:05'), at('2026-12-07T07:05')]);
    await at('2026-12-07T09:00');
    await at('2026-12-08T07:00');
    const sent = await letters();
    assert.deepEqual(
      sent.map(l => l.day),
      ['07/12/2026', '08/12/2026'],
    );
    assert.match(sent[0]?.all ?? '', /Ủy ban nhân dân xã Bắc Hà: quá hạn 1/);
    assert.doesNotMatch(sent.map(l => l.all).join(), /Mỷ|Vần|-2611/);
    assert.equal((await chair.post('/can-bo/ban-tin-sang/thoi', {})).status, 303);
    await at('2026-12-09T07:00');
    assert.equal((await letters()).length, 2);
  });

  test('the numbers stop when the session has ended, and the page says so', async () => {
    program.env.get(liveFigures).heartbeatMs = 200;
    await leader.open('/can-bo/tinh-hinh?ky=2026');
    await says('received:', '5');
    const account = await findOfficial(program.env.db, 'chutich.bacha');
    await program.env.db.run(
      "UPDATE identity.session SET ended_at = now(), end_reason = 'signed-out' WHERE account_id = $1",
      [account?.id],
    );
    await footSays(/^Phiên làm việc đã hết/);
    assert.equal(program.env.get(liveFigures).places.taken, 0);
  });
});
