import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  contentOf,
  createDraft,
  findDraftVersion,
  getDraftProcess,
  getProcedureVersion,
  publishVersion,
  saveDraftProcess,
  updateDraft,
  withdrawVersion,
} from '#engines/procedures';
import { type StaffSite, staffSite } from '#test/staff-site';
import { libraryCard } from '../../../../engines/procedures/testing/content.ts';
import { DESIGN } from '../../testing/modules.ts';

describe('procedure design: mapping', () => {
  const CODE = '9.000015';
  const page = `/can-bo/thu-tuc/${CODE}/doi-chieu`;
  let s: StaffSite;
  let an: Awaited<ReturnType<StaffSite['official']>>;

  before(async () => {
    s = await staffSite(DESIGN);
    an = await s.official('Phạm Minh Tuệ', s.agencies.province, ['procedure-editor']);
    await s.db.tx(async tx => createDraft(tx, CODE, libraryCard(), s.act(an.accountId)));
  });
  after(() => s.close());

  const draft = async () => (await findDraftVersion(s.db, CODE)) ?? assert.fail();

  test('of a first version there is nothing to map', async () => {
    const { html } = await an.visit.open(page);
    assert.match(html, /chưa có gì để đối chiếu/);
    assert.doesNotMatch(html, /<button[^>]*>Lưu<\/button>/);
  });

  test('a step that is gone is offered to be mapped; said where it goes, it is told in the comparison', async () => {
    await s.db.tx(async tx => {
      await publishVersion(tx, (await findDraftVersion(tx, CODE))?.id ?? '', '2026-01-01', s.act());
      const next = await createDraft(tx, CODE, libraryCard({ keywords: ['đọc'] }), s.act(an.accountId));
      const { source } = await getDraftProcess(tx, next.id);
      await saveDraftProcess(
        tx,
        next.id,
        source.replace(/([">])process(["<])/g, '$1appraise$2'),
        0,
        s.act(an.accountId),
      );
    });
    const seen = await an.visit.open(page);
    assert.match(seen.html, /Có 1 bước hoặc ô của bản trước không còn[^<]*: “[^”]+”/);
    assert.match(seen.html, /<option value="process" selected>/);
    assert.doesNotMatch(
      seen.html,
      />[^<]*\((?:process|appraise|receive|reader\.\w+)\)<\/option>/,
      'names, no codes',
    );
    const noReason = await an.visit.submit(page, { 'buoc-0-cu': 'process', 'buoc-0-moi': '-' });
    assert.equal(noReason.status, 422);
    assert.match(noReason.html, /href="#f-buoc-0-ly-do"/);
    const saved = await an.visit.submit(page, { 'buoc-0-cu': 'process', 'buoc-0-moi': 'appraise' });
    assert.equal(saved.location, `${page}?xong=draft-saved`);
    assert.deepEqual((await draft()).mapping, {
      elements: [{ from: 'process', to: 'appraise' }],
      fields: [],
    });
    const compared = await an.visit.open(`/can-bo/thu-tuc/${CODE}/so-sanh`);
    assert.match(compared.html, /Đối chiếu bước “(?!process)[^”]+” của bản trước/, 'by its name, not its id');
    assert.doesNotMatch(compared.html, /Ở bản này: appraise/);
  });

  test('two steps into one are said, and have to be confirmed where it is released', async () => {
    await an.visit.open(page);
    const both = {
      'buoc-0-cu': 'process',
      'buoc-0-moi': 'appraise',
      'buoc-1-cu': 'sign',
      'buoc-1-moi': 'appraise',
    };
    assert.equal((await an.visit.submit(page, both)).location, `${page}?xong=draft-saved`);
    const warned = /Các bước “[^”]+”, “[^”]+” của bản trước cùng chuyển thành một bước/;
    assert.match((await an.visit.open(page)).html, warned);
    const release = `/can-bo/thu-tuc/${CODE}/phat-hanh`;
    const { html } = await an.visit.open(release);
    assert.match(html, warned);
    assert.match(html, /name="xac-nhan"[^>]*value="[^"]*joined:process,sign&gt;appraise/);
    await an.visit.open(page);
    const one = { ...both, 'buoc-1-cu': '', 'buoc-1-moi': '' };
    assert.equal((await an.visit.submit(page, one)).location, `${page}?xong=draft-saved`);
    assert.doesNotMatch((await an.visit.open(release)).html, warned);
  });

  test('the legal tab leaves it alone; an id that is not there is named where the draft is released', async () => {
    const legal = await an.visit.open(`/can-bo/thu-tuc/${CODE}/phap-ly`);
    assert.match(legal.html, /<option value="applicant.name">Họ và tên<\/option>/, 'its label, no path');
    assert.equal(
      (await an.visit.submit(`/can-bo/thu-tuc/${CODE}/phap-ly`, { 'tu-khoa': 'mượn' })).status,
      303,
    );
    assert.equal((await draft()).mapping?.elements.length, 1);
    await an.visit.open(page);
    await an.visit.submit(page, { 'buoc-0-cu': 'process', 'buoc-0-moi': 'aprase' });
    assert.match((await an.visit.open(page)).html, /chuyển sang “aprase”, nhưng bản này không có mã ấy/);
    const release = await an.visit.open(`/can-bo/thu-tuc/${CODE}/phat-hanh`);
    assert.match(release.html, /href="[^"]*doi-chieu">Đối chiếu<\/a>/);
    assert.deepEqual(s.missing, []);
  });

  test('a version that was taken back before its day is gone on with, what it says of the one before with it', async () => {
    const mapping = { elements: [{ from: 'process', to: 'appraise' }], fields: [] };
    const { id } = await draft();
    await s.db.tx(async tx => {
      const now = await getProcedureVersion(tx, id);
      const { source, revision } = await getDraftProcess(tx, id);
      const mended = source.replace('fs:act="appraise"', 'fs:act="process"');
      await saveDraftProcess(tx, id, mended, revision, s.act(an.accountId));
      await updateDraft(tx, id, { ...contentOf(now), mapping }, now.contentSha256, s.act(an.accountId));
      await publishVersion(tx, id, '2027-01-01', s.act());
      await withdrawVersion(tx, id, s.act());
    });
    await an.visit.open(`/can-bo/thu-tuc/${CODE}?ban=2`);
    const begun = await an.visit.submit(`/can-bo/thu-tuc/${CODE}/ban-thao`, { ban: id });
    assert.equal(begun.status, 303);
    assert.deepEqual((await draft()).mapping, mapping);
  });
});
