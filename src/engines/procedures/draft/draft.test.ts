import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { type TestDatabase, testDatabase } from '#test/database';
import { procedures } from '../module.ts';
import { createDraft, discardDraft, updateDraft } from '../store/drafts.ts';
import { keepProcessServices, listProcessServices } from '../store/process-services.ts';
import { loadProcess, processFile } from '../store/processes.ts';
import { publishVersion } from '../store/publish.ts';
import { getProcedureVersion } from '../store/read.ts';
import { keepResultKinds } from '../store/result-kinds.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { contentOf } from '../types.ts';
import { draftFaults } from './faults.ts';
import { getDraftForm, saveDraftForm } from './form.ts';
import { getRevision, listRevisions } from './parts.ts';
import { getDraftProcess, saveDraftProcess } from './process.ts';
import { restoreRevision } from './restore.ts';
import { formOfVersion } from './standard.ts';

describe('procedures: draft', () => {
  let database: TestDatabase;
  const an = recordingAct('2026-11-22T03:00:00Z', 'an');
  const binh = recordingAct('2026-11-22T04:00:00Z', 'binh');
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
  });
  after(() => database.drop());

  let codes = 0;
  const begin = (change = {}) =>
    database.db.tx(tx => createDraft(tx, `9.8${String(++codes).padStart(5, '0')}`, libraryCard(change), an));
  const bpmn = (condition: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="lending"><startEvent id="s"/>
    <userTask id="check" fs:role="officer"/><exclusiveGateway id="g" default="f3"/><userTask id="more" fs:role="officer"/>
    <endEvent id="e"/><sequenceFlow id="f1" sourceRef="s" targetRef="check"/>
    <sequenceFlow id="f2" sourceRef="check" targetRef="g"/><sequenceFlow id="f3" sourceRef="g" targetRef="e"/>
    <sequenceFlow id="f4" sourceRef="g" targetRef="more"><conditionExpression>${condition}</conditionExpression></sequenceFlow>
    <sequenceFlow id="f5" sourceRef="more" targetRef="e"/></process></definitions>`;

  test('a draft begins with the standard form and process, and publishes as such', async () => {
    const draft = await begin();
    const form = await getDraftForm(database.db, draft.id);
    assert.deepEqual([form.revision, form.standard, form.problems], [0, true, []]);
    assert.ok(form.definition?.fields['papers.paper1']);
    const process = await getDraftProcess(database.db, draft.id);
    assert.deepEqual([process.revision, process.standard, process.problems], [0, true, []]);
    const published = await database.db.tx(tx => publishVersion(tx, draft.id, '2026-12-01', recordingAct()));
    assert.deepEqual([published.form, published.process], [null, null]);
  });

  test('a process that calls a service that no module brings is doubted; with the module it is right', async () => {
    const { id } = await begin();
    const xml = bpmn('tasks.check.outcome = "more"').replace(
      '<userTask id="more" fs:role="officer"/>',
      '<serviceTask id="more" fs:service="readers"/>',
    );
    const saved = await database.db.tx(tx => saveDraftProcess(tx, id, xml, 0, an));
    const codes = (of: typeof saved) =>
      of.doubts
        .filter(p => p.code.endsWith('service') || p.code === 'no-services')
        .map(p => `${p.code} ${p.element} ${p.detail} ${p.hint}`);
    assert.deepEqual(codes(saved), ['no-services more readers ']);
    const inTheWay = async () =>
      (await draftFaults(database.db, await getProcedureVersion(database.db, id))).filter(
        f => f.part === 'process',
      );
    assert.deepEqual(await inTheWay(), [{ part: 'process', problems: 1 }], 'nobody proposes it');
    await keepProcessServices(database.db, ['weather']);
    assert.deepEqual(codes(await getDraftProcess(database.db, id)), ['unknown-service more readers weather']);
    await keepProcessServices(database.db, ['readers', 'weather']);
    await keepProcessServices(database.db, ['readers']);
    assert.deepEqual(codes(await getDraftProcess(database.db, id)), []);
    assert.deepEqual(await inTheWay(), []);
    assert.deepEqual(await listProcessServices(database.db), ['readers']);
  });

  test('a signature of a kind of result that the procedure does not have is not proposed; where it has none the name is doubted', async () => {
    const { id, code } = await begin();
    const xml = bpmn('tasks.check.outcome = "more"').replace(
      '<userTask id="more" fs:role="officer"/>',
      '<userTask id="more" fs:role="officer" fs:act="sign" fs:produces="passport"/>',
    );
    await database.db.tx(tx => saveDraftProcess(tx, id, xml, 0, an));
    const state = async () => {
      const draft = await getProcedureVersion(database.db, id);
      const { doubts } = await getDraftProcess(database.db, id);
      const faults = (await draftFaults(database.db, draft)).filter(f => f.part === 'process').length;
      return [
        ...doubts.filter(d => d.code.endsWith('kind') || d.code.endsWith('kinds')).map(d => d.code),
        faults,
      ];
    };
    await keepResultKinds(database.db, [{ procedure: '9.999999', kind: 'passport' }]);
    assert.deepEqual(await state(), ['no-kinds', 0]);
    await keepResultKinds(database.db, [{ procedure: code, kind: 'licence' }]);
    assert.deepEqual(await state(), ['unknown-kind', 1]);
    await keepResultKinds(
      database.db,
      ['licence', 'passport'].map(kind => ({ procedure: code, kind })),
    );
    assert.deepEqual(await state(), [0]);
  });

  test('a process for a role that there is not is kept as typed and not published; for an agency that there is not it is doubted', async () => {
    const { id } = await begin();
    const of = (lane: string) => bpmn('tasks.check.outcome = "more"').replace('fs:role="officer"', lane);
    const save = (lane: string, revision: number) =>
      database.db.tx(tx => saveDraftProcess(tx, id, of(lane), revision, an));
    const codes = (saved: Awaited<ReturnType<typeof save>>) =>
      saved.problems.map(p => `${p.code} ${p.detail}`);
    assert.deepEqual(codes(await save('fs:role="boss"', 0)), ['unknown-role boss']);
    await assert.rejects(
      database.db.tx(tx => publishVersion(tx, id, '2026-12-01', recordingAct())),
      { code: 'PROCEDURE_INCOMPLETE', details: [{ part: 'process', problems: 1 }] },
    );
    const nowhere = await save('fs:role="officer" fs:agency="Sở Không Có"', 1);
    assert.deepEqual(
      [codes(nowhere), nowhere.doubts.map(p => p.code)],
      [[], ['unknown-agency', 'end-unsigned']],
    );
  });

  test('a form with faults is kept as typed, named by place, and not published', async () => {
    const { id } = await begin();
    const broken = await database.db.tx(tx => saveDraftForm(tx, id, '{ "schema": ', 0, an));
    assert.deepEqual([broken.revision, broken.source, broken.definition], [1, '{ "schema": ', null]);
    assert.deepEqual(broken.problems, [{ place: 'form', code: 'not-json', params: { line: 1, column: 12 } }]);
    const { definition } = await getDraftForm(database.db, (await begin()).id);
    assert.ok(definition);
    const slow = structuredClone(definition) as unknown as {
      schema: { properties: Record<string, { properties: Record<string, object> }> };
    };
    const [group = ''] = Object.keys(slow.schema.properties);
    const properties = slow.schema.properties[group]?.properties ?? {};
    const [field = ''] = Object.keys(properties);
    properties[field] = { ...properties[field], pattern: '^(a+)+$' };
    const saved = await database.db.tx(tx => saveDraftForm(tx, id, slow as never, 1, an));
    assert.ok(
      saved.problems.some(p => p.code === 'regex-slow' && p.place.includes(`${group}/properties/${field}`)),
      JSON.stringify(saved.problems),
    );
    await assert.rejects(
      database.db.tx(tx => publishVersion(tx, id, '2026-12-01', recordingAct())),
      {
        code: 'PROCEDURE_INCOMPLETE',
        details: [{ part: 'form', problems: saved.problems.length }],
      },
    );
  });

  test('form and process become versions of their own when published; what did not change stays what it was', async () => {
    const draft = await begin();
    const { definition } = await getDraftForm(database.db, draft.id);
    assert.ok(definition);
    const own = {
      ...definition,
      pages: definition.pages.map((p, i) => (i ? p : { ...p, title: { vi: 'Ai nộp', en: 'Who' } })),
    };
    const path = Object.keys(own.fields)[0] ?? '';
    await database.db.tx(async tx => {
      await saveDraftForm(tx, draft.id, own, 0, an);
      const wrong = await saveDraftProcess(tx, draft.id, bpmn('form.nothing = "A"'), 0, an);
      assert.deepEqual([wrong.graph, wrong.problems.map(p => p.code)], [null, ['feel-unknown-name']]);
      const fact = await saveDraftProcess(tx, draft.id, bpmn('dossier.weather = "A"'), 1, an);
      assert.deepEqual([fact.graph, fact.problems.map(p => p.code)], [null, ['feel-unknown-name']]);
      const both = `form.${path} = "A" and dossier.channel = "online"`;
      const right = await saveDraftProcess(tx, draft.id, bpmn(both), 2, an);
      assert.deepEqual(right.problems, []);
    });
    const first = await database.db.tx(tx => publishVersion(tx, draft.id, '2026-12-01', recordingAct()));
    assert.deepEqual(first.form, { id: draft.code, version: 1 });
    assert.deepEqual(first.process, { id: draft.code.replaceAll('.', '-'), version: 1 });
    assert.equal((await formOfVersion(database.db, first)).pages[0]?.title.vi, 'Ai nộp');
    assert.ok((await loadProcess(database.db, first.process)).nodes.has('more'));
    await assert.rejects(
      database.db.tx(tx => saveDraftForm(tx, draft.id, null, 1, an)),
      { code: 'PROCEDURE_PUBLISHED' },
    );

    const next = await database.db.tx(tx =>
      createDraft(tx, draft.code, { ...contentOf(first), name: 'Thẻ mới' }, an),
    );
    const begun = await getDraftForm(database.db, next.id);
    assert.deepEqual([begun.revision, begun.standard, begun.definition?.id], [0, false, draft.code]);
    await database.db.tx(async tx => {
      await saveDraftForm(tx, next.id, begun.source, 0, an);
      await saveDraftProcess(tx, next.id, null, 0, an);
    });
    const second = await database.db.tx(tx => publishVersion(tx, next.id, '2026-12-02', recordingAct()));
    assert.deepEqual([second.form, second.process], [first.form, null]);
  });

  test('two people, one draft: the second is told whose save it was, and a save sent twice is one', async () => {
    const { id } = await begin();
    const save = (text: string, read: number, act = an, automatic = false) =>
      database.db.tx(tx => saveDraftForm(tx, id, text, read, act, { automatic }));
    assert.equal((await save('{"a":1}', 0)).revision, 1);
    assert.equal((await save('{"a":1}', 0)).revision, 1);
    await assert.rejects(save('{"b":1}', 0, binh), (error: { code: string; details: object }) => {
      assert.equal(error.code, 'PROCEDURE_DRAFT_CHANGED');
      assert.equal((error.details as { savedBy: string }).savedBy, 'an');
      assert.ok(!('content' in error.details));
      return true;
    });
    const both = await Promise.allSettled([save('{"c":1}', 1), save('{"d":1}', 1, binh)]);
    assert.equal(both.filter(r => r.status === 'fulfilled').length, 1);
    assert.equal((await getDraftForm(database.db, id)).revision, 2);
  });

  test('of automatic saves in a row the last is kept; any kept save is gone back to, and that is taken back too', async () => {
    const { id } = await begin();
    await database.db.tx(async tx => {
      await saveDraftProcess(tx, id, '<a/>', 0, an);
      for (let i = 1; i <= 3; i++) await saveDraftProcess(tx, id, `<a${i}/>`, i, an, { automatic: true });
      await saveDraftProcess(tx, id, '<b/>', 4, binh, { automatic: true });
      await saveDraftProcess(tx, id, '<c/>', 5, binh);
    });
    const saves = await listRevisions(database.db, id, 'process');
    assert.deepEqual(
      saves.map(s => [s.revision, s.savedBy]),
      [
        [6, 'binh'],
        [5, 'binh'],
        [4, 'an'],
        [1, 'an'],
      ],
    );
    const restore = (revision: number, read: number) =>
      database.db.tx(tx => restoreRevision(tx, { versionId: id, part: 'process', revision }, read, an));
    await restore(1, 6);
    assert.equal((await getRevision(database.db, id, 'process', 7)).content, '<a/>');
    await restore(0, 7);
    assert.equal((await getDraftProcess(database.db, id)).source, await processFile(database.db, null));
    await restore(7, 8);
    assert.equal((await getDraftProcess(database.db, id)).source, '<a/>');
    await assert.rejects(restore(2, 9), { code: 'PROCEDURE_REVISION_NOT_FOUND' });
    await assert.rejects(restore(5, 8), { code: 'PROCEDURE_DRAFT_CHANGED' });
  });

  test('the legal part is kept save by save too; a discarded draft takes its saves along', async () => {
    const draft = await begin();
    const content = { ...contentOf(draft), results: ['Thẻ điện tử'] };
    const saved = await database.db.tx(tx => updateDraft(tx, draft.id, content, draft.contentSha256, binh));
    const saves = await listRevisions(database.db, draft.id, 'legal');
    assert.deepEqual(
      saves.map(s => [s.revision, s.savedBy]),
      [
        [2, 'binh'],
        [1, 'an'],
      ],
    );
    await database.db.tx(tx =>
      restoreRevision(tx, { versionId: draft.id, part: 'legal', revision: 1 }, 2, an),
    );
    const { contentSha256 } = await database.db
      .tx(tx => updateDraft(tx, draft.id, content, '0', an))
      .then(
        () => assert.fail(),
        () =>
          database.db.one<{ contentSha256: string }>(
            'SELECT content_sha256 AS "contentSha256" FROM procedures.procedure_version WHERE id = $1',
            [draft.id],
          ),
      );
    assert.equal(contentSha256, draft.contentSha256);
    assert.notEqual(saved.contentSha256, draft.contentSha256);
    await database.db.tx(tx => discardDraft(tx, draft.id, an));
    assert.deepEqual(await listRevisions(database.db, draft.id, 'legal'), []);
  });
});
