import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadProcedure, submit } from '#engines/cases';
import { createAccount } from '#engines/identity';
import {
  contentOf,
  createDraft,
  findDraftVersion,
  findProcedureInForce,
  getDraftProcess,
  mappingBetween,
  saveDraftProcess,
} from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { CARD } from '../../../../engines/cases/testing/fixture.ts';
import { loadLibrary } from '../../../../engines/cases/testing/load-library.ts';
import { library } from '../../../../engines/cases/testing/modules.ts';
import { publishNext } from '../../../../engines/cases/testing/versions.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: mapping from a version that still has dossiers', () => {
  const home = `/can-bo/thu-tuc/${CARD}`;
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite([...DESIGN.slice(0, -1), library, ...DESIGN.slice(-1)]);
    await loadLibrary(s.db, s.act());
    const first = (await findProcedureInForce(s.db, CARD, '2026-11-20')) ?? assert.fail();
    const procedure = await loadProcedure(s.db, { procedureVersionId: first.id });
    await s.db.tx(async tx => {
      const applicant = { name: 'Giàng A Phử', phone: null, email: null, lang: 'vi' as const };
      const accountId = await createAccount(
        tx,
        { kind: 'citizen', name: applicant.name, phone: '+84912345678' },
        s.act(),
      );
      await submit(
        tx,
        { ledger: s.ledger },
        {
          procedure,
          channel: 'online',
          data: {
            reader: { name: applicant.name, phone: '0912345678' },
            place: { commune: '99001' },
            result: { way: 'electronic' },
          },
          papers: [],
          applicant: { ...applicant, accountId },
        },
        { accountId, postId: null, agencyId: null, at: s.clock.now() },
      );
    });
    s.clock.set('2026-11-23T09:00:00+07:00');
    // A step is given another name, and nobody says so.
    const second = await publishNext(s, CARD, {
      process: xml => xml.replace(/([">.])check(["<. ])/g, '$1appraise$2'),
    });
    await s.db.tx(tx => createDraft(tx, CARD, { ...contentOf(second), mapping: null }, s.act()));
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
  });
  after(() => s.close());

  test('before release the version, its dossiers and the step without a counterpart are named, and have to be confirmed', async () => {
    const page = `${home}/phat-hanh`;
    const seen = await an.visit.open(page);
    assert.match(seen.html, /Bản 1 còn 1 hồ sơ đang giải quyết và có 1 bước[^<]*“Thẩm tra”/);
    const refused = await an.visit.submit(page, { 'tu-ngay': '24/11/2026' });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /href="#f-xac-nhan"/);
  });

  test('a step that both have and the draft has not is told with the version that has dossiers', async () => {
    const draft = (await findDraftVersion(s.db, CARD)) ?? assert.fail();
    const { source } = await getDraftProcess(s.db, draft.id);
    const save = (xml: string, revision: number) =>
      s.db.tx(tx => saveDraftProcess(tx, draft.id, xml, revision, s.act()));
    await save(source.replace(/([">.])sign(["<. ])/g, '$1seal$2'), 0);
    const { html } = await an.visit.open(`${home}/phat-hanh`);
    assert.match(html, /Bản 1 còn 1 hồ sơ đang giải quyết và có 2 bước[^<]*“[^”(]+”[^<(]*“[^”(]+”/);
    assert.doesNotMatch(html, /Bản 2 còn/);
    await save(source, 1);
  });

  test('the step of the older version is offered with its number; said where it goes, the way from there is whole', async () => {
    const page = `${home}/doi-chieu`;
    const seen = await an.visit.open(page);
    assert.match(seen.html, /<option value="check" selected>Thẩm tra, bản 1<\/option>/);
    const saved = await an.visit.submit(page, { 'buoc-0-cu': 'check', 'buoc-0-moi': 'appraise' });
    assert.equal(saved.location, `${page}?xong=draft-saved`);
    assert.doesNotMatch((await an.visit.open(`${home}/phat-hanh`)).html, /Bản 1 còn/);
    const compared = (await an.visit.open(`${home}/so-sanh?cu=2&moi=3`)).html;
    assert.match(compared, /Đối chiếu bước “Thẩm tra” của bản trước/);
    assert.doesNotMatch(compared, />[^<]*\bcheck\b/, 'by its name, which neither of the two has');
    const draft = (await findDraftVersion(s.db, CARD)) ?? assert.fail();
    await an.visit.open(`${home}/phat-hanh`);
    assert.equal((await an.visit.submit(`${home}/phat-hanh`, { 'tu-ngay': '24/11/2026' })).status, 303);
    assert.deepEqual(draft.mapping?.elements, [{ from: 'check', to: 'appraise' }]);
    assert.ok(await mappingBetween(s.db, { code: CARD, number: 1 }, { number: 2 }));
    assert.deepEqual(s.missing, []);
  });
});
