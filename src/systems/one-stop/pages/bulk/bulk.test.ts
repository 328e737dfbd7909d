import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, type Dossier, findBulk, findDossier, listBulkItems } from '#engines/cases';
import { delegate, revokeDelegation } from '#engines/identity';
import { findTask } from '#engines/work';
import { openBrowser } from '#test/axe';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: many at once', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  /** A dossier that lies before those who sign, by the steps that come before, or one that has gone as far as `to`. */
  async function made(owner: string, to: 'receive' | 'check' | 'sign' = 'sign'): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    for (const [who, outcome] of [
      [s.clerk, 'forward'],
      [s.officer, 'propose'],
    ] as const) {
      if (to === 'receive' || (to === 'check' && outcome === 'propose')) break;
      await who.visit.open(s.pageOf(dossier));
      const done = await who.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, {
        outcome,
      });
      assert.equal(done.status, 303);
    }
    return dossier;
  }

  /** Ticks these and presses a button of the bulk bar; the address of what was chosen. */
  async function choose(
    who: Official,
    viec: string,
    dossiers: readonly Dossier[],
    more: Record<string, string> = {},
  ) {
    await who.visit.open('/can-bo');
    const chon = await Promise.all(dossiers.map(s.taskOf));
    const chosen = await who.visit.submit('/can-bo/hang-loat', { viec, chon, ...more });
    assert.equal(chosen.status, 303, chosen.html.slice(0, 800));
    return { path: chosen.location ?? '', chon };
  }

  /** As the worker does what waits. */
  async function work(path: string) {
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 30 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    return Object.fromEntries((await listBulkItems(s.db, bulkId)).map(i => [i.taskId, i.error ?? i.state]));
  }

  const results = async (dossier: Dossier) =>
    (
      await s.db.one<{ n: number }>('SELECT count(*)::int AS n FROM cases.result WHERE dossier_id = $1', [
        dossier.id,
      ])
    ).n;

  test('who signs by delegation reads for whom and as what, of one result and of many; the one who delegated reads nothing of it', async () => {
    const standIn = await s.official('Giàng Thị Sua', s.agencies.saPa, ['officer']);
    const title = async (postId: string, is: string) =>
      s.owner.run('UPDATE organisation.post SET title_vi = $2 WHERE id = $1', [postId, is]);
    await title(s.signer.postId, 'Chủ tịch Ủy ban nhân dân');
    await title(standIn.postId, 'Chánh Văn phòng');
    const given = { fromPostId: s.signer.postId, toPostId: standIn.postId, roles: ['signer'] };
    const days = { from: '2026-01-01', to: '2027-01-01', reason: 'Đi công tác' };
    const id = await s.db.tx(tx => delegate(tx, { ...given, ...days }, s.act()));
    const dossier = await made('Giàng Seo Páo');
    const said =
      /Ký theo ủy quyền của Chủ tịch Ủy ban nhân dân\. Chức danh người ký: TUQ\. CHỦ TỊCH ỦY BAN NHÂN DÂN, CHÁNH VĂN PHÒNG\./;
    assert.match((await standIn.visit.open(s.pageOf(dossier))).html, said);
    assert.doesNotMatch((await s.signer.visit.open(s.pageOf(dossier))).html, /ký theo ủy quyền/);
    const { path } = await choose(standIn, 'ky', [dossier]);
    const many = (await standIn.visit.open(path)).html;
    assert.match(many, said);
    assert.match(many, /Giàng Seo Páo[\s\S]*?<small>theo ủy quyền của Chủ tịch Ủy ban nhân dân<\/small>/);
    const own = await choose(s.signer, 'ky', [dossier]);
    assert.doesNotMatch((await s.signer.visit.open(own.path)).html, /theo ủy quyền/);
    await s.db.tx(tx => revokeDelegation(tx, id, s.act()));
    await title(s.signer.postId, 'Chuyên viên');
  });

  test('the chairman looks through what he has chosen, confirms once, and each result is signed once; what is sent again signs nothing', async () => {
    // One after the other: each official has one window.
    const dossiers: Dossier[] = [];
    for (const owner of ['Vàng Thị Dín', 'Sùng Seo Lử', 'Lý Tả Mẩy']) dossiers.push(await made(owner));
    const { path, chon } = await choose(s.signer, 'ky', dossiers);
    const page = await s.signer.visit.open(path);
    assert.match(page.html, /<h1>Ký 3 kết quả<\/h1>/);
    for (const dossier of dossiers) assert.ok(page.html.includes(`${s.pageOf(dossier)}/xem-truoc.pdf?buoc=`));
    const preview = /href="([^"]*xem-truoc\.pdf[^"]*)"/.exec(page.html)?.[1] ?? '';
    assert.equal((await s.signer.visit.open(preview)).raw.subarray(0, 5).toString(), '%PDF-');
    await s.signer.visit.open(path);
    // One is left out.
    const confirmed = await s.signer.visit.submit(path, { chon: chon.slice(0, 2) });
    assert.equal(confirmed.location, path);
    assert.match((await s.signer.visit.open(path)).html, /<progress max="2" value="0"/);
    assert.deepEqual(JSON.parse((await s.signer.visit.open(`${path}/tinh-hinh`)).html).ended, false);
    assert.deepEqual(await work(path), { [chon[0]!]: 'done', [chon[1]!]: 'done' });
    assert.deepEqual(await Promise.all(dossiers.map(results)), [1, 1, 0]);
    assert.equal((await findDossier(s.db, dossiers[0]!.id))?.status, 'completed');
    const again = await s.signer.visit.submit(path, { chon });
    assert.equal(again.status, 303);
    await work(path);
    assert.deepEqual(await Promise.all(dossiers.map(results)), [1, 1, 0]);
    const ended = await s.signer.visit.open(path);
    assert.match(ended.html, /<h1>Đã ký 2 trong 2 kết quả<\/h1>/);
    assert.equal((await s.officer.visit.open(path)).status, 404, 'who looks is not who signed');
    assert.match((await s.signer.visit.open('/can-bo/hang-loat')).html, /2 trong 2/);
  });

  test('what cannot be done together with the others is not counted among them, and stands last', async () => {
    const [reminder, ...others] = [
      await made('Giàng Seo Lử'),
      await made('Vàng Thị Mẩy'),
      await made('Lý A Páo'),
    ];
    const { path, chon } = await choose(s.signer, 'ky', [reminder!, ...others]);
    // As a reminder of a step is refused when it is chosen.
    await s.owner.run(
      "UPDATE cases.bulk_item SET state = 'refused', error = 'BULK_NOT_THIS', outcome = NULL, at = now() WHERE task_id = $1",
      [chon[0]],
    );
    await s.owner.run("UPDATE work.task SET ref = 'late:1' WHERE id = $1", [chon[0]]);
    const review = (await s.signer.visit.open(path)).html;
    assert.match(review, /Lời nhắc để đọc, không có gì để ký\.[\s\S]*Đánh dấu đã xem 1 lời nhắc/);
    await s.signer.visit.submit(path, { chon: chon.slice(1) });
    const { all } = JSON.parse((await s.signer.visit.open(`${path}/tinh-hinh`)).html);
    assert.equal(all, 2);
    await work(path);
    const { html } = await s.signer.visit.open(path);
    assert.match(html, /<h1>Đã ký 2 trong 2 kết quả<\/h1>[\s\S]*Đã xong[\s\S]*Đã xong[\s\S]*Chưa làm được/);
    assert.match((await s.signer.visit.open('/can-bo/hang-loat')).html, /2 trong 2/);
    // Reminders are marked as read together.
    const read = (await s.signer.visit.submit('/can-bo/hang-loat', { viec: 'chuyen', chon: chon[0]! }))
      .location;
    await s.signer.visit.open(read ?? '');
    await s.signer.visit.submit(read ?? '', { chon: chon[0]! });
    assert.deepEqual(await work(read ?? ''), { [chon[0]!]: 'done' });
  });

  test('what somebody else has signed meanwhile is refused for that one only, with his name', async () => {
    const deputy = await s.official('Vàng A Chỉnh', s.agencies.bacHa, ['signer']);
    const [first, second] = [await made('Hạng A Pó'), await made('Lù Văn Chính')];
    const { path, chon } = await choose(s.signer, 'ky', [first, second]);
    await deputy.visit.open(s.pageOf(first));
    await deputy.visit.submit(`${s.pageOf(first)}/buoc/${chon[0]}`, { outcome: 'signed' });
    await s.signer.visit.open(path);
    // From the page as it was before: both are ticked.
    await s.signer.visit.submit(path, { chon });
    assert.deepEqual(await work(path), { [chon[0]!]: 'TASK_DONE', [chon[1]!]: 'done' });
    const { html } = await s.signer.visit.open(path);
    assert.match(html, /Đã ký 1 trong 2 kết quả/);
    assert.match(html, /Người khác đã làm[\s\S]*Vàng A Chỉnh: [^<]*, lúc 20\/11\/2026 15:40/);
    assert.match(html, /1 hồ sơ đã có người làm xong, không còn trong danh sách việc\./);
    assert.doesNotMatch(html, /vẫn nằm trong danh sách việc|Chọn lại/);
    assert.deepEqual(await Promise.all([first, second].map(results)), [1, 1]);
  });

  test('while it runs each row says what came of it, without the page being loaded anew', async () => {
    const dossiers = [await made('Ly Seo Dín'), await made('Cư Thị Chớ'), await made('Ma Seo Lử')];
    const { path, chon } = await choose(s.signer, 'ky', dossiers);
    await s.signer.visit.open(path);
    await s.signer.visit.submit(path, { chon });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      let loads = 0;
      await page.route('**/*', async route => {
        const { pathname } = new URL(route.request().url());
        const { status, raw } = await s.signer.visit.open(pathname);
        if (pathname === path) loads++;
        const kind = /\.(js|css|svg|woff2)$/.exec(pathname)?.[1];
        const type =
          kind === 'js' ? 'text/javascript' : kind === 'css' ? 'text/css' : 'text/html; charset=utf-8';
        await route.fulfill({ status, body: raw, contentType: type });
      });
      await page.goto(`http://fansipan.test${path}`);
      const rows = () => page.locator('main tbody tr').allInnerTexts();
      assert.deepEqual(
        (await rows()).map(row => row.includes('Chờ đến lượt ký')),
        [true, true, true],
      );
      await s.owner.run("UPDATE cases.bulk_item SET state = 'done', at = $2 WHERE task_id = $1", [
        chon[0],
        s.clock.now(),
      ]);
      await page.getByText('Đã xong 1 trong 3 hồ sơ.').waitFor({ timeout: 20_000 });
      assert.deepEqual(
        (await rows()).map(row =>
          row.includes('Chờ đến lượt ký') ? 'waits' : /Đã xong[\s\S]*15:40/.test(row),
        ),
        [true, 'waits', 'waits'],
      );
      // One that could not be done is none that is.
      await s.owner.run(
        "UPDATE cases.bulk_item SET state = 'refused', error = 'TASK_DONE', at = $2 WHERE task_id = $1",
        [chon[1], s.clock.now()],
      );
      await page
        .getByText('Đã xong 1 trong 3 hồ sơ, 1 hồ sơ không thực hiện được.')
        .waitFor({ timeout: 20_000 });
      assert.equal(loads, 1);
    } finally {
      await browser.close();
    }
    await work(path);
  });

  test('who may not sign is offered no signing; whose right has ended when it comes to his turn is refused', async () => {
    assert.doesNotMatch((await s.officer.visit.open('/can-bo')).html, /value="ky"/);
    const dossier = await made('Thào Seo Sì');
    const sneaked = await s.officer.visit.submit('/can-bo/hang-loat', {
      viec: 'ky',
      chon: await s.taskOf(dossier),
    });
    assert.equal(sneaked.location, '/can-bo');
    const deputy = await s.official('Giàng Seo Páo', s.agencies.bacHa, ['signer']);
    const { path, chon } = await choose(deputy, 'ky', [dossier]);
    await deputy.visit.open(path);
    await deputy.visit.submit(path, { chon });
    await s.db.run(
      "UPDATE identity.holding SET valid = daterange(lower(valid), '2026-11-20') WHERE post_id = $1",
      [deputy.postId],
    );
    assert.deepEqual(Object.values(await work(path)), ['NOT_FOUND']);
    assert.equal(await results(dossier), 0);
    const stale = await choose(s.signer, 'ky', [dossier]);
    await s.signer.visit.open(stale.path);
    await s.signer.visit.submit(stale.path, { chon });
    s.clock.set('2026-11-20T16:45:00+07:00');
    assert.deepEqual(
      Object.values(await work(stale.path)),
      ['BULK_TOO_LATE'],
      'a confirmation is for an hour',
    );
    s.clock.set('2026-11-20T15:40:00+07:00');
    const { html } = await s.signer.visit.open(stale.path);
    assert.match(html, /Chọn lại 1 hồ sơ chưa làm được/);
    assert.match(html, /1 hồ sơ chưa làm được, vẫn nằm trong danh sách việc\./);
    // Done since by somebody else it lies in no list any more, and who did it is named.
    await s.signer.visit.open(s.pageOf(dossier));
    await s.signer.visit.submit(`${s.pageOf(dossier)}/buoc/${chon[0]}`, { outcome: 'signed' });
    const later = (await s.signer.visit.open(stale.path)).html;
    assert.match(later, /1 hồ sơ đã có người làm xong[\s\S]*Chính người đang đăng nhập: /);
    assert.doesNotMatch(later, /vẫn nằm trong danh sách việc/);
  });

  test('without a second factor shown just now nothing is signed: it is asked for, and what was left out stays left out', async () => {
    const dossiers: Dossier[] = [];
    for (const owner of ['Bàn Thị Pham', 'Bàn Thị Ghển', 'Bàn Văn Dất']) dossiers.push(await made(owner));
    const { path, chon } = await choose(s.signer, 'ky', dossiers);
    const ticked = (html: string) =>
      [...html.matchAll(/name="chon" value="([^"]*)"[^>]* checked/g)].map(m => m[1]).sort();
    const all = [...chon].sort();
    const kept = [chon[0]!, chon[2]!].sort();
    assert.deepEqual(ticked((await s.signer.visit.open(path)).html), all);
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at - interval '16 minutes'");
    const asked = await s.signer.visit.submit(path, { chon: kept });
    const back = `${path}?xong=factor-shown`;
    assert.equal(asked.location, `/tai-khoan/xac-nhan?next=${encodeURIComponent(back)}`);
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at + interval '16 minutes'");
    for (const time of ['at once', 'loaded again']) {
      const { html } = await s.signer.visit.open(back);
      assert.match(html, /Chưa ký: xem lại[^<]*được giữ nguyên: 2 trong 3 kết quả\./, time);
      assert.deepEqual(ticked(html), kept, time);
    }
    assert.deepEqual(ticked((await s.signer.visit.open(path)).html), kept, 'nor by another way to it');
    const other = await choose(s.signer, 'ky', dossiers);
    assert.deepEqual(ticked((await s.signer.visit.open(other.path)).html), all, 'another choice is its own');
    const lost = await s.signer.visit.open(`${other.path}?xong=factor-shown`);
    assert.match(lost.html, /không còn được giữ: hãy chọn lại/);
    assert.deepEqual(ticked(lost.html), [], 'what is not known is not ticked');
    await s.signer.visit.open(back);
    await s.signer.visit.submit(path, { chon: kept });
    assert.deepEqual(await work(path), { [chon[0]!]: 'done', [chon[2]!]: 'done' });
    assert.deepEqual(await Promise.all(dossiers.map(results)), [1, 0, 1]);
  });

  test('many are passed on, all of a view too; a step that needs more is left out and stays', async () => {
    const atDesk = await Promise.all(['Tẩn Mẩy Ta', 'Chảo Láo Tả'].map(owner => made(owner, 'receive')));
    await s.clerk.visit.open('/can-bo?q=chao+lao+ta');
    const chosen = await s.clerk.visit.submit('/can-bo/hang-loat', {
      viec: 'chuyen',
      'tat-ca': '1',
      chon: await s.taskOf(atDesk[0]!),
    });
    const one = await s.clerk.visit.open(chosen.location ?? '');
    assert.match(one.html, /Chuyển 1 hồ sơ/, 'all of the view, which is what was searched for');
    assert.match(one.html, /Chảo Láo Tả/);
    await s.clerk.visit.submit(chosen.location ?? '', {
      chon: await s.taskOf(atDesk[1]!),
      'ghi-chu': 'Đủ giấy tờ',
    });
    assert.deepEqual(Object.values(await work(chosen.location ?? '')), ['done']);
    assert.equal((await findDossier(s.db, atDesk[1]!.id))?.status, 'processing');
    assert.equal((await findDossier(s.db, atDesk[0]!.id))?.status, 'received');
    // The signer’s step of signing is not passed on.
    const toSign = await made('Sùng Thị Mẩy');
    const { path } = await choose(s.signer, 'chuyen', [toSign]);
    const { html } = await s.signer.visit.open(path);
    assert.match(html, /Bước ký kết quả: chọn lại ở danh sách rồi bấm Ký/);
    assert.doesNotMatch(html, /<form method="post" action="\/can-bo\/hang-loat\/[^"]*" novalidate>/);
  });

  test('work is given to one post; who it was not given to does not see it any more', async () => {
    const other = await s.official('Lý Thị Mẩy', s.agencies.bacHa, ['officer']);
    const dossiers = [await made('Giàng Thị Say', 'check'), await made('Giàng Thị Sua', 'check')];
    const { path, chon } = await choose(s.officer, 'giao', dossiers);
    const { html } = await s.officer.visit.open(path);
    assert.match(html, /Lý Thị Mẩy/);
    assert.equal((await s.officer.visit.submit(path, { chon })).status, 422, 'to whom?');
    await s.officer.visit.submit(path, { chon, 'vi-tri': other.postId });
    assert.deepEqual(Object.values(await work(path)), ['done', 'done']);
    for (const id of chon) assert.equal((await findTask(s.db, id))?.postId, other.postId);
    assert.doesNotMatch((await s.officer.visit.open('/can-bo?q=giang+thi+s')).html, /Giàng Thị Say/);
    assert.match(
      (await other.visit.open('/can-bo?giao=toi')).html,
      /Giàng Thị Say[\s\S]*Giao cho Lý Thị Mẩy/,
    );
    assert.deepEqual(
      await s.story(`dossier:${dossiers[0]?.id}`).then(all => all.filter(k => k === 'case.assigned')),
      ['case.assigned'],
    );
  });
});
