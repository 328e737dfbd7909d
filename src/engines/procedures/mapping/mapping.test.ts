import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { forms } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { parseProcess, processes } from '#engines/processes';
import { isAppError } from '#platform/errors';
import { type TestDatabase, testDatabase } from '#test/database';
import { saveDraftProcess } from '../draft/process.ts';
import { procedures } from '../module.ts';
import { createDraft, updateDraft } from '../store/drafts.ts';
import { publishVersion } from '../store/publish.ts';
import { listVersions } from '../store/read.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { exportProcedures } from '../transfer/export.ts';
import { loadTransfer } from '../transfer/load.ts';
import { planTransfer } from '../transfer/plan.ts';
import { readTransfer } from '../transfer/read.ts';
import { contentOf, type VersionMapping } from '../types.ts';
import { idsOf, mappingProblems } from './check-mapping.ts';
import { chained, mappingBetween } from './mapping-between.ts';

const mapping = (
  elements: VersionMapping['elements'],
  fields: VersionMapping['fields'] = [],
): VersionMapping => ({
  elements,
  fields,
});
const stage = (number: number, elements: VersionMapping['elements'], nowhere: string[] = []) => ({
  number,
  mapping: mapping(elements),
  nowhere: new Set(nowhere),
});
const said = (list: readonly { from: string; to: string | null }[]) => list.map(m => `${m.from} ${m.to}`);

describe('procedures: mapping', () => {
  const ids = (...list: string[]) => ({ elements: new Set(list), fields: new Set(list), graphs: [] });

  test('what is not there is named, on either side; so is what is said twice, and what is gone without a reason', () => {
    const problems = mappingProblems(
      mapping(
        [
          { from: 'check', to: 'appraise' },
          { from: 'chek', to: 'apraise' },
          { from: 'check', to: null },
        ],
        [
          { from: 'a', to: 'c' },
          { from: 'b', to: 'c' },
        ],
      ),
      ids('appraise', 'c'),
      ids('check', 'a', 'b'),
    );
    assert.deepEqual(
      problems.map(p => `${p.list} ${p.code} ${p.id}`),
      [
        'elements unknown-old chek',
        'elements unknown-new apraise',
        'elements twice check',
        'elements no-reason check',
        'fields two-into-one c',
      ],
    );
    assert.deepEqual(
      mappingProblems(mapping([{ from: 'x', to: 'y' }]), { elements: null, fields: null, graphs: [] }, null),
      [],
    );
  });

  test('over several versions an id goes the whole way, and one that came on the way is its own', () => {
    const whole = chained([
      stage(2, [
        { from: 'check', to: 'appraise' },
        { from: 'old', to: null, reason: 'Bỏ' },
      ]),
      stage(3, [
        { from: 'appraise', to: 'weigh' },
        { from: 'check', to: 'look' },
        { from: 'old', to: 'new' },
      ]),
    ]);
    assert.deepEqual(said(whole.elements), ['check weigh', 'old null', 'appraise weigh']);
    assert.equal(whole.elements[0]?.number, 3, 'which version says so last');
  });

  test('who was led where nobody can stand has not left: a later version speaks of the place he is at', () => {
    const wrong = stage(3, [{ from: 'answer', to: 'ask' }], ['answer']);
    const [stuck] = chained([wrong, stage(4, [])]).elements;
    assert.deepEqual(stuck, { from: 'answer', to: 'ask', number: 3, nowhere: true });
    const mended = chained([wrong, stage(5, [{ from: 'answer', to: 'sign' }])]);
    assert.deepEqual(said(mended.elements), ['answer sign']);
    assert.deepEqual(said(chained([wrong, stage(5, [{ from: 'ask', to: 'sign' }])]).elements), [
      'answer sign',
      'ask sign',
    ]);
  });

  test('a step at which dossiers wait does not lead where none can stand', async () => {
    const graph = async (nodes: string, flows: string) =>
      (
        await parseProcess(
          `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/>${nodes}<endEvent id="e"/>${flows}</process></definitions>`,
        )
      ).graph ?? assert.fail();
    const flow = (a: string, b: string) => `<sequenceFlow id="${a}-${b}" sourceRef="${a}" targetRef="${b}"/>`;
    const asking =
      '<sendTask id="ask" name="Hỏi người nộp"/><receiveTask id="answer" name="Hỏi người nộp"/><userTask id="sign" fs:role="leader"/>';
    const flows = flow('s', 'ask') + flow('ask', 'answer') + flow('answer', 'sign') + flow('sign', 'e');
    const old = await graph(asking, flows);
    const known = idsOf(old, null);
    const told = (elements: VersionMapping['elements']) =>
      mappingProblems(mapping(elements), known, known).map(p => `${p.code} ${p.id} ${p.to}`);
    assert.deepEqual(told([{ from: 'answer', to: 'ask' }]), ['no-place answer Hỏi người nộp']);
    assert.deepEqual(told([{ from: 'answer', to: 'sign' }]), [], 'somebody does what was waited for');
    assert.deepEqual(told([{ from: 'ask', to: 'sign' }]), [], 'nobody ever stands there');
    const inside = await graph(
      `<subProcess id="box"><startEvent id="bs"/><userTask id="in" fs:role="officer"/><endEvent id="be"/>${flow('bs', 'in')}${flow('in', 'be')}</subProcess>`,
      flow('s', 'box') + flow('box', 'e'),
    );
    assert.deepEqual(
      mappingProblems(mapping([{ from: 'sign', to: 'in' }]), idsOf(inside, null), known).map(p => p.code),
      ['other-place'],
    );
  });
});

describe('procedures: a mapping is part of a version', () => {
  const CODE = '9.850001';
  const act = recordingAct();
  let here: TestDatabase;
  let there: TestDatabase;
  before(async () => {
    const modules = [organisation, forms, processes, procedures];
    here = await testDatabase(modules);
    there = await testDatabase(modules);
  });
  after(async () => {
    await here.drop();
    await there.drop();
  });

  const bpmn = (
    step: string,
  ) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d"
    targetNamespace="t"><process id="lending"><startEvent id="s"/><userTask id="${step}" fs:role="officer"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="${step}"/><sequenceFlow id="f2" sourceRef="${step}" targetRef="e"/></process></definitions>`;
  const publish = (t: TestDatabase, step: string, from: string, mapped?: VersionMapping) =>
    t.db.tx(async tx => {
      const draft = await createDraft(tx, CODE, libraryCard(mapped ? { mapping: mapped } : {}), act);
      await saveDraftProcess(tx, draft.id, bpmn(step), 0, act);
      return publishVersion(tx, draft.id, from, { ...act, actor: 'system' });
    });

  test('it cannot be published while it names what is not there; then it never changes', async () => {
    await publish(here, 'check', '2026-01-01');
    const wrong = mapping([{ from: 'check', to: 'aprase' }]);
    await assert.rejects(publish(here, 'appraise', '2026-02-01', wrong), error => {
      assert.ok(isAppError(error));
      assert.equal(error.code, 'PROCEDURE_INCOMPLETE');
      assert.deepEqual(error.details, [
        { part: 'mapping', mapping: { list: 'elements', code: 'unknown-new', id: 'aprase' } },
      ]);
      return true;
    });
    const right = mapping([{ from: 'check', to: 'appraise' }]);
    const second = await publish(here, 'appraise', '2026-02-01', right);
    assert.deepEqual(second.mapping, right);
    const third = await publish(here, 'weigh', '2026-03-01', mapping([{ from: 'appraise', to: 'weigh' }]));
    const [, , first] = await listVersions(here.db, CODE);
    assert.deepEqual(said((await mappingBetween(here.db, first ?? assert.fail(), third)).elements), [
      'check weigh',
      'appraise weigh',
    ]);
    assert.deepEqual(said((await mappingBetween(here.db, second, third)).elements), ['appraise weigh']);
    await assert.rejects(
      here.owner.run("UPDATE procedures.procedure_version SET mapping = '{}' WHERE id = $1", [second.id]),
      /procedure version does not change/,
    );
  });

  test('it goes to another installation with the file, where ids that are not known there are named', async () => {
    const at = new Date('2026-11-22T03:00:00Z');
    const text = JSON.stringify(await exportProcedures(here.db, [CODE], { from: 'Tỉnh khác', at }));
    await publish(there, 'check', '2026-01-01');
    const file = readTransfer(text);
    await loadTransfer(there.db, file, { replace: new Set() }, act);
    const [draft] = await listVersions(there.db, CODE);
    assert.deepEqual(draft?.mapping, mapping([{ from: 'appraise', to: 'weigh' }]));
    // There the step was called otherwise: whoever releases it there says so.
    const clerk = { ...act, actor: 'clerk' };
    await assert.rejects(
      there.db.tx(tx => publishVersion(tx, draft?.id ?? '', '2026-11-22', clerk)),
      error => {
        assert.ok(isAppError(error));
        assert.deepEqual(error.details, [
          { part: 'mapping', mapping: { list: 'elements', code: 'unknown-old', id: 'appraise' } },
        ]);
        return true;
      },
    );
    const content = {
      ...contentOf(draft ?? assert.fail()),
      mapping: mapping([{ from: 'check', to: 'weigh' }]),
    };
    await there.db.tx(tx => updateDraft(tx, draft.id, content, draft.contentSha256, clerk));
    const published = await there.db.tx(tx => publishVersion(tx, draft.id, '2026-11-22', act));
    assert.deepEqual(said(published.mapping?.elements ?? []), ['check weigh']);

    const faulty = structuredClone(file);
    const last = faulty.procedures[0]?.versions.at(-1);
    if (last?.content.mapping) last.content.mapping.elements[0] = { from: 'appraise', to: 'nowhere' };
    assert.equal((await planTransfer(there.db, faulty, at))[0]?.problems, 1);
  });
});
