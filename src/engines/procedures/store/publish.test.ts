import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import type { Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type TestDatabase, testDatabase } from '#test/database';
import { procedures } from '../module.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { createDraft, discardDraft, updateDraft } from './drafts.ts';
import { loadProcess, storeProcess } from './processes.ts';
import { publishVersion, withdrawVersion } from './publish.ts';
import {
  findDraftVersion,
  findProcedureInForce,
  getProcedureVersion,
  isPublished,
  procedureInForce,
} from './read.ts';

describe('procedures: store/publish', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
  });
  after(() => database.drop());

  const code = (error: unknown) => (isAppError(error) ? error.code : String(error));
  const refused = (promise: Promise<unknown>, expected: string) =>
    assert.rejects(promise, error => {
      assert.equal(code(error), expected);
      return true;
    });
  const undone = new Error('undone');
  // Every story begins without procedures and is rolled back.
  const story = (name: string, tell: (tx: Tx) => Promise<void>) =>
    test(name, async () => {
      const run = database.db.tx(async tx => {
        await tell(tx);
        throw undone;
      });
      await assert.rejects(run, error => error === undone || Promise.reject(error));
    });

  story('a procedure is written and published, and it is in force from its day on', async tx => {
    const act = recordingAct();
    const draft = await createDraft(tx, '9.000001', libraryCard(), act);
    assert.deepEqual(
      [draft.status, draft.number, draft.missing, draft.fieldCode],
      ['draft', 1, [], 'thu-vien'],
    );
    assert.equal(await findProcedureInForce(tx, '9.000001', '2026-12-01'), undefined);
    const published = await publishVersion(tx, draft.id, '2026-12-01', act);
    assert.deepEqual([published.from, published.to], ['2026-12-01', null]);
    await refused(procedureInForce(tx, '9.000001', '2026-11-30'), 'PROCEDURE_NOT_FOUND');
    assert.equal((await procedureInForce(tx, '9.000001', '2026-12-01')).id, draft.id);
    assert.deepEqual(
      act.entries.map(e => e.kind),
      ['procedure.draft-created', 'procedure.published'],
    );
  });

  story('without a usable limit it cannot be published, by the code or by hand', async tx => {
    const draft = await createDraft(tx, '9.000001', libraryCard({ limits: {} }), recordingAct());
    assert.deepEqual(draft.missing, ['limit']);
    await refused(publishVersion(tx, draft.id, '2026-12-01', recordingAct()), 'PROCEDURE_INCOMPLETE');
    const byHand = tx.savepoint(() =>
      tx.run(
        `UPDATE procedures.procedure_version SET status = 'published', missing = '{}', valid = '[2026-12-01,)',
       published_at = now(), published_by = 'system' WHERE id = $1`,
        [draft.id],
      ),
    );
    await assert.rejects(byHand, { constraint: 'procedure_version_complete' });
  });

  story('what is published does not change', async tx => {
    const draft = await createDraft(tx, '9.000001', libraryCard(), recordingAct());
    await publishVersion(tx, draft.id, '2026-12-01', recordingAct());
    await refused(
      updateDraft(tx, draft.id, libraryCard(), draft.contentSha256, recordingAct()),
      'PROCEDURE_PUBLISHED',
    );
    await refused(discardDraft(tx, draft.id, recordingAct()), 'PROCEDURE_PUBLISHED');
    for (const sql of [
      `UPDATE procedures.procedure_version SET fees = '[]' WHERE id = $1`,
      `UPDATE procedures.procedure_version SET valid = '[2026-01-01,)' WHERE id = $1`,
      'DELETE FROM procedures.procedure_version WHERE id = $1',
    ]) {
      await assert.rejects(
        tx.savepoint(() => tx.run(sql, [draft.id])),
        { constraint: 'procedure_version_immutable' },
      );
    }
  });

  story(
    'a new version ends the one before on its day; an earlier day is refused; before its day it can be taken back',
    async tx => {
      const act = recordingAct();
      const first = await createDraft(tx, '9.000001', libraryCard(), act);
      await publishVersion(tx, first.id, '2026-01-01', act);
      const second = await createDraft(tx, '9.000001', libraryCard({ name: 'Thẻ thư viện mới' }), act);
      await refused(publishVersion(tx, second.id, '2025-12-31', act), 'PROCEDURE_FROM_TOO_EARLY');
      await refused(publishVersion(tx, second.id, '2026-01-01', act), 'PROCEDURE_FROM_TOO_EARLY');
      await publishVersion(tx, second.id, '2027-01-01', act);
      assert.equal((await procedureInForce(tx, '9.000001', '2026-12-31')).number, 1);
      assert.equal((await procedureInForce(tx, '9.000001', '2027-01-01')).number, 2);
      await refused(withdrawVersion(tx, first.id, act), 'PROCEDURE_IN_FORCE');
      await withdrawVersion(tx, second.id, act);
      assert.equal((await procedureInForce(tx, '9.000001', '2027-01-01')).number, 1);
    },
  );

  story(
    'one that is found faulty on its first day is replaced the same day, and stays for those who applied under it',
    async tx => {
      const act = recordingAct('2026-11-22T03:00:00Z');
      const made: string[] = [];
      for (const name of ['Thẻ cũ', 'Thẻ sai', 'Thẻ đúng']) {
        const draft = await createDraft(tx, '9.000001', libraryCard({ name }), act);
        await publishVersion(tx, draft.id, name === 'Thẻ cũ' ? '2026-01-01' : '2026-11-22', act);
        made.push(draft.id);
      }
      assert.equal((await procedureInForce(tx, '9.000001', '2026-11-21')).name, 'Thẻ cũ');
      assert.equal((await procedureInForce(tx, '9.000001', '2026-11-22')).name, 'Thẻ đúng');
      const faulty = await getProcedureVersion(tx, made[1] ?? '');
      assert.deepEqual([faulty.status, faulty.name, faulty.from], ['replaced', 'Thẻ sai', null]);
      assert.equal(act.entries.filter(e => e.kind === 'procedure.replaced').length, 1);
      await assert.rejects(
        tx.savepoint(() =>
          tx.run(
            `UPDATE procedures.procedure_version SET status = 'published', valid = '[2026-12-01,)' WHERE id = $1`,
            [faulty.id],
          ),
        ),
        { constraint: 'procedure_version_immutable' },
      );
    },
  );

  story('two clerks: the second is told that the first has changed the draft', async tx => {
    const draft = await createDraft(tx, '9.000001', libraryCard(), recordingAct());
    await refused(createDraft(tx, '9.000001', libraryCard(), recordingAct()), 'PROCEDURE_HAS_DRAFT');
    await updateDraft(
      tx,
      draft.id,
      libraryCard({ name: 'Của người thứ nhất' }),
      draft.contentSha256,
      recordingAct(),
    );
    const late = updateDraft(
      tx,
      draft.id,
      libraryCard({ name: 'Của người thứ hai' }),
      draft.contentSha256,
      recordingAct(),
    );
    await refused(late, 'PROCEDURE_DRAFT_CHANGED');
    assert.equal((await findDraftVersion(tx, '9.000001'))?.name, 'Của người thứ nhất');
    await discardDraft(tx, draft.id, recordingAct());
    assert.equal(await findDraftVersion(tx, '9.000001'), undefined);
  });

  story('content of a wrong shape is refused, naming the place', async tx => {
    const wrong = libraryCard({ limits: { online: { n: 3, unit: 'week' as never } } });
    await refused(createDraft(tx, '9.000001', wrong, recordingAct()), 'PROCEDURE_UNREADABLE');
    await refused(createDraft(tx, 'x', libraryCard(), recordingAct()), 'PROCEDURE_UNREADABLE');
  });

  story('a process file is kept once, and a faulty one refused with what is wrong', async tx => {
    const standard = await loadProcess(tx, null);
    assert.equal(standard.id, 'standard');
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d"
    targetNamespace="t"><process id="lending"><startEvent id="s"/><userTask id="a" fs:role="officer"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="e"/></process></definitions>`;
    assert.deepEqual(await storeProcess(tx, 'lending', xml, recordingAct()), { id: 'lending', version: 1 });
    assert.deepEqual(await storeProcess(tx, 'lending', xml, recordingAct()), { id: 'lending', version: 1 });
    assert.deepEqual(
      await storeProcess(tx, 'lending', xml.replace('id="a"', 'id="a" name="B"'), recordingAct()),
      {
        id: 'lending',
        version: 2,
      },
    );
    assert.equal((await loadProcess(tx, { id: 'lending', version: 1 })).nodes.get('a')?.name, '');
    assert.equal((await loadProcess(tx, { id: 'lending', version: 2 })).nodes.get('a')?.name, 'B');
    await refused(
      storeProcess(tx, 'lending', xml.replace('targetRef="e"', 'targetRef="x"'), recordingAct()),
      'PROCESS_REFUSED',
    );
    // What was taken before it was refused runs on: dossiers stand in it.
    const boss = xml.replace('"officer"', '"boss"');
    await refused(storeProcess(tx, 'lending', boss, recordingAct()), 'PROCESS_REFUSED');
    await tx.run(
      `INSERT INTO procedures.process (id, version, name, xml, sha256, created_at) VALUES ('before', 1, '', $1, $2, now())`,
      [boss, 'b'.repeat(64)],
    );
    assert.equal((await loadProcess(tx, { id: 'before', version: 1 })).nodes.get('a')?.lane?.role, 'boss');
  });

  test('who may still send is asked once until something is published or withdrawn, whoever does it', async () => {
    const act = recordingAct();
    const id = await database.db.tx(async tx => {
      const draft = await createDraft(tx, '9.000007', libraryCard(), act);
      assert.equal(await isPublished(tx, draft.id), false, 'a draft');
      await publishVersion(tx, draft.id, '2026-12-01', act);
      assert.equal(await isPublished(tx, draft.id), true, 'who publishes it sees it published');
      return draft.id;
    });
    const may = () => database.db.tx(tx => isPublished(tx, id));
    assert.equal(await may(), true);
    const undone = new Error('undone');
    const tried = database.db.tx(async tx => {
      await withdrawVersion(tx, id, act);
      assert.equal(await isPublished(tx, id), false);
      throw undone;
    });
    await assert.rejects(tried, undone);
    assert.equal(await may(), true, 'taken back');
    const before = await database.db.tx(async tx => {
      assert.equal(await isPublished(tx, id), true);
      await database.db.tx(other => withdrawVersion(other, id, act));
      return isPublished(tx, id);
    });
    assert.equal(before, true, 'an act that had begun goes on as it began');
    assert.equal(await may(), false, 'and the next one is refused');
  });
});
