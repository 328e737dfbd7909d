import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { scopeRole } from '#engines/identity';
import { noteAbsence } from '#engines/work';
import type { Ctx } from '#platform/http';
import { type StaffSite, staffSite } from '#test/staff-site';
import { standsInNow } from '../../delegations-wait.ts';
import { ADMINISTRATION } from '../../testing/modules.ts';

describe('administration: delegations', () => {
  const ROOT = '/can-bo/quan-tri';
  type Official = Awaited<ReturnType<StaffSite['official']>>;
  let s: StaffSite;
  let local: Official;
  let clerk: Official;
  let stranger: Official;
  let deputy: Official;

  before(async () => {
    s = await staffSite(ADMINISTRATION);
    local = await s.official('Sùng A Chứ', s.agencies.bacHa, ['agency-admin']);
    clerk = await s.official('Lù Thị Sen', s.agencies.bacHa, ['officer']);
    deputy = await s.official('Giàng A Phử', s.agencies.bacHa, ['receiver']);
    stranger = await s.official('Lục Văn Toàn', s.agencies.saPa, ['officer']);
  });
  after(() => s.close());

  test('a post delegates for days that are named, with a reason, and the delegation ends at once', async () => {
    const post = `${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${clerk.postId}`;
    const form = (await local.visit.open(`${post}/uy-quyen`)).html;
    assert.match(form, /<option[^>]*>[^<]+ · Giàng A Phử<\/option>/, 'a post with who holds it');
    const wish = {
      'vi-tri-nhan': deputy.postId,
      'vai-tro': 'officer',
      'tu-ngay': '01/12/2026',
      'den-ngay': '05/12/2026',
      'ly-do': 'Đi công tác',
    };
    assert.equal(
      (await local.visit.follow(`${post}/uy-quyen`, { ...wish, 'vi-tri-nhan': stranger.postId })).status,
      422,
      'not to Sa Pa',
    );
    assert.equal(
      (await local.visit.follow(`${post}/uy-quyen`, { ...wish, 'den-ngay': '30/11/2026' })).status,
      422,
    );
    const short = await local.visit.follow(`${post}/uy-quyen`, { ...wish, 'den-ngay': '5/12/26' });
    assert.match(short.html, /href="#f-den-ngay"[^>]*>Nhập một ngày có thật, năm ghi đủ bốn chữ số/);
    assert.equal((await local.visit.submit(`${post}/uy-quyen`, wish)).status, 303);
    const { html } = await local.visit.open(post);
    assert.match(html, /Giao cho: Giàng A Phử, [\s\S]*Đi công tác/);
    // To whom it was given is told by name, and from whom.
    const theirs = await local.visit.open(`${ROOT}/co-quan/${s.agencies.bacHa}/vi-tri/${deputy.postId}`);
    assert.match(theirs.html, /Nhận từ: Lù Thị Sen, [\s\S]*Đi công tác/);
    await local.visit.open(post);
    const end = /action="([^"]*\/uy-quyen\/[^"]*\/bo)"/.exec(html)?.[1] ?? '';
    assert.equal((await local.visit.submit(end)).status, 303);
    assert.match((await local.visit.open(post)).html, /Đã chấm dứt/);
  });

  test('who would stand in is recorded as away on one of the days: that is told before, and may be done all the same', async () => {
    const mine = `/can-bo/uy-quyen/${clerk.postId}`;
    const away = { accountId: local.accountId, from: '2026-12-16', to: '2026-12-19' };
    await s.db.tx(tx => noteAbsence(tx, away, { ...s.act(), actor: local.accountId }));
    const wish = {
      'vi-tri-nhan': local.postId,
      'vai-tro': 'officer',
      'tu-ngay': '14/12/2026',
      'den-ngay': '16/12/2026',
      'ly-do': 'Họp ở tỉnh',
    };
    await clerk.visit.open(mine);
    const asked = await clerk.visit.follow(mine, wish);
    assert.equal(asked.status, 200);
    const shown = (await clerk.visit.open(`${mine}?xem=1`)).html;
    assert.match(shown, /Sùng A Chứ vắng từ 16/, 'loaded again');
    assert.match((await clerk.visit.open(mine)).html, /chưa hoàn tất[\s\S]*Họp ở tỉnh<\/textarea>/, 'typed');
    assert.match(asked.html, /Sùng A Chứ vắng từ 16\/12\/2026 đến hết 18\/12\/2026/);
    assert.doesNotMatch((await clerk.visit.open('/can-bo/uy-quyen')).html, /Họp ở tỉnh/, 'not yet');
    await clerk.visit.open(mine);
    assert.equal((await clerk.visit.submit(mine, { ...wish, 'da-xem': '1' })).status, 303);
    assert.match((await clerk.visit.open('/can-bo/uy-quyen')).html, /Họp ở tỉnh/);
  });

  test('for more than a year: that is said, and asked once; for longer than a term it is refused', async () => {
    const mine = `/can-bo/uy-quyen/${clerk.postId}`;
    const wish = {
      'vi-tri-nhan': local.postId,
      'vai-tro': 'officer',
      'tu-ngay': '01/02/2027',
      'den-ngay': '31/01/2028',
      'ly-do': 'Biệt phái một năm',
    };
    await clerk.visit.open(mine);
    assert.equal((await clerk.visit.submit(mine, wish)).status, 303, 'a year is none too many');
    const long = {
      ...wish,
      'tu-ngay': '01/02/2028',
      'den-ngay': '01/02/2032',
      'ly-do': 'Biệt phái bốn năm',
    };
    await clerk.visit.open(mine);
    const asked = await clerk.visit.follow(mine, long);
    assert.equal(asked.status, 200);
    assert.match(asked.html, /từ 01\/02\/2028 đến hết 01\/02\/2032, hơn một năm/);
    assert.doesNotMatch((await clerk.visit.open('/can-bo/uy-quyen')).html, /Biệt phái bốn năm/, 'not yet');
    await clerk.visit.open(mine);
    assert.equal((await clerk.visit.submit(mine, { ...long, 'da-xem': '1' })).status, 303);
    assert.match((await clerk.visit.open('/can-bo/uy-quyen')).html, /Biệt phái bốn năm/);
    await clerk.visit.open(mine);
    const over = await clerk.visit.submit(mine, { ...long, 'den-ngay': '01/02/2033', 'da-xem': '1' });
    assert.equal(over.status, 422);
    assert.match(over.html, /dài quá 5 năm/);
  });

  test('who holds a post lets another of the agency act for it by himself; nobody does so for a post that he does not hold', async () => {
    const OWN = '/can-bo/uy-quyen';
    const mine = `${OWN}/${clerk.postId}`;
    assert.match((await clerk.visit.open(OWN)).html, new RegExp(mine));
    assert.doesNotMatch((await local.visit.open(OWN)).html, new RegExp(mine));
    assert.equal((await local.visit.open(mine)).status, 404);
    await clerk.visit.open(mine);
    const wish = {
      'vi-tri-nhan': local.postId,
      'vai-tro': 'officer',
      'tu-ngay': '07/12/2026',
      'den-ngay': '09/12/2026',
      'ly-do': 'Nghỉ phép',
    };
    const elsewhere = await clerk.visit.follow(mine, { ...wish, 'vi-tri-nhan': stranger.postId });
    assert.equal(elsewhere.status, 422, 'not to Sa Pa');
    assert.match(elsewhere.html, /Nghỉ phép/);
    assert.equal((await clerk.visit.submit(mine, wish)).status, 303);
    const { html } = await clerk.visit.open(OWN);
    assert.match(html, /Nghỉ phép/);
    const end = new RegExp(`action="(${mine}/[^"]*/bo)"`).exec(html)?.[1] ?? '';
    assert.equal((await clerk.visit.submit(end)).status, 303);
    assert.match((await clerk.visit.open(OWN)).html, /Đã chấm dứt/);
  });

  test('who is to stand in is written to, with the days and the reason, and again when it is ended, once each; nobody else is', async () => {
    const mine = `/can-bo/uy-quyen/${clerk.postId}`;
    for (const [who, email] of [
      [local, 'chu@example.vn'],
      [clerk, 'sen@example.vn'],
      [stranger, 'toan@example.vn'],
    ] as const)
      await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [who.accountId, email]);
    const told = () =>
      s.owner.query<{ address: string; key: string; params: Record<string, string> }>(
        "SELECT address, text_key AS key, params FROM messaging.message WHERE text_key LIKE 'administration.message.delegation-%' ORDER BY id",
      );
    const wish = { 'vi-tri-nhan': local.postId, 'vai-tro': 'officer', 'ly-do': 'Đi học' };
    await clerk.visit.open(mine);
    const sent = await clerk.visit.submit(mine, {
      ...wish,
      'tu-ngay': '11/01/2027',
      'den-ngay': '15/01/2027',
    });
    assert.equal(sent.status, 303);
    const [made, ...others] = await told();
    assert.deepEqual(others, []);
    assert.equal(made?.address, 'chu@example.vn');
    const { post, holders, from, to, reason } = made.params;
    const said = ['Chuyên viên', 'Lù Thị Sen', '11/01/2027', '15/01/2027', 'Đi học'];
    assert.deepEqual([post, holders, from, to, reason], said);
    assert.match(
      s.env.texts.of('vi')(`${made.key}.body`, made.params),
      /vị trí Chuyên viên, [^{]*Lý do: Đi học/,
    );

    const { html } = await clerk.visit.open('/can-bo/uy-quyen');
    const end = new RegExp(`Đi học[\\s\\S]*?action="(${mine}/[^"]*/bo)"`).exec(html)?.[1] ?? '';
    assert.equal((await clerk.visit.submit(end)).status, 303);
    assert.equal((await clerk.visit.submit(end)).status, 303, 'ended twice is ended once');
    const all = await told();
    assert.deepEqual(
      all.map(m => [m.address, m.key.split('.').at(-1)]),
      [
        ['chu@example.vn', 'delegation-made'],
        ['chu@example.vn', 'delegation-ended'],
      ],
    );
    assert.deepEqual(s.missing, []);
  });

  test('a role that holds for some fields is delegated for these: form, pages, inbox and letter name them', async () => {
    const officer = await s.official('Hoàng Thị Sai', s.agencies.bacHa, ['officer']);
    const standIn = await s.official('Sùng Seo Chúng', s.agencies.bacHa, ['receiver']);
    await s.owner.run('UPDATE identity.account SET email = $2 WHERE id = $1', [
      standIn.accountId,
      'sc@bacha.test',
    ]);
    await s.owner.run(
      `INSERT INTO procedures.field (code, name, folded) VALUES ('dat-dai', 'Đất đai', 'dat dai'), ('ho-tich', 'Hộ tịch', 'ho tich')`,
    );
    const scope = {
      postId: officer.postId,
      roleId: 'officer',
      agencyId: s.agencies.bacHa,
      fields: ['dat-dai'],
    };
    await s.db.tx(tx => scopeRole(tx, scope, s.act()));
    const mine = `/can-bo/uy-quyen/${officer.postId}`;
    const named = /\(lĩnh vực: Đất đai\)/;
    assert.match((await officer.visit.open(mine)).html, named);
    const wish = {
      'vi-tri-nhan': standIn.postId,
      'vai-tro': 'officer',
      'tu-ngay': '20/11/2026',
      'den-ngay': '27/11/2026',
      'ly-do': 'Nghỉ phép',
    };
    assert.equal((await officer.visit.submit(mine, wish)).status, 303);
    assert.match((await officer.visit.open('/can-bo/uy-quyen')).html, named);
    const { roles } = await s.owner.one<{ roles: string }>(
      "SELECT params ->> 'roles' AS roles FROM messaging.message WHERE address = 'sc@bacha.test'",
    );
    assert.match(roles, named);
    const ctx = {
      ...s.env,
      t: s.env.texts.of('vi'),
      visitor: { accountId: standIn.accountId },
    } as unknown as Ctx;
    assert.match((await standsInNow(ctx))?.text ?? '', named);
    assert.doesNotMatch((await clerk.visit.open(`/can-bo/uy-quyen/${clerk.postId}`)).html, /lĩnh vực:/);
  });
});
