import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { newId } from '#platform/db';
import { type TestDatabase, testDatabase } from '#test/database';
import { saveDraftForm } from '../draft/form.ts';
import { saveDraftProcess } from '../draft/process.ts';
import { importProcedures } from '../import/import-procedures.ts';
import { procedures } from '../module.ts';
import { createDraft, discardDraft, updateDraft } from '../store/drafts.ts';
import { publishVersion, withdrawVersion } from '../store/publish.ts';
import { findProcedureInForce, getProcedureVersion } from '../store/read.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { listLine } from '../testing/line.ts';
import { contentOf } from '../types.ts';
import { approveBatch } from './approve-batch.ts';
import { approve, reject } from './decide.ts';
import { lastProposal, listBatches, listProposals } from './proposal.ts';
import { propose, takeBack } from './propose.ts';

describe('procedures: approval', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
  });
  after(() => database.drop());

  const an = recordingAct('2026-11-22T03:00:00Z', 'an');
  const binh = recordingAct('2026-11-22T04:00:00Z', 'binh');
  const chi = recordingAct('2026-11-22T05:00:00Z', 'chi');
  let codes = 0;
  const begin = (change = {}) =>
    database.db.tx(tx => createDraft(tx, `9.81${String(++codes).padStart(4, '0')}`, libraryCard(change), an));
  const run = <T>(work: Parameters<typeof database.db.tx<T>>[0]) => database.db.tx(work);

  test('An writes, Bình helps, Chi approves: neither author may, and the day that was asked for holds', async () => {
    const draft = await begin();
    const content = { ...contentOf(draft), results: ['Thẻ điện tử'] };
    await run(tx => updateDraft(tx, draft.id, content, draft.contentSha256, binh));
    await assert.rejects(
      run(tx => approve(tx, draft.id, chi)),
      { code: 'PROCEDURE_NOT_PROPOSED' },
    );
    await assert.rejects(() => run(tx => propose(tx, draft.id, { from: '2026-11-21' }, an)), {
      code: 'PROCEDURE_FROM_PAST',
    });
    await run(tx => propose(tx, draft.id, { from: '2026-12-01', note: 'Theo quyết định mới' }, an));
    for (const act of [an, binh])
      await assert.rejects(
        run(tx => approve(tx, draft.id, act)),
        { code: 'PROCEDURE_OWN_WORK' },
      );
    const published = await run(tx => approve(tx, draft.id, chi));
    assert.deepEqual(
      [published.from, published.publishedBy, published.authors],
      ['2026-12-01', 'chi', ['an', 'binh']],
    );
    assert.deepEqual(
      chi.entries.map(e => e.kind),
      ['procedure.approved', 'procedure.published'],
    );
    await assert.rejects(
      run(tx => approve(tx, draft.id, chi)),
      { code: 'PROCEDURE_PUBLISHED' },
    );
    await run(tx => withdrawVersion(tx, draft.id, chi));
    assert.equal(await findProcedureInForce(database.db, draft.code, '2026-12-01'), undefined);
  });

  test('the database itself refuses what one person publishes alone, and forgets no author', async () => {
    const draft = await begin();
    await assert.rejects(
      run(tx => publishVersion(tx, draft.id, '2026-12-01', an)),
      {
        constraint: 'procedure_version_two_people',
      },
    );
    await run(tx => propose(tx, draft.id, { from: '2026-12-01' }, binh));
    const alone = (sql: string) => assert.rejects(database.owner.run(sql, [draft.id]));
    await alone(
      `UPDATE procedures.proposal SET state = 'approved', decided_by = 'binh', decided_at = now() WHERE version_id = $1`,
    );
    await alone(`UPDATE procedures.procedure_version SET authors = '{}' WHERE id = $1`);
    // Approved by an author whom the code let through.
    await run(tx =>
      tx.run(
        `UPDATE procedures.proposal SET state = 'approved', decided_by = 'an', decided_at = now() WHERE version_id = $1`,
        [draft.id],
      ),
    );
    await assert.rejects(
      run(tx => publishVersion(tx, draft.id, '2026-12-01', an)),
      {
        constraint: 'procedure_version_two_people',
      },
    );
    await alone(`UPDATE procedures.proposal SET decided_by = 'chi' WHERE version_id = $1`);
  });

  test('while it waits nobody changes it; sent back with a reason, or taken back, it is edited on', async () => {
    const draft = await begin();
    await run(tx => propose(tx, draft.id, { from: '2026-12-01' }, an));
    const changes = [
      () => run(tx => saveDraftForm(tx, draft.id, '{}', 0, binh)),
      () =>
        run(tx => updateDraft(tx, draft.id, { ...contentOf(draft), name: 'B' }, draft.contentSha256, binh)),
      () => run(tx => discardDraft(tx, draft.id, binh)),
      () => run(tx => propose(tx, draft.id, { from: '2026-12-02' }, binh)),
    ];
    for (const change of changes) await assert.rejects(change(), { code: 'PROCEDURE_PROPOSED' });
    await assert.rejects(
      run(tx => reject(tx, draft.id, '  ', chi)),
      { code: 'PROCEDURE_REASON_MISSING' },
    );
    await run(tx => reject(tx, draft.id, 'Thiếu căn cứ pháp lý', chi));
    const decided = await lastProposal(database.db, draft.id);
    assert.deepEqual(
      [decided?.state, decided?.reason, decided?.decidedBy],
      ['rejected', 'Thiếu căn cứ pháp lý', 'chi'],
    );
    await run(tx => saveDraftProcess(tx, draft.id, '<a/>', 0, binh));
    await assert.rejects(() => run(tx => propose(tx, draft.id, { from: '2026-12-01' }, an)), {
      code: 'PROCEDURE_INCOMPLETE',
      details: [{ part: 'process', problems: 1 }],
    });
    await run(tx => saveDraftProcess(tx, draft.id, null, 1, binh));
    await run(tx => propose(tx, draft.id, { from: '2026-12-01' }, an));
    await run(tx => takeBack(tx, draft.id, binh));
    await assert.rejects(
      run(tx => takeBack(tx, draft.id, binh)),
      { code: 'PROCEDURE_NOT_PROPOSED' },
    );
    await run(tx => discardDraft(tx, draft.id, an));
  });

  test('a fee that waits for a step which the process has not got is told before it is proposed', async () => {
    const draft = await begin({
      fees: [{ name: 'Phí', channels: [], amount: 1, exemptions: [], due: 'survey' }],
    });
    await assert.rejects(() => run(tx => propose(tx, draft.id, { from: '2026-12-01' }, an)), {
      details: [{ part: 'legal', fee: 'Phí', step: 'survey' }],
    });
  });

  test('a day on which another version begins, or later, is refused; one that is over when it is approved becomes today', async () => {
    const draft = await begin();
    await run(tx => propose(tx, draft.id, { from: '2026-11-22' }, an));
    const late = recordingAct('2026-11-25T03:00:00Z', 'chi');
    assert.equal((await run(tx => approve(tx, draft.id, late))).from, '2026-11-25');
    const next = await run(tx => createDraft(tx, draft.code, libraryCard({ name: 'Thẻ mới' }), an));
    await assert.rejects(
      run(tx => propose(tx, next.id, { from: '2026-11-24' }, an)),
      {
        code: 'PROCEDURE_FROM_TOO_EARLY',
      },
    );
  });

  test('a list that a person loads is approved as a whole by another; a draft that somebody works on is left alone', async () => {
    const mine = await run(tx => createDraft(tx, '9.820003', libraryCard(), an));
    await run(tx => saveDraftForm(tx, mine.id, '{}', 0, an));
    const batch = newId();
    const lines = ['9.820001', '9.820002', '9.820003'].map(code => listLine({ code }));
    const report = await importProcedures(database.db, Readable.from(`${lines.join('\n')}\n`), {
      ...binh,
      batch,
    });
    assert.deepEqual(
      [report.proposed, report.published, report.refused.map(r => r.reason)],
      [2, 0, ['in-work']],
    );
    assert.deepEqual(
      (await listBatches(database.db)).map(b => [b.id, b.count, b.proposedBy]),
      [[batch, 2, 'binh']],
    );
    assert.equal((await listProposals(database.db, { batch })).total, 2);
    const own = await approveBatch(database.db, batch, binh);
    assert.deepEqual(own, {
      approved: 0,
      refused: ['9.820001', '9.820002'].map(code => ({ code, error: 'PROCEDURE_OWN_WORK' })),
    });
    assert.deepEqual(await approveBatch(database.db, batch, chi), { approved: 2, refused: [] });
    assert.equal(
      (await findProcedureInForce(database.db, '9.820001', '2026-11-22'))?.name,
      'Cấp thẻ bạn đọc',
    );
    assert.equal((await getProcedureVersion(database.db, mine.id)).status, 'draft');
  });
});
