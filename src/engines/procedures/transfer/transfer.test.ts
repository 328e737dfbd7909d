import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { type TestDatabase, testDatabase } from '#test/database';
import { propose } from '../approval/propose.ts';
import { getDraftForm, saveDraftForm } from '../draft/form.ts';
import { listRevisions } from '../draft/parts.ts';
import { getDraftProcess, saveDraftProcess } from '../draft/process.ts';
import { getDraftResult, saveDraftResult } from '../draft/result.ts';
import { procedures } from '../module.ts';
import { createDraft, discardDraft } from '../store/drafts.ts';
import { publishVersion } from '../store/publish.ts';
import { findDraftVersion, listVersions } from '../store/read.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { contentOf } from '../types.ts';
import { exportProcedures } from './export.ts';
import { dropIncoming, findIncoming, keepIncoming } from './incoming.ts';
import { loadTransfer } from './load.ts';
import { planTransfer } from './plan.ts';
import { readTransfer } from './read.ts';

describe('procedures: transfer', () => {
  const CODE = '9.840001';
  const at = new Date('2026-11-22T03:00:00Z');
  const clerk = recordingAct('2026-11-22T03:00:00Z', 'clerk');
  let there: TestDatabase;
  let here: TestDatabase;
  before(async () => {
    const modules = [organisation, forms, processes, procedures];
    there = await testDatabase(modules);
    here = await testDatabase(modules);
    await there.db.tx(async tx => {
      const draft = await createDraft(tx, CODE, libraryCard(), recordingAct());
      const { definition } = await getDraftForm(tx, draft.id);
      const pages =
        definition?.pages.map((p, i) => (i ? p : { ...p, title: { vi: 'Ai nộp', en: 'Who' } })) ?? [];
      await saveDraftForm(tx, draft.id, { ...(definition ?? assert.fail()), pages }, 0, recordingAct());
      const { source } = await getDraftProcess(tx, draft.id);
      await saveDraftProcess(tx, draft.id, source.replace('Thẩm định', 'Xem xét'), 0, recordingAct());
      const template = {
        title: 'Thẻ',
        book: 'own' as const,
        heading: ['THẺ'],
        body: '{{chu-ho-so}}',
        recipients: [],
      };
      await saveDraftResult(tx, draft.id, template, 0, recordingAct());
      await publishVersion(tx, draft.id, '2026-01-01', recordingAct());
    });
  });
  after(async () => {
    await there.drop();
    await here.drop();
  });

  const sent = async () =>
    JSON.stringify(await exportProcedures(there.db, [CODE], { from: 'Tỉnh khác', at }));
  const load = (text: string, replace: string[] = []) =>
    loadTransfer(here.db, readTransfer(text), { replace: new Set(replace) }, clerk);
  const plan = async (text: string) =>
    (await planTransfer(here.db, readTransfer(text), at)).map(p => [p.does, p.problems]);

  test('a procedure goes over with form, process and result, as a draft to be approved; once more changes nothing', async () => {
    const text = await sent();
    assert.deepEqual(await plan(text), [['new', 0]]);
    assert.equal((await listVersions(here.db, CODE)).length, 0, 'a plan changes nothing');
    assert.deepEqual(await load(text), [{ code: CODE, name: 'Cấp thẻ thư viện xã', did: 'created' }]);
    const draft = (await findDraftVersion(here.db, CODE)) ?? assert.fail();
    assert.equal(draft.status, 'draft');
    assert.equal((await getDraftForm(here.db, draft.id)).definition?.pages[0]?.title.vi, 'Ai nộp');
    assert.match((await getDraftProcess(here.db, draft.id)).source, /Xem xét/);
    assert.equal((await getDraftResult(here.db, draft.id)).template?.title, 'Thẻ');
    assert.deepEqual(await plan(text), [['same', 0]]);
    assert.deepEqual(
      (await load(text)).map(r => r.did),
      ['same'],
    );
    assert.equal(clerk.entries.at(-1)?.kind, 'procedure.transfer-loaded');

    await here.db.tx(tx => publishVersion(tx, draft.id, '2026-11-22', recordingAct()));
    assert.deepEqual(await plan(text), [['same', 0]], 'published, it still says the same');
    const back = await exportProcedures(here.db, [CODE], { from: 'Tỉnh này', at });
    assert.equal(back.procedures[0]?.versions[0]?.sha256, JSON.parse(text).procedures[0].versions[0].sha256);
  });

  test('a draft that somebody works on is replaced only when that is said, and what it was can be gone back to', async () => {
    const text = await sent();
    const [published] = await listVersions(here.db, CODE);
    const content = { ...contentOf(published ?? assert.fail()), name: 'Bản của tôi' };
    const mine = await here.db.tx(tx => createDraft(tx, CODE, content, clerk));
    // The version in force says just what the file says.
    assert.deepEqual(await plan(text), [['same', 0]]);
    await there.db.tx(async tx => {
      const [first] = await listVersions(tx, CODE);
      await createDraft(
        tx,
        CODE,
        { ...contentOf(first ?? assert.fail()), results: ['Thẻ mới'] },
        recordingAct(),
      );
    });
    const newer = await sent();
    assert.deepEqual(await plan(newer), [['replace', 0]]);
    assert.deepEqual(
      (await load(newer)).map(r => r.did),
      ['kept'],
    );
    assert.equal((await findDraftVersion(here.db, CODE))?.name, 'Bản của tôi');
    assert.deepEqual(
      (await load(newer, [CODE])).map(r => r.did),
      ['replaced'],
    );
    const replaced = (await findDraftVersion(here.db, CODE)) ?? assert.fail();
    assert.deepEqual([replaced.name, replaced.results], ['Cấp thẻ thư viện xã', ['Thẻ mới']]);
    assert.equal((await listRevisions(here.db, mine.id, 'legal')).length, 2);
    await here.db.tx(tx => propose(tx, mine.id, { from: '2026-12-01' }, clerk));
    await there.db.tx(async tx => {
      const draft = (await findDraftVersion(tx, CODE)) ?? assert.fail();
      await discardDraft(tx, draft.id, recordingAct());
      await createDraft(tx, CODE, { ...contentOf(draft), results: ['Thẻ khác'] }, recordingAct());
    });
    assert.deepEqual(await plan(await sent()), [['waits', 0]]);
  });

  test('what was changed on the way, is no such file, or names what is not there, is refused', async () => {
    const text = await sent();
    const refused = (changed: string, code: string) => assert.throws(() => readTransfer(changed), { code });
    refused(text.replace('Cấp thẻ thư viện xã', 'Cấp thẻ thư viện'), 'TRANSFER_DAMAGED');
    refused(text.replace('Tỉnh khác', 'Tỉnh này'), 'TRANSFER_DAMAGED');
    refused('{', 'TRANSFER_UNREADABLE');
    refused('{"format":"fansipan-procedures/2"}', 'TRANSFER_UNREADABLE');
    await assert.rejects(exportProcedures(there.db, ['9.999999'], { from: '', at }), {
      code: 'PROCEDURE_NOT_FOUND',
    });
  });

  test('a file that was sent in is its sender’s, and forgotten after a day', async () => {
    const content = await sent();
    const id = await here.db.tx(tx => keepIncoming(tx, { name: 'a.json', content }, clerk));
    assert.equal((await findIncoming(here.db, id, 'clerk'))?.content, content);
    assert.equal(await findIncoming(here.db, id, 'another'), undefined);
    const later = recordingAct('2026-11-23T04:00:00Z', 'clerk');
    const next = await here.db.tx(tx => keepIncoming(tx, { name: 'b.json', content }, later));
    assert.equal(await findIncoming(here.db, id, 'clerk'), undefined);
    assert.equal(await dropIncoming(here.db, next), 1);
  });
});
