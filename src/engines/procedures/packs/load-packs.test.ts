import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { findForm, forms, standardForm } from '#engines/forms';
import { organisation } from '#engines/organisation';
import { processes } from '#engines/processes';
import { isAppError } from '#platform/errors';
import { type TestDatabase, testDatabase } from '#test/database';
import { procedures } from '../module.ts';
import { loadProcess } from '../store/processes.ts';
import { findProcedureInForce, listVersions } from '../store/read.ts';
import { recordingAct } from '../testing/act.ts';
import { libraryCard } from '../testing/content.ts';
import { loadPacks } from './load-packs.ts';

describe('procedures: packs/load packs', () => {
  let database: TestDatabase;
  let folder: string;
  before(async () => {
    database = await testDatabase([organisation, forms, processes, procedures]);
    folder = await mkdtemp(path.join(tmpdir(), 'pack-'));
  });
  after(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const bpmn = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d"
  targetNamespace="t"><process id="lending"><startEvent id="s"/><userTask id="check" fs:role="officer"/>
  <exclusiveGateway id="g" default="f3"/><userTask id="more" fs:role="officer"/><endEvent id="e"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="check"/><sequenceFlow id="f2" sourceRef="check" targetRef="g"/>
  <sequenceFlow id="f3" sourceRef="g" targetRef="e"/><sequenceFlow id="f4" sourceRef="g" targetRef="more">
  <conditionExpression>form.applicant.name = "A"</conditionExpression></sequenceFlow>
  <sequenceFlow id="f5" sourceRef="more" targetRef="e"/></process></definitions>`;
  const write = (name: string, text: string | object) =>
    writeFile(path.join(folder, name), typeof text === 'string' ? text : JSON.stringify(text));
  const { form: _f, process: _p, source: _s, ...legal } = libraryCard();
  const card = (change = {}) => ({
    code: '9.700001',
    from: '2026-01-01',
    form: 'card.form.json',
    process: 'lending.bpmn',
    ...legal,
    ...change,
  });
  const load = (at?: string) => loadPacks(database.db, [{ id: 'library', folder }], recordingAct(at));
  const problems = async () => {
    try {
      await load();
    } catch (error) {
      assert.ok(isAppError(error) && error.code === 'PACK_REFUSED');
      return JSON.stringify(error.details);
    }
    return 'loaded';
  };

  test('a pack brings procedure, form and process; again it brings nothing; changed it brings a new version', async () => {
    const { sha256: _, ...form } = standardForm({ papers: [], id: 'library-card' });
    await write('card.procedure.json', card());
    await write('card.form.json', form);
    await write('lending.bpmn', bpmn);
    assert.deepEqual(await load(), [{ pack: 'library', loaded: ['9.700001'], unchanged: false }]);
    const version = await findProcedureInForce(database.db, '9.700001', '2026-01-01');
    assert.deepEqual(version?.form, { id: 'library-card', version: 1 });
    assert.deepEqual(version?.process, { id: 'lending', version: 1 });
    assert.ok(await findForm(database.db, 'library-card', 1));
    assert.ok((await loadProcess(database.db, version?.process ?? null)).nodes.has('more'));
    assert.deepEqual(await load(), [{ pack: 'library', loaded: [], unchanged: true }]);
    await write('card.procedure.json', card({ name: 'Cấp thẻ thư viện xã, phường' }));
    assert.deepEqual(await load('2026-11-25T03:00:00Z'), [
      { pack: 'library', loaded: ['9.700001'], unchanged: false },
    ]);
    assert.deepEqual(
      (await listVersions(database.db, '9.700001')).map(v => [v.number, v.from, v.to]),
      [
        [2, '2026-11-25', null],
        [1, '2026-01-01', '2026-11-25'],
      ],
    );
  });

  test('a faulty pack is refused, naming file and fault, and nothing of it is kept', async () => {
    await write('lending.bpmn', bpmn.replace('form.applicant.name', 'form.reader.name'));
    assert.match(await problems(), /"lending\.bpmn".*form\.reader\.name/);
    await write('lending.bpmn', bpmn);
    await write('card.procedure.json', card({ limits: { online: { n: 'hai', unit: 'working-day' } } }));
    assert.match(await problems(), /card\.procedure\.json.*\/limits\/online\/n/);
    await write('card.procedure.json', card({ process: 'gone.bpmn' }));
    assert.match(await problems(), /gone\.bpmn is not in the pack/);
    await write('card.procedure.json', '{');
    assert.match(await problems(), /not JSON/);
    await write('card.procedure.json', card({ code: '9.700009', limits: {} }));
    await assert.rejects(load(), error => isAppError(error) && error.code === 'PROCEDURE_INCOMPLETE');
    assert.deepEqual(await listVersions(database.db, '9.700009'), []);
  });
});
