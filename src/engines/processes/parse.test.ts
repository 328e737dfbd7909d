import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseProcess } from './parse.ts';
import { describeProblem } from './problems.ts';
import { bpmn, type Model } from './testing/model.ts';

const problems = async (model: Model, options = {}) =>
  (await parseProcess(bpmn(model), options)).problems.map(
    p => `${p.code} ${p.element}${p.detail ? ` ${p.detail}` : ''}`,
  );

const line: Model = { nodes: ['start s', 'user a', 'end e'], flows: ['s > a', 'a > e'] };
const extend = (more: Partial<Model>): Model => ({
  ...line,
  ...more,
  nodes: [...line.nodes, ...(more.nodes ?? [])],
  flows: [...line.flows, ...(more.flows ?? [])],
});

describe('what is refused when a process is read, by name', () => {
  it('accepts a sound process', async () => assert.deepEqual(await problems(line), []));

  const cases: Array<[string, Model, string]> = [
    ['an element that nothing leads to', extend({ nodes: ['user x'], flows: ['x > e'] }), 'unreachable x'],
    [
      'a task without a way on',
      extend({ nodes: ['parallel g', 'user x'], flows: ['a > g', 'g > x', 'g > e'] }),
      'dead-end x',
    ],
    [
      'a circle of tasks with no way out',
      { nodes: ['start s', 'user a', 'user b'], flows: ['s > a', 'a > b', 'b > a'] },
      'dead-end s',
    ],
    [
      'a gateway without a way out',
      { nodes: ['start s', 'exclusive g'], flows: ['s > g'] },
      'gateway-without-way-out g',
    ],
    [
      'a gateway without a default',
      {
        nodes: ['start s', 'exclusive g', 'user a', 'user b', 'end e'],
        flows: ['s > g', 'g > a: form.n > 1', 'g > b: form.n < 1', 'a > e', 'b > e'],
      },
      'gateway-without-default g',
    ],
    [
      'a flow without a condition',
      {
        nodes: ['start s', 'exclusive g', 'user a', 'user b', 'end e'],
        flows: ['s > g', 'g > a *', 'g > b', 'a > e', 'b > e'],
      },
      'flow-without-condition f-g-b g',
    ],
    ['a task in no lane', { ...line, lanes: { officer: ['s'] } }, 'task-without-lane a'],
    ['an unknown target', extend({ flows: ['a > nowhere'] }), 'unknown-reference f-a-nowhere nowhere'],
    [
      'a called process that is not there',
      extend({ nodes: ['call c calls=nope'], flows: ['a > c', 'c > e'] }),
      'unknown-reference c nope',
    ],
    ['a script', extend({ nodes: ['script x'], flows: ['a > x', 'x > e'] }), 'unsupported x ScriptTask'],
    [
      'a start by timer',
      { ...line, nodes: ['start s timer=P1D', 'user a', 'end e'] },
      'unsupported s StartEvent TimerEventDefinition',
    ],
    [
      'FEEL that does not parse',
      extend({ nodes: ['end x'], flows: ['a > x: form.n >'] }),
      'feel-syntax f-a-x',
    ],
    [
      'FEEL with two signs of comparison, which would never be true',
      extend({ nodes: ['end x'], flows: ['a > x: form.n == 3'] }),
      'feel-two-signs f-a-x form.n == 3',
    ],
    [
      'a condition on an outcome that its step has not',
      extend({
        nodes: ['user v outcomes=signed,send-back', 'exclusive g', 'end e2'],
        flows: ['a > v', 'v > g', 'g > e: tasks.v.outcome in ("signed", "sent-back")', 'g > e2 *'],
      }),
      'feel-unknown-outcome f-g-e tasks.v.outcome = "sent-back"',
    ],
    [
      'a condition on an answer that its question does not offer',
      extend({
        nodes: ['send q message=m outcomes=yes,no', 'catch w message=m', 'exclusive g', 'end e2'],
        flows: ['a > q', 'q > w', 'w > g', 'g > e: "maybe" = tasks.w.outcome', 'g > e2 *'],
      }),
      'feel-unknown-outcome f-g-e tasks.w.outcome = "maybe"',
    ],
    [
      'FEEL of an unknown task',
      extend({ nodes: ['end x'], flows: ['a > x: tasks.zz.outcome = "y"'] }),
      'feel-unknown-name f-a-x tasks.zz.outcome',
    ],
    [
      'FEEL of a bare name',
      extend({ nodes: ['end x'], flows: ['a > x: amount > 3'] }),
      'feel-unknown-name f-a-x amount',
    ],
    [
      'FEEL that reads the clock',
      extend({ nodes: ['end x'], flows: ['a > x: today() > date("2026-01-01")'] }),
      'feel-clock f-a-x',
    ],
    [
      'an endless loop without a task',
      {
        nodes: ['start s', 'exclusive m', 'exclusive g', 'end e'],
        flows: ['s > m', 'm > g', 'g > m: form.n > 1', 'g > e *'],
      },
      'endless-loop m m → g',
    ],
    [
      'a timer that is none',
      extend({ nodes: ['catch t timer=3days'], flows: ['a > t', 't > e'] }),
      'bad-timer t 3days',
    ],
    [
      'a cycle of no span',
      extend({ nodes: ['catch t cycle="R3/soon"'], flows: ['a > t', 't > e'] }),
      'bad-timer t R3/soon',
    ],
    [
      'a service without a name',
      extend({ nodes: ['service v'], flows: ['a > v', 'v > e'] }),
      'service-missing v',
    ],
    [
      'a share beyond the whole',
      { ...line, nodes: ['start s', 'user a share=140%', 'end e'] },
      'bad-share a 140%',
    ],
    [
      'a fact of no known kind',
      { ...line, nodes: ['start s', 'user a facts=area:acre=Area', 'end e'] },
      'bad-facts a area:acre=Area',
    ],
    [
      'bounds that a fact of its kind has not',
      { ...line, nodes: ['start s', 'user a facts=area:text(1..5)=Area', 'end e'] },
      'bad-facts a area:text(1..5)=Area',
    ],
    [
      'a personal number of a whom that is no place among answers',
      { ...line, nodes: ['start s', 'user a facts=number:personal-number(12..12)=Number', 'end e'] },
      'bad-facts a number:personal-number(12..12)=Number',
    ],
    [
      'a fact to be said with an outcome that there is not',
      { ...line, nodes: ['start s', 'user a outcomes=pass,mend facts=faults@fail:lines=Faults', 'end e'] },
      'bad-facts a faults@fail:lines=Faults',
    ],
    [
      'a condition of what has to be said anyway',
      { ...line, nodes: ['start s', 'user a facts=area:number=Area when="area: form.n = 1"', 'end e'] },
      'bad-when a area: form.n = 1',
    ],
    [
      'a condition of neither an outcome nor a fact',
      { ...line, nodes: ['start s', 'user a outcomes=pass,mend when="fail: form.n = 1"', 'end e'] },
      'bad-when a fail: form.n = 1',
    ],
    [
      'a condition of an outcome that does not parse',
      { ...line, nodes: ['start s', 'user a outcomes=pass,mend when="pass: form.n >"', 'end e'] },
      'feel-syntax a form.n >',
    ],
    [
      'facts of a step of signing',
      { ...line, nodes: ['start s', 'user a act=sign facts=area:number=Area', 'end e'] },
      'bad-facts a area:number=Area',
    ],
    [
      'a condition that reads what its step does not say',
      extend({
        nodes: ['user v facts=area:number=Area', 'exclusive g', 'end e2'],
        flows: ['a > v', 'v > g', 'g > e: tasks.v.height > 3', 'g > e2 *'],
      }),
      'feel-unknown-name f-g-e tasks.v.height',
    ],
    ['two plain starts', extend({ nodes: ['start s2'], flows: ['s2 > a'] }), 'many-starts main'],
    ['a second element of the same id', extend({ nodes: ['user a'] }), 'duplicate-id'],
    [
      'an event gateway that leads to a task',
      extend({
        nodes: ['event-based g', 'user x', 'catch t timer=P1D'],
        flows: ['a > g', 'g > x', 'g > t', 'x > e', 't > e'],
      }),
      'event-gateway-target g x',
    ],
    [
      'a process that calls itself',
      extend({
        nodes: ['call c calls=other'],
        flows: ['a > c', 'c > e'],
        called: {
          other: { nodes: ['start os', 'call oc calls=other', 'end oe'], flows: ['os > oc', 'oc > oe'] },
        },
      }),
      'calls-itself oc other',
    ],
    [
      'an error event on a task of people',
      extend({ nodes: ['boundary b on=a error=*'], flows: ['b > e'] }),
      'error-not-thrown b a',
    ],
  ];
  for (const [what, model, expected] of cases) {
    it(what, async () => {
      const found = await problems(model);
      assert.ok(
        found.some(f => f.startsWith(expected)),
        `${expected} not in ${JSON.stringify(found)}`,
      );
    });
  }

  it('reads only fields that the form has, when it is told them', async () => {
    const model = extend({
      nodes: ['end x'],
      flows: ['a > x: form.child.name = "A" and form.child.weight > 3'],
    });
    assert.deepEqual(await problems(model, { fields: ['child.name', 'child.birth'] }), [
      'feel-unknown-name f-a-x form.child.weight',
    ]);
    assert.deepEqual(await problems(model), []);
  });

  it('knows names that an expression introduces itself', async () => {
    const model = extend({
      nodes: ['end x'],
      flows: ['a > x: some p in form.papers satisfies p.copies > 1 or count(form.papers[original > 0]) > 2'],
    });
    assert.deepEqual(await problems(model, { fields: ['papers'] }), []);
  });

  it('says it in both languages, naming the element', async () => {
    const { problems } = await parseProcess(
      bpmn(extend({ nodes: ['user x name="Thẩm tra"'], flows: ['x > e'] })),
    );
    const [first] = problems;
    assert.ok(first);
    assert.match(describeProblem(first, 'vi'), /“Thẩm tra” \(x\).*Nối phần tử này/);
    assert.match(describeProblem(first, 'en'), /No way leads to “Thẩm tra”/);
  });
});

describe('files that may not be read', () => {
  const codes = async (xml: string) => (await parseProcess(xml)).problems.map(p => p.code);

  it('refuses an XML bomb, unread', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${bpmn(line)}`;
    assert.deepEqual(await codes(bomb), ['doctype']);
    assert.deepEqual(await codes(bomb.toLowerCase().replace('doctype', 'dOcTyPe')), ['doctype']);
  });
  it('refuses what is too large or too deep', async () => {
    assert.deepEqual(await codes(bpmn(line) + ' '.repeat(1_000_000)), ['too-large']);
    assert.deepEqual(await codes('<a>'.repeat(100)), ['too-deep']);
    assert.deepEqual(await codes('<a/>'.repeat(30_000)), ['too-large']);
    const long = (steps: number) =>
      `<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><b:process id="p">${Array.from(
        { length: steps },
        (_, i) => `<b:task id="t${i}"/><b:sequenceFlow id="f${i}" sourceRef="t${i}" targetRef="t${i + 1}"/>`,
      ).join('')}<b:task id="t${steps}"/></b:process></b:definitions>`;
    // So long a row of steps went beyond the stack of calls; looking for a place for each took half a minute before that.
    assert.deepEqual(await codes(long(4_000)), ['too-many']);
    assert.doesNotMatch((await codes(long(300))).join(), /too-many/);
  });
  it('refuses what is no BPMN', async () => {
    for (const xml of ['', 'quy trình', '<html><p/></html>', bpmn(line).slice(0, 500)]) {
      assert.deepEqual(await codes(xml), ['not-bpmn']);
    }
    const { problems } = await parseProcess('quy trình');
    assert.match(problems.map(p => describeProblem(p, 'vi')).join(), /không đúng dạng BPMN 2\.0 từ dòng 1\./);
    const empty = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d"/>';
    assert.deepEqual(await codes(empty), ['no-process']);
  });
});

describe('files of other modellers', () => {
  it('reads prefixes, DI, pools, notes and foreign extensions', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn2:definitions xmlns:bpmn2="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
  xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:f="https://fansipan.vn/bpmn" id="D" targetNamespace="t" exporter="Camunda Modeler">
  <bpmn2:collaboration id="C"><bpmn2:participant id="P1" processRef="main"/><bpmn2:participant id="P2" name="Người dân"/>
    <bpmn2:messageFlow id="MF" sourceRef="P2" targetRef="a"/></bpmn2:collaboration>
  <bpmn2:process id="main" isExecutable="true">
    <bpmn2:laneSet><bpmn2:lane id="L" name="Phòng" f:role="officer" f:level="commune" f:agency="land-office"><bpmn2:flowNodeRef>s</bpmn2:flowNodeRef><bpmn2:flowNodeRef>a</bpmn2:flowNodeRef><bpmn2:flowNodeRef>e</bpmn2:flowNodeRef></bpmn2:lane></bpmn2:laneSet>
    <bpmn2:startEvent id="s"><bpmn2:outgoing>f1</bpmn2:outgoing></bpmn2:startEvent>
    <bpmn2:task id="a" name="Thẩm định"><bpmn2:extensionElements><zeebe:taskDefinition type="x"/></bpmn2:extensionElements><bpmn2:incoming>f1</bpmn2:incoming><bpmn2:outgoing>f2</bpmn2:outgoing></bpmn2:task>
    <bpmn2:endEvent id="e"/><bpmn2:sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
    <bpmn2:sequenceFlow id="f2" sourceRef="a" targetRef="e"><bpmn2:conditionExpression xsi:type="bpmn2:tFormalExpression" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">=true</bpmn2:conditionExpression></bpmn2:sequenceFlow>
    <bpmn2:sequenceFlow id="f3" sourceRef="a" targetRef="e"/>
    <bpmn2:dataObjectReference id="dor" dataObjectRef="do"/><bpmn2:dataObject id="do"/>
    <bpmn2:textAnnotation id="ta"><bpmn2:text>ghi chú</bpmn2:text></bpmn2:textAnnotation><bpmn2:association id="as" sourceRef="a" targetRef="ta"/>
  </bpmn2:process>
  <bpmndi:BPMNDiagram id="BD"><bpmndi:BPMNPlane id="BP" bpmnElement="C">
    <bpmndi:BPMNShape id="sh1" bpmnElement="a"><dc:Bounds x="200" y="80" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="ed1" bpmnElement="f1"><di:waypoint x="150" y="120"/><di:waypoint x="200" y="120"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn2:definitions>`;
    const { graph, problems } = await parseProcess(xml);
    assert.deepEqual(problems, []);
    assert.deepEqual(graph?.nodes.get('a')?.lane, {
      id: 'L',
      name: 'Phòng',
      role: 'officer',
      level: 'commune',
      agencyKind: 'land-office',
      area: null,
    });
    assert.deepEqual(graph?.diagram?.boxes.get('a'), { x: 200, y: 80, width: 100, height: 80 });
  });

  it('takes a called process from another file', async () => {
    const ask = bpmn({ id: 'ask', nodes: ['start as', 'user q', 'end ae'], flows: ['as > q', 'q > ae'] });
    const other = (await parseProcess(ask)).graph;
    assert.ok(other);
    const library = new Map([['ask', other]]);
    const { graph, problems } = await parseProcess(
      bpmn(extend({ nodes: ['call c calls=ask'], flows: ['a > c', 'c > e'] })),
      { library },
    );
    assert.deepEqual(problems, []);
    assert.equal(graph?.nodes.get('q')?.scope, 'ask');
  });
});
