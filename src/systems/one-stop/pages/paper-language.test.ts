import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { listPapers, listQuestions } from '#engines/cases';
import { newId } from '#platform/db';
import { type OneStopSite, oneStopSite } from '../testing/site.ts';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('one-stop: what a paper is called that has no place in the form', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
  });
  after(() => s.close());

  test('is kept in Vietnamese by whoever reads English, and read by each in his language, as it was kept', async () => {
    const dossier = await s.apply();
    const there = await s.official('Hoàng Thị Mai', s.agencies.saPa, ['officer']);
    const asking = `${s.pageOf(dossier)}/hoi-y-kien`;
    await s.clerk.visit.open(asking);
    const wish = { 'co-quan': s.agencies.saPa, 'noi-dung': 'Người này có thẻ ở Sa Pa chưa?', 'so-ngay': '1' };
    assert.equal((await s.clerk.visit.submit(asking, wish)).status, 303);
    const [question] = await listQuestions(s.db, dossier.id);
    const path = `${s.pageOf(dossier)}/cau-hoi/${question?.id}`;
    assert.match((await there.visit.open(`${path}?lang=en`)).html, /<html lang="en"/);
    const photo = Buffer.from(PIXEL, 'base64');
    const said = { 'tra-loi': 'agree', 'noi-dung': 'Chưa có' };
    const sent = await there.visit.upload(path, 'tep', 'tra-loi.png', photo, said);
    assert.equal(sent.status, 303, sent.html.slice(0, 2000));
    assert.deepEqual(
      (await listPapers(s.db, dossier.id)).map(p => p.name),
      ['Văn bản trả lời'],
    );
    // As it was kept before, in the language of who sent it.
    await s.db.run(
      `INSERT INTO cases.paper (id, dossier_id, field, name, sha256, filename, media_type, size, received_at)
       SELECT $1, dossier_id, 'giay-to', 'Supplied paper', sha256, 'so-ho-khau.png', media_type, size, received_at FROM cases.paper WHERE dossier_id = $2`,
      [newId(), dossier.id],
    );
    const { html } = await s.clerk.visit.open(s.pageOf(dossier));
    assert.match(html, />Văn bản trả lời</);
    assert.match(html, />Giấy tờ bổ sung</);
    assert.doesNotMatch(html, /Supplied paper/);
    assert.match(
      (await there.visit.open(s.pageOf(dossier))).html,
      />Answer on paper<[\s\S]*>Supplied paper</,
    );
  });

  test('is shown to nobody who may not read the dossier', async () => {
    const stranger = await s.official('Má Thị Dở', s.agencies.saPa, ['receiver']);
    assert.equal((await stranger.visit.open(s.pageOf(await s.apply()))).status, 404);
  });
});
