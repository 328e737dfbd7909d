import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAccount } from '#engines/identity';
import { formatDate } from '#platform/clock';
import { newId } from '#platform/db';
import { readHead, type Signed } from '#platform/ledger';
import { type StaffSite, staffSite } from '#test/staff-site';
import { findEntries } from './entries/find.ts';
import { noteEntries } from './entries/follow.ts';
import { ADMINISTRATION } from './testing/modules.ts';

describe('administration: ledger', () => {
  const ROOT = '/can-bo/quan-tri/so-ghi';
  let s: StaffSite;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
  });
  after(() => s.close());

  async function sealed(): Promise<void> {
    for (let i = 0; i < 200; i++) {
      if ((await s.ledger.head(s.db)) && (await s.ledger.lag(s.db)).unsealed === 0) return;
      await new Promise(done => setTimeout(done, 25));
    }
    throw new Error('not sealed');
  }

  test('an auditor reads what was done, by which official and to what, and of citizens no name; an agency’s administrator does not', async () => {
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    const local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    const communal = await s.official('Lục Văn Toàn', s.agencies.saPa, ['auditor']);
    assert.match((await auditor.visit.open(ROOT)).html, /Chưa có đầu sổ nào được ký/);
    assert.equal((await auditor.visit.open(`${ROOT}/dau-so`)).status, 404);
    await s.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: 'Thào A Sính', phone: '+84987654321' }, s.act()),
    );
    await s.ledger.sealer.start();
    await sealed();
    const { status, html } = await auditor.visit.open(ROOT);
    assert.equal(status, 200);
    assert.match(html, /Tạo tài khoản/);
    assert.match(html, /Thêm cơ quan/);
    const rows = html.split('<tr>');
    const made = rows.find(row => row.includes('Tạo tài khoản') && row.includes('Sùng A Chứ'));
    assert.match(made ?? '', /<small>Tài khoản<\/small>.*<summary>Xem mã<\/summary>/s);
    assert.ok(rows.some(row => /Giao vị trí.*Việc giữ vị trí.*<code/s.test(row)));
    const [plain = ''] = (made ?? '').split('<details');
    assert.doesNotMatch(plain, /account:|identity\./, 'codes are under their fold');
    assert.match(html, /Người dân<small>Tài khoản/);
    assert.ok(
      rows.some(row => /Xem danh sách.*<td[^>]*>Sổ ghi<.*Hoàng Thị Yên/s.test(row)),
      'which list was read',
    );
    assert.doesNotMatch(html, /Thào A Sính/);
    assert.ok(html.includes((await s.ledger.fingerprint(s.db))?.slice(0, 8) ?? 'no fingerprint'));
    assert.equal((await local.visit.open(ROOT)).status, 403);
    assert.equal((await communal.visit.open(ROOT)).status, 404, 'the ledger is the province’s');
    assert.match((await auditor.visit.open('/can-bo/quan-tri')).html, /bản ghi đã niêm phong/);

    const line = JSON.parse((await auditor.visit.open(`${ROOT}/dau-so`)).html) as Signed;
    const head = await s.ledger.head(s.db);
    assert.deepEqual(line, { signed: head?.signed, signature: head?.signature });
    assert.ok((readHead(line)?.size ?? 0) > 5);
    assert.deepEqual(s.missing, []);
  });

  test('a device that acts is called a device, and an office that a title names already is not named twice', async () => {
    const auditor = await s.official('Hoàng Thị Yến', s.agencies.province, ['auditor']);
    const chairman = await s.official('Vàng Seo Páo', s.agencies.bacHa, ['leader']);
    await s.owner.query("UPDATE organisation.post SET title_vi = 'Chủ tịch UBND' WHERE id = $1", [
      chairman.postId,
    ]);
    const act = { at: s.clock.now(), agency: s.agencies.bacHa, body: { kind: 'official' } };
    await s.db.tx(async tx => {
      const device = `hall-device:${newId()}`;
      await s.ledger.append(tx, {
        ...act,
        kind: 'identity.account-created',
        subject: device,
        actor: device,
        post: null,
      });
      const { accountId, postId } = chairman;
      await s.ledger.append(tx, {
        ...act,
        ...{
          kind: 'identity.account-created',
          subject: `account:${accountId}`,
          actor: accountId,
          post: postId,
        },
      });
    });
    await sealed();
    const { html } = await auditor.visit.open(ROOT);
    assert.match(html, /Thiết bị ở sảnh<small>UBND xã Bắc Hà<\/small>/);
    assert.match(html, /Vàng Seo Páo<small>Chủ tịch UBND xã Bắc Hà<\/small>/);
    assert.doesNotMatch(html, /Tài khoản không còn/);
  });

  test('an auditor finds entries by what was done, by whom, for which agency, when and about which dossier; his reading is an entry too', async () => {
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    const clerk = await s.official('Lý Thị Mai', s.agencies.saPa, ['receiver']);
    const local = await s.official('Sùng A Páo', s.agencies.bacHa, ['agency-admin']);
    const keeper = { ...s.act(), actor: local.accountId, agency: s.agencies.bacHa };
    await s.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: 'Thào A Sính', phone: '+84987654322' }, keeper),
    );
    await sealed();
    await s.ledger.followers.runOnce([noteEntries.id]);
    const open = (query: Record<string, string>, who = auditor) =>
      who.visit.open(`${ROOT}?${new URLSearchParams(query)}`);
    const rows = async (query: Record<string, string>) => {
      const { status, html } = await open(query);
      assert.equal(status, 200, html);
      return html.split('<tr>').slice(2);
    };
    const made = await rows({ viec: 'identity.account-created' });
    assert.ok(made.length >= 4 && made.every(row => row.includes('Tạo tài khoản')));
    // By an official's name without tone marks, or his agency.
    const his = await rows({ nguoi: 'sung a pao' });
    assert.equal(his.length, 1);
    assert.match(his[0] ?? '', /Tạo tài khoản[\s\S]*Người dân[\s\S]*Sùng A Páo/);
    assert.deepEqual(await rows({ 'co-quan': 'Z99.60.01', nguoi: 'sung a pao' }), his);
    const system = await rows({ nguoi: 'he thong' });
    assert.ok(system.length > 0 && system.every(row => row.includes('Hệ thống')));
    assert.match(
      (await open({ nguoi: 'sung a pao', viec: 'identity.post-given' })).html,
      /Không có bản ghi nào khớp/,
    );
    // By days as people write them.
    const today = formatDate(s.clock.now());
    assert.deepEqual(await rows({ nguoi: 'sung a pao', tu: today, den: today }), his);
    const before = formatDate(new Date(s.clock.now().getTime() - 86_400_000));
    assert.match(
      (await open({ nguoi: 'sung a pao', den: before })).html,
      /Bỏ tìm[\s\S]*Không có bản ghi nào khớp/,
    );
    // What cannot be read, or is not there, is said beside its field, and what was typed stays.
    for (const [query, said] of [
      [{ tu: '31/02/2026' }, /<input[^>]*value="31\/02\/2026"/],
      [{ tu: today, den: before }, /Ngày cuối phải sau ngày đầu/],
      [{ nguoi: 'Thào A Sính' }, /Người dân không tìm được theo tên/],
      [{ 'ho-so': '001.18.60.H38-261120-9999' }, /Không có hồ sơ nào mang mã này/],
      [{ viec: 'nope' }, /Chọn một việc trong danh sách/],
    ] as const) {
      const wrong = await open(query);
      assert.equal(wrong.status, 422);
      assert.match(wrong.html, said);
    }
    // Others come to none of it.
    assert.equal((await open({ nguoi: 'sung a pao' }, local)).status, 403);
    assert.equal((await open({ nguoi: 'sung a pao' }, clerk)).status, 403);
    const read = (await s.ledger.history(s.db, `reader:${auditor.accountId}`, ['ledger.list-read'])).filter(
      e => e.body.purpose === 'ledger',
    );
    assert.ok(read.length > 5, 'each search is an entry');
    const again = read.length;
    await open({ nguoi: 'sung a pao' });
    const since = (await s.ledger.history(s.db, `reader:${auditor.accountId}`, ['ledger.list-read'])).filter(
      e => e.body.purpose === 'ledger',
    );
    assert.equal(since.length, again, 'the same within an hour is one');
    assert.deepEqual(s.missing, []);
  });

  test('about a dossier all that was done is found by its code, and nothing of another; noted again from the ledger it is the same', async () => {
    const [one, other] = [newId(), newId()];
    const say = (subject: string) =>
      s.db.tx(tx =>
        s.ledger.append(tx, {
          kind: 'case.timer-fired',
          subject: `dossier:${subject}`,
          actor: 'system',
          at: s.clock.now(),
          body: { status: 'processing', dueAt: s.clock.now().toISOString(), element: 'x' },
        }),
      );
    for (const subject of [one, other, one]) await say(subject);
    await sealed();
    const filter = { positions: await s.ledger.positionsOf(s.db, [`dossier:${one}`], 10) };
    const find = async () => {
      await s.ledger.followers.runOnce([noteEntries.id]);
      const positions = await findEntries(s.db, filter, { limit: 10, offset: 0 });
      return (await s.ledger.readAt(s.db, positions)).map(e => e.subject);
    };
    assert.deepEqual(await find(), [`dossier:${one}`, `dossier:${one}`]);
    const all = () => findEntries(s.db, {}, { limit: 1_000, offset: 0 });
    const noted = await all();
    await s.ledger.followers.rebuild(noteEntries.id);
    assert.deepEqual(await all(), []);
    assert.deepEqual(await find(), [`dossier:${one}`, `dossier:${one}`]);
    assert.deepEqual(await all(), noted);
  });

  test('the entries are paged from the newest to the first', async () => {
    const auditor = await s.official('Hoàng Thị Yên', s.agencies.province, ['auditor']);
    for (let i = 0; i < 20; i++)
      await s.official(`Người ${'ABCDEFGHIJKLMNOPQRSTU'[i]}`, s.agencies.saPa, ['officer']);
    await sealed();
    const first = await auditor.visit.open(ROOT);
    const next = /href="([^"]*trang=2[^"]*)"/.exec(first.html)?.[1];
    assert.ok(next);
    const second = await auditor.visit.open(next.replaceAll('&amp;', '&'));
    assert.match(second.html, /Mở sổ ghi/);
    assert.match(second.html, /rel="prev"/);
  });
});
