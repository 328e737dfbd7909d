import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { findOfficial, openSession } from '#engines/identity';
import { listAreas, lookUpAreas } from '#engines/organisation';
import { openDb } from '#platform/db';
import { startProgram, type TestProgram } from '#test/program';
import { asRead } from '#test/visit';

describe('portal: administrative units', () => {
  let program: TestProgram;
  before(async () => {
    program = await startProgram();
  });
  after(() => program?.stop());

  const open = async (path: string) => {
    const answer = await fetch(`${program.url}/don-vi-hanh-chinh${path}`);
    const html = asRead(await answer.text());
    return { status: answer.status, html, main: /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '' };
  };
  const idIn = (html: string, name: string): string =>
    new RegExp(`/don-vi-hanh-chinh/([0-9a-f-]{36})[^"]*">${name}<`).exec(html)?.[1] ?? assert.fail(name);

  test('the code 02647 is Lào Cai today and was Kim Tân: both are shown, each with its days', async () => {
    const now = (await open('?q=02647')).main;
    assert.match(now, /Phường Lào Cai[\s\S]*Tên hoặc mã này vào thời gian khác[\s\S]*Phường Kim Tân/);
    assert.match(now, /đến\shết\s30\/06\/2025/);
    for (const day of ['30/06/2025', '2025-06-30']) {
      const then = (await open(`?q=02647&ngay=${encodeURIComponent(day)}`)).main;
      assert.match(
        then,
        /Phường Kim Tân[\s\S]*Thành phố Lào Cai[\s\S]*vào thời gian khác[\s\S]*Phường Lào Cai/,
      );
    }
    const unit = (await open(`/${idIn(now, 'Phường Lào Cai')}`)).main;
    assert.match(unit, /Ủy ban nhân dân phường Lào Cai/);
    assert.match(unit, /Hình thành từ[\s\S]*Phường Kim Tân[\s\S]*Ngày 01\/07\/2025/);
    assert.match(unit, /Mã 02647 qua các thời kỳ[\s\S]*Phường Kim Tân[\s\S]*Phường Lào Cai/);
  });

  test('a ward of 2022 lay in a city and has gone into another; on a day on which it is not there, that is said', async () => {
    const id = idIn((await open('?q=kim tan&ngay=01/06/2022')).main, 'Phường Kim Tân');
    const then = (await open(`/${id}?ngay=01/06/2022`)).main;
    assert.match(then, /Thành phố Lào Cai/);
    assert.match(then, /Ủy ban nhân dân phường Kim Tân/);
    assert.match(then, /Đã nhập vào[\s\S]*Phường Lào Cai[\s\S]*Ngày 01\/07\/2025/);
    const now = (await open(`/${id}`)).main;
    assert.match(now, /không có đơn vị Phường Kim Tân/);
    assert.doesNotMatch(now, /<h2 id="ngay">/);
    assert.match(
      (await open('?q=kim tan')).main,
      /vào thời gian khác[\s\S]*Phường Kim Tân/,
      'found without its days',
    );
  });

  test('what lies below a province is said to be of this one only, and of another that it is outside', async () => {
    const { main } = await open('');
    const [, provinces = ''] = /: (\d+) cấp tỉnh; \d+ cấp xã của tỉnh Lào Cai</.exec(main) ?? [];
    assert.ok(Number(provinces) > 1, 'the others of the country are counted too');
    const other = (await open(`/${idIn((await open('?q=Tuyên Quang')).main, 'Tỉnh Tuyên Quang')}`)).main;
    assert.match(other, /Ngoài tỉnh, không ghi trong danh mục/);
    const own = (await open(`/${idIn((await open('?q=tỉnh Lào Cai')).main, 'Tỉnh Lào Cai')}`)).main;
    assert.doesNotMatch(own, /Ngoài tỉnh/);
  });

  test('of which unit nothing was compared with the official text is told to officials; everybody reads that the list may hold such', async () => {
    const { db, clock } = program.env;
    const [area] = await listAreas(db, 'commune', '2026-01-01');
    assert.ok(area);
    const owner = openDb({ url: program.databaseUrl, max: 1 });
    await owner.run('UPDATE organisation.area_version SET unverified = true WHERE area_id = $1', [area.id]);
    await owner.close();
    const account = (await findOfficial(db, 'motcua.bacha')) ?? assert.fail();
    const at = {
      accountId: account.id,
      kind: account.kind,
      stepped: true,
      userAgent: 'test',
      ip: '127.0.0.1',
    };
    const { token } = await db.tx(tx => openSession(tx, at, clock.now()));
    const official = await fetch(`${program.url}/don-vi-hanh-chinh/${area.id}`, {
      headers: { cookie: `fs=${token}` },
    });
    assert.match(await official.text(), /Chưa đối chiếu với văn bản gốc\./);
    for (const path of ['', `/${area.id}`]) {
      const { main } = await open(path);
      assert.match(main, /có thể còn chỗ chưa đối chiếu với văn bản gốc/);
      assert.doesNotMatch(main, /Chưa đối chiếu/);
    }
  });

  test('a day that is none is refused without a list, and what is no unit is not found', async () => {
    for (const path of [
      '?ngay=31/02/2026',
      '?q=02647&ngay=2026-02-31',
      `?q=${'x'.repeat(300)}&ngay=hôm nay`,
    ]) {
      const { status, html, main } = await open(path);
      assert.equal(status, 200);
      assert.match(html, /<title>Lỗi:/);
      assert.match(main, /Nhập một ngày có thật/);
      assert.doesNotMatch(main, /class="tasks"|đơn vị vào ngày/);
    }
    for (const path of ['/nothing', '/00000000-0000-7000-8000-000000000000'])
      assert.equal((await open(path)).status, 404, path);
    for (const odd of ['%25', '_', "' OR 1", '%00', 'ĐƠN-VỊ'])
      assert.equal((await open(`?q=${odd}`)).status, 200, odd);
  });

  test('page by page every unit of a day is shown once', async () => {
    const { db } = program.env;
    const day = '2022-06-01';
    const all = await Promise.all(
      (['province', 'district', 'commune', 'village'] as const).map(level => listAreas(db, level, day)),
    );
    const seen: string[] = [];
    for (let offset = 0; ; offset += 100) {
      const { rows, total } = await lookUpAreas(db, '', day, { limit: 100, offset });
      assert.equal(total, all.flat().length);
      if (!rows.length) break;
      seen.push(...rows.map(a => a.id));
    }
    assert.deepEqual(new Set(seen), new Set(all.flat().map(a => a.id)));
    assert.equal(seen.length, all.flat().length);
    const { levels } = await lookUpAreas(db, '', day, { limit: 1, offset: 0 });
    const count = Object.fromEntries(levels.map(l => [l.level, l.count]));
    const then = (await open('?ngay=01/06/2022')).main;
    assert.match(
      then,
      new RegExp(`: ${count.province} cấp tỉnh[;,] ${count.district} cấp huyện, ${count.commune} cấp xã`),
      'what is counted is said: the list begins with provinces only',
    );
    const second = (await open('?ngay=01/06/2022&trang=2')).main;
    assert.match(second, /rel="prev"/);
    assert.match((await open('?trang=9999')).main, /Xem tất cả đơn vị hôm nay/);
  });
});
