import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseProcess } from '#engines/processes';
import type { Ctx } from '#platform/http';
import type { StaffSite } from '#test/staff-site';
import { begunDraft, type Official } from '../../testing/begun-draft.ts';
import { withFactsSaid } from './rehearsal-facts.ts';
import { answersIn, rehearse } from './rehearse.ts';

describe('procedure design: a process is rehearsed', () => {
  const ROOT = '/can-bo/thu-tuc';
  const CODE = '9.000004';
  const page = `${ROOT}/${CODE}/quy-trinh/chay-thu`;
  let s: StaffSite;
  let an: Official;

  before(async () => {
    ({ s, an } = await begunDraft(CODE, 'standard'));
  });
  after(() => s.close());

  test('step by step to the end, and back where the leader sends it back', async () => {
    const first = await an.visit.open(page);
    assert.match(first.html, /Hồ sơ vừa được nộp/);
    assert.match(first.html, /da-qua=task%3Areceive%3Aforward/);
    const events = ['task:receive:forward', 'task:process:propose', 'task:sign:send-back'];
    const back = await an.visit.open(`${page}?da-qua=${events.join(',')}`);
    assert.match(back.html, /task%3Aprocess%3Apropose%2Ctask%3Asign%3Asend-back%2Ctask%3Aprocess%3Apropose/);
    const all = ['task:receive:forward', 'task:process:propose', 'task:sign:signed', 'task:return:counter'];
    assert.match((await an.visit.open(`${page}?da-qua=${all.join(',')}`)).html, /Quy trình đã kết thúc/);
  });

  test('what cannot happen is left out; nonsense breaks nothing', async () => {
    const seen = await an.visit.open(
      `${page}?da-qua=task:sign:signed,x:y:z,%00&tra-loi=__proto__.a=1%0Aconstructor=2`,
    );
    assert.equal(seen.status, 200);
    assert.match(seen.html, /Hồ sơ vừa được nộp/);
    assert.match((await an.visit.open(`${page}?da-qua=task:receive:burn`)).html, /không có kết quả như vậy/);
  });

  test('a step that asks for facts goes on with them, and says so without', async () => {
    const process = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="t"><process id="p" isExecutable="true"><startEvent id="s"/><userTask id="visit" name="Xem nhà" fs:role="officer" fs:facts="seen:date=Ngày; width:number=Rộng; ready?:yes-no=Xong"/><endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="visit"/><sequenceFlow id="b" sourceRef="visit" targetRef="e"/></process></definitions>`;
    const { graph } = await parseProcess(process);
    assert.ok(graph);
    const without = rehearse(graph, {}, ['task:visit:done']);
    assert.deepEqual([without.taken, without.fault], [0, { reason: 'facts-wrong', element: 'visit' }]);
    const ctx = { req: { query: { buoc: 'visit', 'so-lieu-seen': '20/11/2026', 'so-lieu-width': ' 4.5 ' } } };
    assert.equal(
      withFactsSaid(ctx as unknown as Ctx, graph, 'result.way = post\ntasks.visit.width = 3'),
      'result.way = post\ntasks.visit.seen = 20/11/2026\ntasks.visit.width = 4.5',
    );
    const said = answersIn('tasks.visit.seen = 20/11/2026\ntasks.visit.width = 4.5');
    const run = rehearse(graph, said, ['task:visit:done']);
    assert.deepEqual(run.state.outcomes.visit, {
      outcome: 'done',
      seen: '2026-11-20',
      width: 4.5,
      ready: null,
    });
    assert.equal(run.state.end?.element, 'e');
  });

  test('answers are read as the form would hold them', () => {
    assert.deepEqual(answersIn('form.result.way = counter\nfee = 800000\r\n own.house = true\n???'), {
      result: { way: 'counter' },
      fee: 800_000,
      own: { house: true },
    });
    assert.deepEqual(answersIn('constructor.x = 1'), {});
  });

  test('who may not write procedures is refused', async () => {
    const clerk = await s.official('Sùng A Chứ', s.agencies.bacHa, ['officer']);
    assert.equal((await clerk.visit.open(page)).status, 403);
  });
});
