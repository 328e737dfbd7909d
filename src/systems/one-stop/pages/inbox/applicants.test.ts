import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier, listWaitingForApplicants, supplement, withdraw } from '#engines/cases';
import { newId } from '#platform/db';
import { type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

const PATH = '/can-bo/cho-nguoi-nop';

describe('one-stop: what was received and waits for its applicant', () => {
  let s: OneStopSite;
  let counter: Official;
  const dossiers: Dossier[] = [];

  const asks = async (who: Official, dossier: Dossier) => {
    await who.visit.open(s.pageOf(dossier));
    const sent = await who.visit.submit(`${s.pageOf(dossier)}/yeu-cau-bo-sung`, {
      reason: 'Thiếu ảnh chân dung',
    });
    assert.equal(sent.status, 303, sent.html.slice(0, 500));
  };
  const forward = async (dossier: Dossier) => {
    await s.clerk.visit.open(s.pageOf(dossier));
    const sent = await s.clerk.visit.submit(`${s.pageOf(dossier)}/buoc/${await s.taskOf(dossier)}`, {
      outcome: 'forward',
    });
    assert.equal(sent.status, 303, sent.html.slice(0, 500));
  };
  /** The owners in the list, the number of its heading and the number in the menu. */
  const list = async (who: Official) => {
    const { html, status } = await who.visit.open(PATH);
    assert.equal(status, 200);
    const owners = [...html.matchAll(/<th scope="row"><a href="\/can-bo\/ho-so\/[^"]+">([^<]+)</g)].map(
      m => m[1],
    );
    const said = Number(/<h1>Đã nhận, chờ người nộp: (\d+) hồ sơ/.exec(html)?.[1]);
    return { html, owners, said };
  };
  const inMenu = async (who: Official) =>
    /href="\/can-bo\/cho-nguoi-nop"[^>]*>[\s\S]*?(\d+)/.exec((await who.visit.open('/can-bo')).html)?.[1];

  before(async () => {
    s = await oneStopSite();
    counter = await s.official('Vàng Thị Chá', s.agencies.saPa, ['receiver']);
    for (const owner of ['Giàng A Phử', 'Lò Thị Păn', 'Lý Tả Mẩy']) dossiers.push(await s.apply({ owner }));
  });
  after(() => s.close());

  test('the clerk who received it reads what an officer lets wait, since when, and who decides; no other counter', async () => {
    const [one, two, three] = dossiers as [Dossier, Dossier, Dossier];
    assert.deepEqual([(await list(s.clerk)).owners, await inMenu(s.clerk)], [[], '0']);
    for (const dossier of [one, two]) await forward(dossier);
    await asks(s.officer, two);
    s.clock.set('2026-11-20T15:50:00+07:00');
    await asks(s.clerk, three);

    const { html, owners, said } = await list(s.clerk);
    assert.deepEqual(
      owners,
      ['Lò Thị Păn', 'Lý Tả Mẩy'],
      'the longest waiting first; what goes on is not among them',
    );
    assert.deepEqual([said, await inMenu(s.clerk)], [2, '2']);
    assert.match(html, /Chờ bổ sung giấy tờ[\s\S]*từ 20\/11\/2026 15:40[\s\S]*UBND xã Bắc Hà/);
    const page = await s.clerk.visit.open(`/can-bo/ho-so/${two.id}`);
    assert.equal(page.status, 200);
    assert.match(page.html, /Thiếu ảnh chân dung/);

    assert.deepEqual([(await list(counter)).owners, await inMenu(counter)], [[], '0']);
    // However many wait, when each was stopped is not looked up one by one.
    let plan = '';
    const explain = async (text: string, values?: readonly unknown[]) => {
      const rows = await s.db.query(`EXPLAIN ${text}`, values);
      plan = rows.map(r => Object.values(r)[0]).join('\n');
      return [];
    };
    const reach = [{ agencyId: s.agencies.centre, fields: null }];
    await listWaitingForApplicants({ ...s.db, query: explain }, reach, { limit: 50, offset: 0 });
    assert.match(plan, /on pause p/);
    assert.doesNotMatch(plan, /SubPlan/);
    assert.equal((await s.officer.visit.open(PATH)).status, 403, 'who receives nothing');
    assert.equal(await inMenu(s.officer), undefined);
  });

  test('what its applicant has brought, or takes back, waits no more', async () => {
    const [, two, three] = dossiers as [Dossier, Dossier, Dossier];
    const deps = s.env.get(casesService);
    const by = { accountId: s.signer.accountId, postId: null, agencyId: null, at: s.clock.now() };
    await s.db.tx(tx => supplement(tx, deps, { dossierId: two.id, papers: [], note: 'Đã gửi ảnh' }, by));
    assert.deepEqual((await list(s.clerk)).owners, ['Lý Tả Mẩy']);
    await s.db.tx(tx => withdraw(tx, deps, { dossierId: three.id, reason: '' }, by));
    await s.owner.run(
      `INSERT INTO cases.question (id, dossier_id, from_agency, asked_by, what, asked_at) VALUES ($1, $2, $3, 'system', 'Lấy thẻ giấy?', $4)`,
      [newId(), dossiers[0]?.id, s.agencies.bacHa, s.clock.now()],
    );
    assert.match(
      (await list(s.clerk)).html,
      /Giàng A Phử[\s\S]*Chờ người nộp trả lời[\s\S]*từ 20\/11\/2026 15:50/,
    );
    await s.owner.run('UPDATE cases.question SET dropped_at = $1', [s.clock.now()]);
    assert.match((await list(s.clerk)).html, /không có hồ sơ nào đang chờ người nộp/);
  });
});
