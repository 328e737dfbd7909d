import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  cases,
  casesService,
  type Dossier,
  findBulk,
  findDossier,
  keptActsOf,
  listBulkItems,
  refuse,
  reopenByDecision,
  returnResult,
} from '#engines/cases';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: undo', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  const statusOf = async (d: Dossier) => (await findDossier(s.db, d.id))?.status;
  /** Presses the button of the step that lies before somebody; where it leads. */
  async function does(who: Official, dossier: Dossier, outcome: string): Promise<string> {
    await who.visit.open(s.pageOf(dossier));
    const done = await who.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, { outcome });
    assert.equal(done.status, 303, done.html.slice(0, 500));
    return done.location ?? '';
  }
  /** Does what waits of a bulk act; what came of each step. */
  async function work(at: string): Promise<string[]> {
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = at.split('/').at(-1) ?? '';
    for (let n = 0; n < 10 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    return (await listBulkItems(s.db, bulkId)).map(i => i.error ?? i.state);
  }
  /** Somebody does the open steps of these at once; where it is told, and the steps. */
  async function together(who: Official, viec: string, dossiers: readonly Dossier[]) {
    await who.visit.open('/can-bo');
    const chon = await Promise.all(dossiers.map(s.taskOf));
    const path = (await who.visit.submit('/can-bo/hang-loat', { viec, chon })).location ?? '';
    await who.visit.open(path);
    await who.visit.submit(path, { chon });
    assert.ok((await work(path)).every(came => came === 'done'));
    return { path, chon };
  }
  const undoLinks = (html: string) => [...html.matchAll(/href="([^"]*\/hoan-tac\/[^"]*)"/g)].map(m => m[1]);

  test('the line that says what was done leads to taking it back; what will be is said before, and the story tells both', async () => {
    const dossier = await s.apply();
    const home = await does(s.clerk, dossier, 'forward');
    const { html } = await s.clerk.visit.open(home);
    const [link, inStory] = undoLinks(html);
    assert.ok(link);
    assert.equal(inStory, link, 'in the line, and in the story at the act');
    assert.doesNotMatch((await s.officer.visit.open(s.pageOf(dossier))).html, /\/hoan-tac\//);
    const asked = await s.clerk.visit.open(link);
    assert.match(asked.html, /<h1>Hoàn tác việc vừa làm<\/h1>/);
    assert.match(asked.html, /Hồ sơ trở lại tình trạng “Mới tiếp nhận|Hồ sơ trở lại tình trạng “/);
    const done = await s.clerk.visit.submit(link, { 'ly-do': 'Bấm nhầm hồ sơ' });
    assert.match(done.location ?? '', /xong=undone/);
    assert.equal(await statusOf(dossier), 'received');
    const after = (await s.clerk.visit.open(done.location ?? '')).html;
    assert.match(after, /Đã hoàn tác\. Hồ sơ trở lại như trước việc đó\./);
    assert.match(after, /hoàn tác: bước “[^”]+”[\s\S]*Bấm nhầm hồ sơ/);
    assert.match(after, /\(đã hoàn tác\)/);
    assert.deepEqual(undoLinks(after), []);
    // From the page as it was before, once more: nothing is done twice.
    const again = await s.clerk.visit.submit(link, { 'ly-do': '' });
    assert.equal(again.status, 303);
    const told = await s.story(`dossier:${dossier.id}`);
    assert.equal(told.filter(k => k === 'case.act-undone').length, 1);
    assert.match((await s.clerk.visit.open(link)).html, /Việc này đã được hoàn tác lúc/);
  });

  test('who handed a result over at the counter reads in the place of the link why that stays', async () => {
    const dossier = await s.apply();
    await does(s.clerk, dossier, 'forward');
    await does(s.officer, dossier, 'propose');
    await does(s.signer, dossier, 'signed');
    const actor = {
      accountId: s.clerk.accountId,
      postId: s.clerk.postId,
      agencyId: s.agencies.centre,
      at: s.clock.now(),
    };
    const input = { dossierId: dossier.id, taskId: await s.taskOf(dossier), how: 'counter' as const };
    await s.db.tx(tx => returnResult(tx, s.env.get(casesService), input, actor));
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.deepEqual(undoLinks(html), []);
    assert.match(
      html,
      /Việc này không hoàn tác được: người nhận đã ký và cầm kết quả; giao nhầm hay kết quả sai thì đính chính, cấp lại hoặc thu hồi/,
    );
    assert.doesNotMatch((await s.officer.visit.open(s.pageOf(dossier))).html, /không hoàn tác được/);
    // What he did next was no act on the dossier: the words of the one before are not said of it.
    const told = async (done: string) => {
      const page = (await s.clerk.visit.open(`${s.pageOf(dossier)}?xong=${done}`)).html;
      return /<div role="status">[\s\S]*?<\/div>/.exec(page)?.[0] ?? assert.fail('nothing is told');
    };
    assert.match(await told('handed-over-counter'), /không hoàn tác được/);
    assert.match(await told('complaint-received'), /Đã nhận đơn khiếu nại/);
    assert.doesNotMatch(await told('complaint-received'), /không hoàn tác được/);
  });

  test('who comes at the same moment reads who did what in words', async () => {
    const dossier = await s.apply();
    const home = await does(s.clerk, dossier, 'forward');
    const [link = ''] = undoLinks((await s.clerk.visit.open(home)).html);
    await s.clerk.visit.open(link);
    await s.officer.visit.open(s.pageOf(dossier));
    const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
    const pause = () => new Promise(resolve => setTimeout(resolve, 100));
    const sent = await s.db.tx(async tx => {
      await tx.run('SELECT FROM cases.dossier WHERE id = $1 FOR UPDATE', [dossier.id]);
      const first = s.officer.visit.submit(step, { outcome: 'propose' });
      await pause();
      const late = s.clerk.visit.submit(link, { 'ly-do': 'Bấm nhầm' });
      await pause();
      return { first, late };
    });
    assert.equal((await sent.first).status, 303);
    const { html } = await sent.late;
    assert.match(html, /Sau việc này Lù Thị Sen đã có thao tác tiếp theo lúc [^<]*: Làm xong một bước/);
    assert.doesNotMatch(html, /entry\.case/);
  });

  test('who comes too late reads who did what; to whom it is not his it is refused', async () => {
    const dossier = await s.apply();
    const home = await does(s.clerk, dossier, 'forward');
    const [link = ''] = undoLinks((await s.clerk.visit.open(home)).html);
    await s.clerk.visit.open(link);
    await does(s.officer, dossier, 'propose');
    const late = await s.clerk.visit.submit(link, { 'ly-do': 'Bấm nhầm' });
    assert.equal(late.status, 422);
    assert.match(
      late.html,
      /Sau việc này Lù Thị Sen đã có thao tác tiếp theo lúc 20\/11\/2026 \d\d:\d\d: Làm xong một bước/,
    );
    assert.doesNotMatch((await s.clerk.visit.open(link)).html, /<button[^>]*>Hoàn tác/);
    assert.equal((await s.signer.visit.open(link)).status, 403);
    const stranger = await s.official('Sùng A Chứ', s.agencies.saPa, ['receiver']);
    assert.equal((await stranger.visit.open(link)).status, 404);
    assert.equal(await statusOf(dossier), 'processing');
  });

  test('whose step goes with an act that somebody takes back reads that, and keeps what he typed', async () => {
    const dossier = await s.apply();
    const home = await does(s.clerk, dossier, 'forward');
    const [link = ''] = undoLinks((await s.clerk.visit.open(home)).html);
    const step = `${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`;
    await s.officer.visit.open(s.pageOf(dossier));
    await s.clerk.visit.open(link);
    await s.clerk.visit.submit(link, { 'ly-do': 'Bấm nhầm' });
    const late = await s.officer.visit.submit(step, { outcome: 'propose', 'ghi-chu': 'Đủ điều kiện' });
    assert.match(late.html, /Bước này không còn: Vi Thị Huyền đã hoàn tác việc “[^”]+” lúc 20\/11\/2026/);
    assert.doesNotMatch(late.html, /đã có người làm xong/);
    assert.match(late.html, /Đủ điều kiện/);
  });

  test('many that were done at once are taken back at once, each for itself; where somebody has acted since, it says so', async () => {
    const dossiers: Dossier[] = [];
    for (const owner of ['Vàng Thị Dín', 'Sùng Seo Lử', 'Lý Tả Mẩy']) dossiers.push(await s.apply({ owner }));
    const { path, chon } = await together(s.clerk, 'chuyen', dossiers);
    const [, second] = dossiers;
    assert.match((await s.clerk.visit.open(path)).html, /Hoàn tác 3 hồ sơ đã làm/);
    const early = (await s.clerk.visit.submit(`${path}/hoan-tac`, {})).location ?? '';
    assert.match((await s.clerk.visit.open(early)).html, /<h1>Hoàn tác 3 hồ sơ<\/h1>/);
    await does(s.officer, second!, 'propose');
    await s.clerk.visit.open(path);
    const undo = (await s.clerk.visit.submit(`${path}/hoan-tac`, {})).location ?? '';
    const review = await s.clerk.visit.open(undo);
    assert.match(review.html, /<h1>Hoàn tác 2 hồ sơ<\/h1>/);
    assert.match(
      review.html,
      /1 hồ sơ không làm cùng được[\s\S]*Sau việc này Lù Thị Sen đã có thao tác tiếp theo/,
      'said before anybody confirms',
    );
    await s.clerk.visit.submit(undo, { chon, 'ghi-chu': 'Chọn nhầm danh sách' });
    assert.deepEqual(await work(undo), ['done', 'UNDO_ACTED_SINCE', 'done']);
    const { html } = await s.clerk.visit.open(undo);
    assert.match(html, /<h1>Đã hoàn tác 2 trong 3 hồ sơ<\/h1>/);
    assert.match(html, /Sau việc này Lù Thị Sen đã có thao tác tiếp theo lúc/);
    assert.doesNotMatch(html, /hồ sơ đã làm<\/button>/, 'what was taken back is done again by doing it');
    assert.deepEqual(await Promise.all(dossiers.map(statusOf)), ['received', 'processing', 'received']);
    assert.ok((await keptActsOf(s.db, dossiers[0]!.id))[0]?.undoneAt);
    assert.equal((await s.officer.visit.open(undo)).status, 404);
    const first = (await s.clerk.visit.open(path)).html;
    assert.match(first, /<h1>Đã chuyển 3 trong 3 hồ sơ, sau đó hoàn tác 2<\/h1>/);
    assert.match(first, /Hoàn tác 1 hồ sơ đã làm/);
    assert.equal(first.match(/>Đã hoàn tác<[\s\S]*?20\/11\/2026 \d\d:\d\d/g)?.length, 2);
    assert.match((await s.clerk.visit.open('/can-bo/hang-loat')).html, /3 trong 3, sau đó hoàn tác 2/);
    // The page on which all were to be taken back, from before.
    const stale = (await s.clerk.visit.open(early)).html;
    assert.match(stale, /<h1>Hoàn tác 1 hồ sơ<\/h1>[\s\S]*Đã hoàn tác trước đó, lúc 20\/11\/2026/);
    await s.clerk.visit.submit(early, { chon });
    assert.deepEqual(await work(early), ['UNDONE_BEFORE', 'UNDO_ACTED_SINCE', 'UNDONE_BEFORE']);
    const twice = (await s.clerk.visit.open(early)).html;
    assert.match(twice, /<h1>Đã hoàn tác 0 trong 3 hồ sơ<\/h1>/);
    assert.match(twice, /2 hồ sơ đã được hoàn tác trước đó, lần này không làm lại\./);
    const told = await s.story(`dossier:${dossiers[0]!.id}`);
    assert.equal(told.filter(k => k === 'case.act-undone').length, 1);
  });

  test('what was signed again after it was taken back is not taken back by undoing the first time once more', async () => {
    const dossier = await s.apply({ owner: 'Hoàng Seo Sử' });
    await does(s.clerk, dossier, 'forward');
    await does(s.officer, dossier, 'propose');
    const { path, chon } = await together(s.signer, 'ky', [dossier]);
    const undos = [];
    for (let n = 0; n < 2; n++) {
      await s.signer.visit.open(path);
      undos.push((await s.signer.visit.submit(`${path}/hoan-tac`, {})).location ?? '');
    }
    const undone = async (at: string) => {
      await s.signer.visit.open(at);
      await s.signer.visit.submit(at, { chon });
      return work(at);
    };
    s.clock.set('2026-11-20T15:45:00+07:00');
    assert.deepEqual(await undone(undos[0]!), ['done']);
    assert.equal(await statusOf(dossier), 'processing');
    s.clock.set('2026-11-20T15:46:00+07:00');
    assert.equal(await s.taskOf(dossier), chon[0], 'the same step lies open again');
    await does(s.signer, dossier, 'signed');
    s.clock.set('2026-11-20T15:47:00+07:00');
    assert.deepEqual(await undone(undos[1]!), ['UNDONE_BEFORE']);
    assert.equal(await statusOf(dossier), 'completed');
    const [newest] = await keptActsOf(s.db, dossier.id);
    assert.deepEqual([newest?.kind, newest?.undoneAt], ['result-issued', null], 'the new signature holds');
    assert.doesNotMatch((await s.signer.visit.open(path)).html, /hồ sơ đã làm<\/button>/);
    s.clock.set('2026-11-20T15:40:00+07:00');
  });

  test('several letters go out after a page that names them; one that was not ready is taken off the list again', async () => {
    const two: Dossier[] = [];
    for (const owner of ['Vàng Thị Dín', 'Sùng Seo Lử']) {
      const dossier = await s.apply({ owner, post: 'Thôn Na Hối Nùng, xã Bắc Hà' });
      await does(s.clerk, dossier, 'forward');
      await does(s.officer, dossier, 'propose');
      await does(s.signer, dossier, 'signed');
      two.push(dossier);
    }
    const thu = two.map(d => d.id);
    const ticked = async (path: string) =>
      (await s.clerk.visit.open(path)).html.match(/name="thu"[^>]* checked/g)?.length ?? 0;
    assert.deepEqual([await ticked('/can-bo/buu-chinh?tat-ca=1'), await ticked('/can-bo/buu-chinh')], [2, 0]);
    const numbered = Object.fromEntries(thu.map(id => [`ma.${id}`, 'EB100000003VN']));
    const twice = await s.clerk.visit.submit('/can-bo/buu-chinh', { thu, ...numbered });
    assert.equal(
      twice.html.match(/Mã bưu gửi EB100000003VN đã dùng cho bưu gửi khác/g)?.length,
      4,
      'said before anybody confirms: above and at both fields',
    );
    assert.match(twice.html, /value="EB100000003VN"/, 'and what was typed is there');
    const bare = Object.fromEntries(thu.map(id => [`ma.${id}`, '']));
    const sure = await s.clerk.visit.submit('/can-bo/buu-chinh', { thu, ...bare });
    assert.match(sure.html, /<h1>Bàn giao 2 bưu gửi\?<\/h1>/);
    assert.deepEqual(
      await Promise.all(two.map(statusOf)),
      ['completed', 'completed'],
      'nothing has gone out',
    );
    const made = await s.clerk.visit.submit('/can-bo/buu-chinh', { thu });
    const list = await s.clerk.visit.open(made.location ?? assert.fail(made.html));
    const letter = /href="([^"]*\/thu\/[^"]*)"/.exec(list.html)?.[1] ?? assert.fail(list.html);
    const [off = '', ...others] = undoLinks(list.html);
    assert.equal(others.length, 1, 'each letter is taken off from its list');
    assert.deepEqual(undoLinks((await s.clerk.visit.open(letter)).html), [off]);
    assert.match((await s.clerk.visit.open(off)).html, /gỡ khỏi bảng kê bàn giao/);
    await s.clerk.visit.submit(off, { 'ly-do': 'Còn thiếu bản sao' });
    const after = (await s.clerk.visit.open(made.location ?? '')).html;
    assert.match(after, /<s>[\s\S]*Đã gỡ khỏi bảng kê[\s\S]*Còn thiếu bản sao/);
    assert.deepEqual((await Promise.all(two.map(statusOf))).sort(), ['completed', 'returned']);
    assert.deepEqual(undoLinks((await s.clerk.visit.open(letter)).html), []);
  });

  test('a refusal that a decision on a complaint annulled is not told as taken back by who refused', async () => {
    const dossier = await s.apply();
    const clerk = { accountId: s.clerk.accountId, postId: s.clerk.postId, agencyId: s.agencies.centre };
    const deps = s.env.get(casesService);
    const wish = { dossierId: dossier.id, reason: 'Không cư trú tại xã' };
    const refused = await s.db.tx(tx => refuse(tx, deps, wish, { ...clerk, at: s.clock.now() }));
    s.clock.advance(60_000);
    const decision = { number: '3/2026/QĐ-GQKN', on: '2026-11-20' };
    const ended = { dossierId: dossier.id, endedAt: refused.closedAt ?? assert.fail(), decision };
    const leader = { accountId: s.signer.accountId, postId: s.signer.postId, agencyId: s.agencies.bacHa };
    await s.db.tx(tx => reopenByDecision(tx, deps, ended, { ...leader, at: s.clock.now() }));
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    const ANNULLED = /\(đã bị hủy theo Quyết định giải quyết khiếu nại số 3\/2026\/QĐ-GQKN\)/g;
    assert.equal(html.match(ANNULLED)?.length, 2, 'in the story, and at the slip that was given');
    assert.doesNotMatch(html, /\(đã hoàn tác\)/);
    const [act] = await keptActsOf(s.db, dossier.id);
    const undo = await s.clerk.visit.open(`${s.pageOf(dossier)}/hoan-tac/${act?.id}`);
    assert.match(
      undo.html,
      /Việc này đã bị hủy lúc [^<]* theo Quyết định giải quyết khiếu nại số 3\/2026\/QĐ-GQKN/,
    );
    assert.equal((await s.clerk.visit.open(s.pageOf(dossier))).status, 200);
  });
});
