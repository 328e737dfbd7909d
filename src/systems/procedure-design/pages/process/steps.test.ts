import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcess, processes } from '#engines/processes';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { procedureDesign } from '../../module.ts';
import { kindKeys, stepRows } from './steps.ts';

test('every element that can be read has words for what it is', () => {
  const { texts } = testCtx({ modules: [ui, processes, procedureDesign] });
  for (const lang of ['vi', 'en'] as const) {
    const there = new Set(texts.keys(lang));
    assert.deepEqual(
      kindKeys().filter(key => !there.has(key)),
      [],
      lang,
    );
  }
});

test('the list of steps says who does a step of a called process, and calls what has no name by what it is', async () => {
  const { t } = testCtx({ modules: [ui, processes, procedureDesign] });
  const { sketch } =
    await parseProcess(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="https://fansipan.vn/x">
<process id="p" isExecutable="true"><laneSet id="ls"><lane id="l" name="Phòng Kinh tế" fs:role="officer"><flowNodeRef>c</flowNodeRef></lane></laneSet>
<startEvent id="s"/><callActivity id="c" name="Thẩm định" calledElement="q"/>
<boundaryEvent id="b" attachedToRef="c"><timerEventDefinition fs:limit="1 working-day"/></boundaryEvent><endEvent id="e"/>
<sequenceFlow id="f1" sourceRef="s" targetRef="c"/><sequenceFlow id="f2" sourceRef="c" targetRef="e"/><sequenceFlow id="f3" sourceRef="b" targetRef="e"/></process>
<process id="q"><startEvent id="qs"/><userTask id="one" name="Xem giấy"/><userTask id="two" name="Duyệt" fs:role="leader"/><endEvent id="qe"/>
<sequenceFlow id="g1" sourceRef="qs" targetRef="one"/><sequenceFlow id="g2" sourceRef="one" targetRef="two"/><sequenceFlow id="g3" sourceRef="two" targetRef="qe"/></process></definitions>`);
  assert.ok(sketch);
  const rows = stepRows(t, sketch).map(([name, , who, to]) => `${name} | ${who} | ${to}`);
  assert.deepEqual(rows, [
    'Sự kiện bắt đầu |  | Thẩm định',
    'Thẩm định | Phòng Kinh tế | Sự kiện kết thúc',
    'Hẹn giờ trên bước: Thẩm định |  | Sự kiện kết thúc',
    'Sự kiện kết thúc |  | ',
    'Sự kiện bắt đầu |  | Xem giấy',
    'Xem giấy | Phòng Kinh tế | Duyệt',
    'Duyệt | Lãnh đạo | Sự kiện kết thúc',
    'Sự kiện kết thúc |  | ',
  ]);
});
