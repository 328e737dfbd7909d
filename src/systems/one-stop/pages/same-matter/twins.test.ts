import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Dossier, findDossier } from '#engines/cases';
import { publishNext } from '../../../../engines/cases/testing/versions.ts';
import { CARD, type Official, type OneStopSite, oneStopSite } from '../../testing/site.ts';

describe('one-stop: a dossier that may be about the same matter', () => {
  let s: OneStopSite;
  before(async () => {
    s = await oneStopSite();
    const ways = [{ reader: 'reader.name', phone: 'reader.phone' }];
    await publishNext(s, CARD, { content: { sameMatter: { matter: 'reader-card', ways, once: true } } });
  });
  after(() => s.close());

  const step = async (who: Official, d: Dossier, fields: Record<string, string>) => {
    await who.visit.open(s.pageOf(d));
    return who.visit.submit(`${s.pageOf(d)}/buoc/${await s.taskOf(d)}`, fields);
  };

  test('officer and signer are told of it, with the way to it; who signs all the same says why', async () => {
    const first = await s.apply({ owner: 'Thào Thị Sua' });
    // At another commune: this office may not open it.
    const far = await s.apply({ owner: 'Thào Thị Sua', commune: '99002' });
    const twin = await s.apply({ owner: 'thào thị  sua' });
    const alone = await s.apply({ owner: 'Thào Thị Say' });
    assert.doesNotMatch((await s.clerk.visit.open(s.pageOf(alone))).html, /Có thể trùng/);
    await step(s.clerk, twin, { outcome: 'forward' });
    const { html } = await s.officer.visit.open(s.pageOf(twin));
    assert.match(html, /Có thể trùng/);
    assert.match(html, new RegExp(`<a href="/can-bo/ho-so/${first.id}"`));
    assert.match(html, new RegExp(far.code));
    assert.doesNotMatch(
      html,
      new RegExp(`href="/can-bo/ho-so/${far.id}"`),
      'what he may not open is no link',
    );
    assert.match(
      html,
      new RegExp(`${far.code}[\\s\\S]{0,300}do UBND xã Sa Pa giải quyết[\\s\\S]{0,300}hỏi UBND xã Sa Pa`),
    );
    assert.equal(html.match(/không mở được ở đây/g)?.length, 1, 'of the other agency’s alone');
    await s.db.run(`UPDATE organisation.agency_version SET phone = '0214 000 111' WHERE agency_id = $1`, [
      (await findDossier(s.db, far.id))?.agencyId,
    ]);
    assert.match(
      (await s.officer.visit.open(s.pageOf(twin))).html,
      /hỏi UBND xã Sa Pa, điện thoại 0214 000 111, để đối chiếu/,
    );
    const [looked] = await s.db.query(
      `SELECT FROM ledger.access WHERE subject = $1 AND purpose = 'same-matter' AND actor = $2`,
      [`dossier:${first.id}`, s.officer.accountId],
    );
    assert.ok(looked, 'its citizen sees that it was compared');
    await step(s.officer, twin, { outcome: 'propose' });
    const unsaid = await step(s.signer, twin, { outcome: 'signed' });
    assert.equal(unsaid.status, 422);
    assert.match(
      unsaid.html,
      new RegExp(`Có thể trùng với hồ sơ [^<]*${first.code}[^<]*ghi lý do vào ô này`),
    );
    assert.doesNotMatch(unsaid.html, /ký trên trang hồ sơ/, 'it is that page');
    const field = `vi-sao-${await s.taskOf(twin)}`;
    assert.match(unsaid.html, new RegExp(`name="${field}"[^>]*aria-invalid`));
    const short = await step(s.signer, twin, { outcome: 'signed', [field]: 'ừ' });
    assert.equal(short.status, 422);
    assert.equal((await findDossier(s.db, twin.id))?.status, 'processing');
    const why = 'Hai người trùng tên, đã đối chiếu căn cước';
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at - interval '16 minutes'");
    const asked = await step(s.signer, twin, { outcome: 'signed', [field]: why });
    assert.match(asked.location ?? '', /^\/tai-khoan\/xac-nhan/);
    await s.db.run("UPDATE identity.session SET stepped_up_at = stepped_up_at + interval '16 minutes'");
    const back = `${s.pageOf(twin)}?xong=factor-shown`;
    assert.match(
      (await s.signer.visit.open(back)).html,
      new RegExp(`name="${field}"[^>]*>\\s*${why}`),
      'kept',
    );
    assert.doesNotMatch((await s.signer.visit.open(back)).html, new RegExp(why), 'once');
    const signed = await step(s.signer, twin, { outcome: 'signed', [field]: why });
    assert.equal(signed.status, 303, signed.html.slice(0, 400));
    assert.match((await s.signer.visit.open(s.pageOf(twin))).html, new RegExp(`vẫn ký vì: “${why}”`));
  });
});
