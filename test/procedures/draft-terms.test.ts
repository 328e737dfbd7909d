import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createAccount, openSession } from '#engines/identity';
import { createDraft, findProcedureInForce, publishVersion } from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { Visit } from '#test/visit';
import { libraryCard } from '../../src/engines/procedures/testing/content.ts';
import { portal } from '../../src/systems/portal/index.ts';
import { DESIGN } from '../../src/systems/procedure-design/testing/modules.ts';

describe('procedures: an application begun under a version that another one follows', () => {
  const CODE = '9.000008';
  let s: StaffSite;
  let visit: Visit;

  before(async () => {
    s = await staffSite([...DESIGN.slice(0, -1), portal]);
    await publish({});
    visit = new Visit(s.server, await signedIn('Giàng Thị Mỷ', '+84912345678'));
  });
  after(() => s.close());

  const signedIn = (name: string, phone: string) =>
    s.db.tx(async tx => {
      const accountId = await createAccount(tx, { kind: 'citizen', name, phone }, s.act());
      const device = { ip: '203.0.113.7', userAgent: 'Firefox' };
      return (await openSession(tx, { accountId, kind: 'citizen', stepped: false, ...device }, s.clock.now()))
        .token;
    });
  const publish = (change: Partial<ReturnType<typeof libraryCard>>) =>
    s.db.tx(async tx => {
      const draft = await createDraft(tx, CODE, { ...libraryCard(), ...change }, s.act());
      return publishVersion(tx, draft.id, '2026-11-20', s.act());
    });
  const begin = async () => (await visit.open(`/thu-tuc/${CODE}/nop`)).location ?? assert.fail();

  test('says so when it is opened again, with what differs, and shows the fee of the one in force', async () => {
    const draft = await begin();
    assert.doesNotMatch((await visit.open(draft)).html, /Thủ tục có bản mới/);
    await publish({
      fees: [{ name: 'Lệ phí', channels: [], amount: 50_000, exemptions: [] }],
      limits: { online: { n: 9, unit: 'working-day' } },
    });
    assert.equal(await begin(), draft, 'whoever begins again finds what was begun');
    const { html } = await visit.open(draft);
    assert.match(html, /Thủ tục có bản mới áp dụng từ 20\/11\/2026\. Hồ sơ này nộp theo bản mới/);
    assert.match(html, /50\.000 đồng<br><span class="q">Trước đây: /);
    assert.match(html, /9 ngày làm việc<br><span class="q">Trước đây: /);
    assert.doesNotMatch(html, /<dt>Kết quả/, 'what is the same is not told');
  });

  test('is gone on with by its code: in its own account at once, in another one with what its owner was sent', async () => {
    const draft = await begin();
    const code = /Mã bản khai: (BK(?:-[0-9A-F]{4}){3})/.exec((await visit.open(draft)).html)?.[1] ?? '';
    await visit.open('/tra-cuu');
    const tracked = await visit.submit('/tra-cuu', { ma: code.toLowerCase(), so: '' });
    assert.equal(tracked.location, `/ban-khai?ma=${code}`, 'where one signs in first');
    assert.equal((await visit.open(`/ban-khai?ma=${code}`)).location, draft);
    assert.equal((await visit.open(`/ho-so?q=${code}`)).location, draft);
    const other = new Visit(s.server, await signedIn('Lù Thị Sen', '+84912345679'));
    const found = await other.open(`/ho-so?q=${code}`);
    assert.match(found.html, /Tài khoản này không có bản khai mang mã đó/);
    assert.match(found.html, new RegExp(`href="/ban-khai\\?ma=${code}"`));
    await other.open(`/ban-khai?ma=${code}`);
    const typo = await other.submit('/ban-khai', { ma: 'BK-12' });
    assert.equal(typo.status, 422);
    assert.match(typo.html, /value="BK-12"/, 'what was typed stays');
    const asked = await other.submit('/ban-khai', { ma: code });
    assert.equal(asked.location, '/ban-khai/xac-nhan');
    assert.match((await other.open('/ban-khai/xac-nhan')).html, new RegExp(`Nếu có bản khai ${code}`));
    const wrong = await other.submit('/ban-khai/xac-nhan', { so: '000000' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.html, /Mã chưa đúng.*Còn 4 lần thử/s);
    assert.equal((await other.open(draft)).status, 404);
  });

  test('of which only the handling is another says that nothing else is', async () => {
    const before = await begin();
    const inForce = (await findProcedureInForce(s.db, CODE, '2026-11-20')) ?? assert.fail();
    await s.db.run('UPDATE cases.draft SET procedure_version_id = $1', [inForce.id]);
    await publish({ fees: inForce.fees, limits: inForce.limits, keywords: ['thẻ bạn đọc'] });
    const { html } = await visit.open(before);
    assert.match(html, /Lệ phí, thời hạn, giấy tờ và kết quả không thay đổi/);
    assert.deepEqual(s.missing, []);
  });
});
