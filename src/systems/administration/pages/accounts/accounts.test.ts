import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import ExcelJS from 'exceljs';
import { findOfficial, holdingsOfPost, listApiTokens, listScopes, listSessions } from '#engines/identity';
import { listPosts } from '#engines/organisation';
import { type StaffSite, staffSite } from '#test/staff-site';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: accounts', () => {
  const ROOT = '/can-bo/quan-tri';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let province: Official;
  let local: Official;
  let clerk: Official;
  let stranger: Official;
  let governor: Official;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    province = await s.official('Nguyễn Quang Hưng', s.agencies.province, ['province-admin']);
    governor = await s.official('Hoàng Thị Yên', s.agencies.province, ['agency-admin']);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    stranger = await s.official('Lục Văn Toàn', s.agencies.saPa, ['officer']);
  });
  after(() => s.close());

  test('the administrator of Bắc Hà finds his officials only; another’s account is not there for him', async () => {
    const { html } = await local.visit.open(`${ROOT}/tai-khoan`);
    assert.match(html, /Lù Thị Sen/);
    assert.doesNotMatch(html, /Lục Văn Toàn/);
    assert.doesNotMatch((await local.visit.open(`${ROOT}/tai-khoan?q=Toàn`)).html, /tai-khoan\/[0-9a-f]{8}-/);
    assert.match((await province.visit.open(`${ROOT}/tai-khoan?q=Toàn`)).html, /Lục Văn Toàn/);
    for (const typed of ['luc van toan', 'VĂN TOÀN', 'van  toa'])
      assert.match(
        (await province.visit.open(`${ROOT}/tai-khoan?q=${encodeURIComponent(typed)}`)).html,
        /Lục Văn Toàn/,
        typed,
      );
    assert.doesNotMatch((await province.visit.open(`${ROOT}/tai-khoan?q=---`)).html, /Lục Văn Toàn/);
    const path = `${ROOT}/tai-khoan/${stranger.accountId}`;
    assert.equal((await local.visit.open(path)).status, 404);
    for (const act of ['mat-khau', 'xac-thuc', 'khoa'])
      assert.equal((await local.visit.submit(`${path}/${act}`, { 'ly-do': 'x' })).status, 404, act);
    assert.equal((await clerk.visit.open(`${ROOT}/tai-khoan`)).status, 403);
    assert.deepEqual(await s.story(`account:${stranger.accountId}`), ['identity.account-created']);
    await s.official('Đặng Thị Ba', s.agencies.bacHa, ['officer']);
    const inOrder = (await local.visit.open(`${ROOT}/tai-khoan`)).html;
    assert.match(inOrder, /Đặng Thị Ba.*Lù Thị Sen.*Sùng A Chứ/s, 'Đ is no letter behind Z');
  });

  test('a name that was written down wrongly is put right, with the old form kept on errors; what is another’s is refused', async () => {
    const home = `${ROOT}/tai-khoan/${clerk.accountId}`;
    const path = `${home}/sua`;
    assert.ok((await local.visit.open(home)).html.includes(`href="${path}"`));
    await local.visit.open(path);
    const wrong = await local.visit.submit(path, { 'ho-ten': '123', 'dien-thoai': '12', 'thu-dien-tu': '' });
    assert.equal(wrong.status, 422);
    for (const field of ['ho-ten', 'dien-thoai']) assert.match(wrong.html, new RegExp(`href="#f-${field}"`));
    assert.match(wrong.html, /value="123"/);
    const taken = await local.visit.submit(path, {
      'ho-ten': 'Lù Thị Sen',
      'ten-dang-nhap': stranger.user,
      'dien-thoai': '',
    });
    assert.match(taken.html, /Tên đăng nhập này đã có người dùng/);
    await local.visit.open(path);
    const change = { 'ho-ten': 'Lù Thị Sển', 'dien-thoai': '0912 345 678' };
    assert.equal((await local.visit.submit(path, change)).location, `${home}?xong=account-changed`);
    assert.match((await local.visit.open(home)).html, /<h1>Lù Thị Sển<\/h1>/);
    const entry = (await s.ledger.history(s.db, `account:${clerk.accountId}`)).at(-1);
    assert.equal(entry?.kind, 'identity.account-changed');
    assert.equal(entry?.post, local.postId);
    assert.deepEqual(entry?.body, { fields: ['name', 'phone'] });

    // One of another commune, and one who holds more than he could give, are not his to rename; nor does a clerk.
    for (const [who, account] of [
      [local, stranger],
      [governor, province],
    ] as const) {
      const not = `${ROOT}/tai-khoan/${account.accountId}/sua`;
      await who.visit.open(ROOT);
      assert.equal((await who.visit.open(not)).status, 404);
      assert.equal((await who.visit.submit(not, { 'ho-ten': 'Ai Đó' })).status, 404);
    }
    assert.equal((await clerk.visit.open(path)).status, 403);
  });

  test('a title that was written down wrongly is corrected by who may give the post, and by nobody else', async () => {
    const post = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${clerk.postId}`;
    await local.visit.open(`${post}/dinh-chinh`);
    assert.match(
      (await local.visit.submit(`${post}/dinh-chinh`, { 'chuc-danh': ' ' })).html,
      /Nhập chức danh/,
    );
    await local.visit.open(`${post}/dinh-chinh`);
    const title = { 'chuc-danh': 'Công chức tư pháp - hộ tịch', 'chuc-danh-en': '' };
    assert.equal((await local.visit.submit(`${post}/dinh-chinh`, title)).status, 303);
    assert.match((await local.visit.open(post)).html, /<h1>Công chức tư pháp - hộ tịch<\/h1>/);
    const entry = (await s.ledger.history(s.db, `post:${clerk.postId}`)).at(-1);
    assert.equal(entry?.kind, 'organisation.post-corrected');
    assert.equal(entry?.actor, local.accountId);
    const elsewhere = `${ROOT}/co-quan/${s.agencies.saPa}/vi-tri/${stranger.postId}/dinh-chinh`;
    assert.equal((await local.visit.open(elsewhere)).status, 404);
    const higher = `${ROOT}/co-quan/${s.agencies.province}/vi-tri/${province.postId}/dinh-chinh`;
    await governor.visit.open(ROOT);
    assert.equal((await governor.visit.open(higher)).status, 404);
    assert.equal((await governor.visit.submit(higher, title)).status, 404);
  });

  test('an account is blocked with a reason and its sessions end; nobody blocks himself', async () => {
    const path = `${ROOT}/tai-khoan/${clerk.accountId}`;
    await local.visit.open(`${path}/khoa`);
    assert.match((await local.visit.submit(`${path}/khoa`, { 'ly-do': ' ' })).html, /Nhập lý do/);
    assert.equal(
      (await local.visit.submit(`${path}/khoa`, { 'ly-do': 'Nghỉ việc theo Quyết định 15' })).status,
      303,
    );
    assert.equal((await listSessions(s.db, clerk.accountId, s.clock.now())).length, 0);
    await local.visit.open(`${path}/mo-khoa`);
    assert.equal((await local.visit.submit(`${path}/mo-khoa`, { 'ly-do': 'Khóa nhầm' })).status, 303);
    const own = `${ROOT}/tai-khoan/${local.accountId}/khoa`;
    await local.visit.open(own);
    assert.match(
      (await local.visit.submit(own, { 'ly-do': 'thử' })).html,
      /Không khóa tài khoản của chính mình/,
    );
  });

  test('a new password is shown once, after a fresh second factor; nobody resets that of one who holds more than he', async () => {
    const path = `${ROOT}/tai-khoan/${clerk.accountId}`;
    await local.visit.open(path);
    const shown = await local.visit.submit(`${path}/mat-khau`);
    assert.equal(shown.status, 200);
    assert.match(shown.html, /<code>[A-Z2-9]{4}(-[A-Z2-9]{4}){3}<\/code>/);
    // The same agency, but the right to keep procedures and to read the ledger is not his to take over.
    const higher = `${ROOT}/tai-khoan/${province.accountId}`;
    assert.match((await governor.visit.open(higher)).html, /chỉ xem được/);
    assert.equal((await governor.visit.submit(`${higher}/mat-khau`)).status, 404);
    s.clock.advance(20 * 60_000);
    await local.visit.open(path);
    const stale = await local.visit.submit(`${path}/mat-khau`);
    assert.equal(stale.location, `/tai-khoan/xac-nhan?next=${encodeURIComponent(path)}`);
    s.clock.advance(-20 * 60_000);
  });

  const NEW = {
    'ho-ten': 'Vàng Thị Mai',
    'ten-dang-nhap': 'mai.bacha',
    'co-quan': 'Z99.60.01',
    'chuc-danh': 'Nhân viên tiếp nhận',
    'vai-tro': 'receiver',
    'tu-ngay': '20/11/2026',
  };

  test('an official is added with a post in one act; a right that is not the administrator’s cannot be given', async () => {
    const path = `${ROOT}/tai-khoan/moi`;
    await local.visit.open(path);
    const empty = await local.visit.submit(path, { 'tu-ngay': '' });
    assert.equal(empty.status, 422);
    for (const field of ['ho-ten', 'ten-dang-nhap', 'co-quan', 'chuc-danh', 'vai-tro', 'tu-ngay'])
      assert.match(empty.html, new RegExp(`href="#f-${field}"`), field);
    const tooMuch = await local.visit.submit(path, { ...NEW, 'vai-tro': ['receiver', 'province-admin'] });
    assert.equal(tooMuch.status, 422);
    assert.match(tooMuch.html, /value="mai.bacha"/);
    assert.equal(
      (await local.visit.submit(path, { ...NEW, 'co-quan': 'Z99.60.02' })).status,
      422,
      'not in Sa Pa',
    );
    assert.equal(await findOfficial(s.db, 'mai.bacha'), undefined);
    const added = await local.visit.submit(path, NEW);
    assert.equal(added.status, 200);
    assert.match(added.html, /Giao mật khẩu này tận tay cho Vàng Thị Mai/);
    const again = await local.visit.submit(path, NEW);
    assert.equal(again.status, 422, 'sent again: the user name is taken, and nothing is made twice');
    const posts = (await listPosts(s.db, s.agencies.bacHa, '2026-11-20')).filter(
      p => p.titleVi === 'Nhân viên tiếp nhận',
    );
    assert.equal(posts.length, 1);
  });

  async function sheet(rows: string[][]): Promise<Buffer> {
    const workbook = new ExcelJS.Workbook();
    const page = workbook.addWorksheet('Cán bộ');
    page.addRow([
      'Họ và tên*',
      'Tên đăng nhập',
      'Mã định danh cơ quan*',
      'Chức danh*',
      'Vai trò*',
      'Từ ngày*',
    ]);
    for (const row of rows) page.addRow(row);
    return Buffer.from(await workbook.xlsx.writeBuffer());
  }

  test('a list from Excel: good lines are loaded, each wrong one is named, and none of it reaches beyond the administrator', async () => {
    const path = `${ROOT}/tai-khoan/nhap`;
    const template = await local.visit.open(`${path}/mau`);
    assert.equal(template.raw.subarray(0, 2).toString(), 'PK');
    await local.visit.open(path);
    const body = await sheet([
      ['Giàng Seo Vần', 'van.bacha', 'Z99.60.01', 'Văn thư', 'Văn thư', '01/12/2026'],
      ['Lò Thị Hoa', 'hoa.sapa', 'Z99.60.02', 'Văn thư', 'Văn thư', '01/12/2026'],
      ['Ma Văn Kiên', 'kien.bacha', 'Z99.60.01', 'Quản trị', 'Quản trị toàn tỉnh', '01/12/2026'],
      ['123', 'so.bacha', 'Z99.60.01', 'Văn thư', 'Văn thư', '31/02/2026'],
    ]);
    const { status, html } = await local.visit.upload(path, 'tep', 'can-bo.xlsx', body);
    assert.equal(status, 200);
    assert.match(html, /Đã thêm 1 cán bộ\. 3 dòng cần sửa/);
    assert.match(html, /Giàng Seo Vần/);
    assert.match(html, /Không có cơ quan mang mã “Z99\.60\.02”/);
    assert.match(html, /chỉ người quản trị cấp trên giao được/);
    assert.equal(await findOfficial(s.db, 'kien.bacha'), undefined);
    await local.visit.open(path);
    await local.visit.open(path);
    const sample = (await local.visit.open(`${path}/mau`)).raw;
    await local.visit.open(path);
    const unfilled = await local.visit.upload(path, 'tep', 'mau.xlsx', sample);
    assert.equal(unfilled.status, 422);
    assert.match(unfilled.html, /href="#f-tep">Tệp chưa có dòng nào dưới dòng tiêu đề/);
    await local.visit.open(path);
    const broken = await local.visit.upload(path, 'tep', 'x.xlsx', Buffer.from('không phải Excel'));
    assert.equal(broken.status, 422);
    assert.match(broken.html, /Không đọc được danh sách cán bộ/);
    await local.visit.open(path);
    assert.match((await local.visit.submit(path)).html, /Chọn tệp trên máy/);
  });

  test('a post changes holders from a day; its work and rights stay with it', async () => {
    const home = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri`;
    await local.visit.open(`${home}/moi`);
    const made = await local.visit.submit(`${home}/moi`, {
      'chuc-danh': 'Phó Chủ tịch',
      'vai-tro': ['leader', 'signer'],
      'tu-ngay': '01/11/2026',
    });
    const post = (made.location ?? '').split('?')[0] ?? '';
    const postId = post.split('/').at(-1) ?? '';
    assert.equal(
      (
        await local.visit.submit(`${home}/moi`, {
          'chuc-danh': 'x',
          'vai-tro': 'auditor',
          'tu-ngay': '01/11/2026',
        })
      ).status,
      422,
    );
    await local.visit.open(`${post}/giao`);
    assert.match(
      (await local.visit.submit(`${post}/giao`, { 'nguoi-giu': 'khong-ai' })).html,
      /Không có cán bộ mang tên/,
    );
    assert.equal(
      (await local.visit.submit(`${post}/giao`, { 'nguoi-giu': clerk.user, 'tu-ngay': '20/11/2026' })).status,
      303,
    );
    await local.visit.open(`${post}/giao`);
    const held = await local.visit.submit(`${post}/giao`, {
      'nguoi-giu': stranger.user,
      'tu-ngay': '25/11/2026',
    });
    assert.match(held.html, /có người khác giữ/);
    const [holding] = await holdingsOfPost(s.db, postId);
    const end = `${post}/thoi-giu/${holding?.id}`;
    await local.visit.open(end);
    assert.equal((await local.visit.submit(end, { 'ngay-cuoi': '30/11/2026' })).status, 303);
    await local.visit.open(`${post}/giao`);
    assert.equal(
      (await local.visit.submit(`${post}/giao`, { 'nguoi-giu': stranger.user, 'tu-ngay': '01/12/2026' }))
        .status,
      303,
    );
    assert.deepEqual(await s.story(`holding:${holding?.id}`), ['identity.post-given', 'identity.post-taken']);
    const elsewhere = `${ROOT}/co-quan/${s.agencies.saPa}/vi-tri/${stranger.postId}`;
    assert.equal((await local.visit.open(elsewhere)).status, 404);
    assert.equal(
      (await local.visit.open(`${home}/${stranger.postId}`)).status,
      404,
      'a post is found under its own agency only',
    );
  });

  test('a role gets a reach of its own within what the administrator reaches, and loses it again', async () => {
    const post = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${clerk.postId}`;
    await local.visit.open(`${post}/pham-vi`);
    assert.equal(
      (await local.visit.submit(`${post}/pham-vi`, { 'vai-tro': 'officer', 'co-quan': 'Z99.60.02' })).status,
      422,
    );
    await s.owner.run(
      `INSERT INTO procedures.field (code, name, folded) VALUES ('dat-dai', 'Đất đai', 'dat dai'), ('ho-tich', 'Hộ tịch', 'ho tich')`,
    );
    const reach = { 'vai-tro': 'officer', 'co-quan': 'Z99.60.01.01' };
    const form = (await local.visit.open(`${post}/pham-vi`)).html;
    assert.match(form, /value="dat-dai".*Đất đai.*value="ho-tich".*Hộ tịch/s, 'chosen by name');
    const unknown = await local.visit.submit(`${post}/pham-vi`, { ...reach, 'linh-vuc': 'khong-co' });
    assert.equal(unknown.status, 422);
    const done = await local.visit.submit(`${post}/pham-vi`, {
      ...reach,
      'linh-vuc': ['ho-tich', 'dat-dai'],
    });
    assert.equal(done.status, 303);
    const [scope] = await listScopes(s.db, clerk.postId);
    assert.deepEqual(scope?.fields, ['ho-tich', 'dat-dai']);
    await local.visit.open(post);
    assert.equal(
      (await local.visit.submit(`${post}/pham-vi/bo`, { 'vai-tro': 'officer', 'co-quan': s.agencies.centre }))
        .status,
      303,
    );
    assert.deepEqual(await listScopes(s.db, clerk.postId), []);
  });

  test('an agency is picked by name or code among those in reach, without script; others are not offered nor told apart', async () => {
    const offered = (html: string) => [...html.matchAll(/<option value="(Z99[^"]*)">/g)].map(m => m[1]);
    const own = ['Z99.60.01 UBND xã Bắc Hà', 'Z99.60.01.01 Trung tâm PVHCC xã Bắc Hà'];
    for (const path of [
      `${ROOT}/tai-khoan/moi`,
      `${ROOT}/khoa-api/moi`,
      `${ROOT}/co-quan/moi`,
      `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${clerk.postId}/pham-vi`,
    ]) {
      const { html } = await local.visit.open(path);
      assert.deepEqual(
        offered(html).filter(o => !/Phòng/.test(o ?? '')),
        own,
        path,
      );
      assert.match(html, /<input [^>]*list="(f-[\w-]+-list)"[\s\S]*<datalist id="\1">/, path);
    }
    const path = `${ROOT}/tai-khoan/moi`;
    await local.visit.open(path);
    const ask = async (agency: string) =>
      (await local.visit.submit(path, { ...NEW, 'ten-dang-nhap': '', 'co-quan': agency })).html;
    const wrong = /<p class="msg" id="f-co-quan-error">|href="#f-co-quan"/;
    for (const good of ['Z99.60.01 UBND xã Bắc Hà', 'z99.60.01', 'ubnd xa bac ha', 'trung tâm pvhcc'])
      assert.doesNotMatch(await ask(good), wrong, good);
    assert.match(
      await ask('bắc hà'),
      /Có \d cơ quan như vậy[^<]*Z99\.60\.01 UBND xã Bắc Hà; Z99\.60\.01\.01/,
    );
    for (const not of ['Z99.60.02', 'Sa Pa', 'Z99', 'Z99.60', 'không có'])
      assert.match(await ask(not), /Không có cơ quan mang mã hoặc tên này trong phạm vi/, not);
  });

  test('a key for a program is shown once, only within what its maker reaches, and can be revoked', async () => {
    const path = `${ROOT}/khoa-api`;
    await local.visit.open(`${path}/moi`);
    const wish = {
      ten: 'Phần mềm kế toán',
      'co-quan': 'Z99.60.01',
      quyen: ['dossiers.read'],
      'den-ngay': '31/12/2026',
    };
    assert.equal((await local.visit.submit(`${path}/moi`, { ...wish, 'co-quan': 'Z99.60.02' })).status, 422);
    for (const not of ['ledger.read', 'dossier.read', 'identity.manage'])
      assert.equal((await local.visit.submit(`${path}/moi`, { ...wish, quyen: [not] })).status, 422, not);
    assert.equal(
      (await local.visit.submit(`${path}/moi`, { ...wish, 'den-ngay': '31/12/2030' })).status,
      422,
    );
    const made = await local.visit.submit(`${path}/moi`, wish);
    assert.match(made.html, /<code class="num">fsp_[\w-]+<\/code>/);
    assert.equal((await local.visit.submit(`${path}/moi`, wish)).status, 422, 'sent again: no second key');
    const tokens = await listApiTokens(s.db);
    assert.equal(tokens.length, 1);
    const id = tokens[0]?.id ?? '';
    assert.doesNotMatch((await local.visit.open(path)).html, /fsp_/);
    assert.equal((await clerk.visit.submit(`${path}/${id}/thu-hoi`)).status, 403);
    assert.match((await local.visit.open(path)).html, new RegExp(`href="${path}/${id}/thu-hoi"`));
    await local.visit.open(`${path}/${id}/thu-hoi`);
    assert.equal((await local.visit.submit(`${path}/${id}/thu-hoi`)).status, 303);
    assert.deepEqual(await s.story(`api-token:${id}`), ['identity.token-made', 'identity.token-revoked']);
  });

  test('roles are read with what they allow, and no text is missing on the way', async () => {
    const { html } = await local.visit.open(`${ROOT}/vai-tro`);
    assert.match(html, /Quản trị toàn tỉnh/);
    assert.match(html, /Quản lý lịch làm việc/);
    assert.deepEqual(s.missing, []);
  });
});
