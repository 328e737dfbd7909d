import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cases, type Dossier, findBulk, listBulkItems } from '#engines/cases';
import { type OneStopSite, oneStopSite } from '../../testing/site.ts';

const WHY = /Chưa có ý kiến của [^<]*Sa Pa[^<]*Mở hồ sơ để làm riêng/;

describe('one-stop: many at once, and another agency has not answered what was asked for one of them', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await s.official('Sùng Seo Chứ', s.agencies.saPa, ['officer']);
  });
  after(() => s.close());

  /** Who has the step asks another agency in its course. */
  async function asks(dossier: Dossier): Promise<void> {
    const path = `${s.pageOf(dossier)}/hoi-y-kien`;
    await s.officer.visit.open(path);
    const wish = { 'co-quan': s.agencies.saPa, 'noi-dung': 'Người này có thẻ ở Sa Pa chưa?', 'so-ngay': '1' };
    const asked = await s.officer.visit.submit(path, wish);
    assert.equal(asked.status, 303, asked.html.slice(0, 2000));
  }

  async function choose(chon: string[]): Promise<string> {
    await s.officer.visit.open('/can-bo');
    return (await s.officer.visit.submit('/can-bo/hang-loat', { viec: 'chuyen', chon })).location ?? '';
  }

  async function work(path: string) {
    const job = cases.jobs?.find(j => j.name === 'cases.bulk-act') ?? assert.fail();
    const bulkId = path.split('/').at(-1) ?? '';
    for (let n = 0; n < 9 && (await findBulk(s.db, bulkId))?.state === 'running'; n++)
      await job.run({ bulkId }, s.env);
    return Object.fromEntries((await listBulkItems(s.db, bulkId)).map(i => [i.taskId, i.error ?? i.state]));
  }

  async function examined(owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    await s.step(s.clerk, dossier, 'forward');
    return dossier;
  }

  test('it is not moved on: the list says so before, it is refused where it is sent all the same, and the others are done', async () => {
    const [waits, other] = [await examined('Lò Thị Mai'), await examined('Tẩn Mý Chạn')];
    const chon = [await s.taskOf(waits), await s.taskOf(other)];
    await asks(waits);
    const path = await choose(chon);
    const { html } = await s.officer.visit.open(path);
    assert.match(html, /1 hồ sơ không làm cùng được/);
    assert.match(html, WHY);
    const offered = chon.map(id => html.includes(`name="chon" value="${id}"`));
    assert.deepEqual(offered, [false, true]);
    await s.officer.visit.submit(path, { chon });
    assert.deepEqual(await work(path), { [chon[0]!]: 'OPINION_AWAITED', [chon[1]!]: 'done' });
    assert.match((await s.officer.visit.open(path)).html, WHY);
    assert.equal((await s.clerk.visit.open(path)).status, 404, 'who has not chosen it');
    const step = `${s.pageOf(waits)}/buoc/${chon[0]}`;
    await s.officer.visit.open(s.pageOf(waits));
    const done = await s.officer.visit.submit(step, { outcome: 'propose', [`van-lam-${chon[0]}`]: '1' });
    assert.equal(done.status, 303, 'on its own page it goes on, where he says so');
  });
});
