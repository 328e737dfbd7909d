import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Dossier } from '#engines/cases';
import { publishNext } from '../../../../engines/cases/testing/versions.ts';
import { CARD, type OneStopSite, oneStopSite } from '../../testing/site.ts';

/** One card for a reader, known by name and telephone. */
const READER = {
  ...{ matter: 'reader-card', once: true },
  ways: [{ reader: 'reader.name', phone: 'reader.phone' }],
};

describe('one-stop: many are signed at once, and one may be of a matter that there is already', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    await publishNext({ db: s.db, act: s.act, clock: s.clock }, CARD, { content: { sameMatter: READER } });
    s.clock.set('2026-11-23T09:00:00+07:00');
    const { agencies } = s;
    s.clerk = await s.official('Vi Thị Hà', agencies.centre, ['receiver']);
    s.officer = await s.official('Lù Thị Mai', agencies.bacHa, ['officer']);
    s.signer = await s.official('Thào A Lử', agencies.bacHa, ['leader', 'signer']);
  });
  after(() => s.close());

  async function made(owner: string): Promise<Dossier> {
    const dossier = await s.apply({ owner });
    await s.step(s.clerk, dossier, 'forward');
    await s.step(s.officer, dossier, 'propose');
    return dossier;
  }

  test('the list to look through says of it which dossier that is, before anything is confirmed, and of no other', async () => {
    const first = await made('Lò Thị Mai');
    const second = await made('Lò Thị Mai');
    const other = await made('Tẩn Mý Chạn');
    await s.signer.visit.open('/can-bo');
    const chon = await Promise.all([second, other].map(s.taskOf));
    const chosen = await s.signer.visit.submit('/can-bo/hang-loat', { viec: 'ky', chon });
    const { html } = await s.signer.visit.open(chosen.location ?? '');
    const lines = html.split('<tr').filter(line => line.includes('type="checkbox"'));
    const [about, nothing] = [second, other].map(
      d => lines.find(line => line.includes(d.code)) ?? assert.fail(html),
    );
    assert.match(about ?? '', /Có thể trùng/);
    assert.ok(about?.includes(`href="/can-bo/ho-so/${first.id}"`));
    assert.match(about ?? '', /ký trên trang hồ sơ và ghi lý do/);
    assert.doesNotMatch(nothing ?? '', /Có thể trùng/);
    assert.doesNotMatch(about ?? '', / checked/, 'it would be refused: not ticked beforehand');
    assert.match(nothing ?? '', / checked/);
    assert.match(html, /1 hồ sơ không được đánh dấu sẵn; lý do ghi ở từng hồ sơ/);
    assert.notEqual((await s.clerk.visit.open(chosen.location ?? '')).status, 200, 'who has not chosen it');
  });
});
