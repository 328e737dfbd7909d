import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { casesService, type Dossier } from '#engines/cases';
import { newId } from '#platform/db';
import { png } from '../../../engines/files/testing/samples.ts';
import { type Official, type OneStopSite, oneStopSite } from '../testing/site.ts';

describe('one-stop: an identity number stands whole before whoever has a step of the dossier before him', () => {
  const NUMBER = '010191004172';
  const MASKED = '••••••••4172';
  const ASK = '?so-dinh-danh=1';
  let s: OneStopSite;
  let registrar: Official;
  before(async () => {
    s = await oneStopSite();
    registrar = await s.official('Sùng Thị Dở', s.agencies.bacHa, ['registrar']);
  });
  after(() => s.close());

  async function withNumber(): Promise<Dossier> {
    const dossier = await s.apply({});
    await s.db.run(
      `UPDATE cases.dossier SET data = jsonb_set(data, '{reader,personalNumber}', to_jsonb($2::text)) WHERE id = $1`,
      [dossier.id, NUMBER],
    );
    return dossier;
  }
  const purposes = async (dossier: Dossier, who: Official) =>
    (await s.ledger.accesses(s.db, `dossier:${dossier.id}`))
      .filter(look => look.actor === who.accountId)
      .map(look => look.purpose)
      .sort();

  test('the clerk compares it; the officer, to whom it has not come, asks for it, and that is an entry of its own', async () => {
    const dossier = await withNumber();
    const page = s.pageOf(dossier);
    const atDesk = (await s.clerk.visit.open(page)).html;
    assert.match(atDesk, new RegExp(NUMBER));
    assert.doesNotMatch(atDesk, /Xem số đầy đủ/);

    const before = (await s.officer.visit.open(page)).html;
    assert.doesNotMatch(before, new RegExp(NUMBER));
    assert.match(before, new RegExp(`${MASKED}[\\s\\S]*<a href="\\${ASK}">Xem số đầy đủ</a>`));
    assert.deepEqual(await purposes(dossier, s.officer), ['handle']);
    for (const _ of [1, 2]) {
      const asked = (await s.officer.visit.open(page + ASK)).html;
      assert.match(asked, new RegExp(NUMBER));
      assert.doesNotMatch(asked, /Xem số đầy đủ/);
    }
    assert.deepEqual(await purposes(dossier, s.officer), ['handle', 'numbers'], 'once an hour');
  });

  test('as the dossier goes on, so does who sees it; who may not read personal data asks in vain', async () => {
    const dossier = await withNumber();
    const page = s.pageOf(dossier);
    await s.clerk.visit.open(page);
    const step = `${page}/buoc/${await s.taskOf(dossier)}`;
    assert.equal((await s.clerk.visit.submit(step, { outcome: 'forward' })).status, 303);
    assert.match((await s.officer.visit.open(page)).html, new RegExp(NUMBER));
    assert.doesNotMatch((await s.clerk.visit.open(page)).html, new RegExp(NUMBER));
    const refused = (await registrar.visit.open(page + ASK)).html;
    assert.doesNotMatch(refused, new RegExp(`${NUMBER}|Xem số đầy đủ`));
    assert.ok(!(await purposes(dossier, registrar)).includes('numbers'));
  });

  test('why a refusal is proposed, and how people called their files: masked for who may not read personal data, whole before who decides', async () => {
    const dossier = await withNumber();
    const auditor = await s.official('Hoàng Văn Kiểm', s.agencies.bacHa, ['auditor']);
    const page = s.pageOf(dossier);
    await s.clerk.visit.open(page);
    await s.clerk.visit.submit(`${page}/buoc/${await s.taskOf(dossier)}`, { outcome: 'forward' });
    const { sha256 } = await s.db.tx(tx =>
      s.env.get(casesService).files.put(tx, { bytes: png(60, 20, newId()), filename: 'anh.png' }),
    );
    await s.db.run(
      `INSERT INTO cases.paper (id, dossier_id, field, name, sha256, filename, media_type, size, received_at)
       VALUES ($1, $2, 'photo', 'Ảnh', $3, $4, 'image/png', 8, $5)`,
      [newId(), dossier.id, sha256, `cccd${NUMBER}.png`, s.clock.now()],
    );
    await s.officer.visit.open(page);
    const reason = `Không phải người này, cccd${NUMBER}, gọi 0912345678`;
    const sent = await s.officer.visit.submit(`${page}/de-nghi-tu-choi`, { 'reason-propose': reason });
    assert.equal(sent.status, 303, sent.html);
    for (const who of [registrar, auditor]) {
      const seen = (await who.visit.open(page)).html;
      assert.match(seen, /Không phải người này, cccd••••••••4172, gọi 0912 ••• 678/);
      assert.match(seen, /cccd••••••••4172[.]png/);
      assert.doesNotMatch(seen, new RegExp(`${NUMBER}|0912345678`));
    }
    const decides = (await s.signer.visit.open(page)).html;
    assert.equal(decides.split(reason).length - 1, 2, 'in what was proposed, and in what he would send');
  });

  test('a number within what was corrected is masked likewise', async () => {
    const dossier = await withNumber();
    await s.db.run(
      `INSERT INTO cases.reception (dossier_id, agency_id, clerk_id, post_id, received_at, procedure_code, applicant_id, folded_name)
       VALUES ($1, $2, $3, $4, $5, '9.700001', $6, 'giang thi my')`,
      [dossier.id, s.agencies.centre, s.clerk.accountId, s.clerk.postId, s.clock.now(), s.signer.accountId],
    );
    const mend = `${s.pageOf(dossier)}/sua-to-khai`;
    await s.clerk.visit.open(mend);
    const typed = { 'reader.personalNumber': '010191004198', 'ly-do': `Gõ nhầm số ${NUMBER}` };
    const done = await s.clerk.visit.submit(mend, typed);
    assert.match(done.location ?? '', /xong=answers-corrected/, done.html);
    const seen = (await s.officer.visit.open(s.pageOf(dossier))).html;
    assert.match(seen, /<del>••••••••4172<\/del> → <b>••••••••4198<\/b>/);
    assert.doesNotMatch(seen, /010191004172|010191004198/);
  });
});
