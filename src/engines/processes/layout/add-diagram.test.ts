import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { drawProcess } from '../draw/draw.ts';
import { parseProcess } from '../parse.ts';
import { addDiagram } from './add-diagram.ts';
import { arrangeDiagram } from './arrange-diagram.ts';
import { sketchProcess } from './sketch.ts';

const bare = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" id="d" targetNamespace="x">
  <bpmn:process id="lend" name="Cho mượn" isExecutable="true">
    <bpmn:laneSet id="ls">
      <bpmn:lane id="desk" name="Quầy" fs:role="receiver"><bpmn:flowNodeRef>begin</bpmn:flowNodeRef><bpmn:flowNodeRef>look</bpmn:flowNodeRef><bpmn:flowNodeRef>which</bpmn:flowNodeRef></bpmn:lane>
      <bpmn:lane id="lead" name="Thủ thư" fs:role="leader"><bpmn:flowNodeRef>agree</bpmn:flowNodeRef><bpmn:flowNodeRef>done</bpmn:flowNodeRef></bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="begin" />
    <bpmn:userTask id="look" name="Xem" fs:outcomes="ok,no" />
    <bpmn:exclusiveGateway id="which" default="c" />
    <bpmn:userTask id="agree" name="Đồng ý" />
    <bpmn:endEvent id="done" />
    <bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="look" />
    <bpmn:sequenceFlow id="b" sourceRef="look" targetRef="which" />
    <bpmn:sequenceFlow id="c" sourceRef="which" targetRef="agree" />
    <bpmn:sequenceFlow id="d1" sourceRef="which" targetRef="look"><bpmn:conditionExpression>tasks.look.outcome = "no"</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="e" sourceRef="agree" targetRef="done" />
  </bpmn:process>
</bpmn:definitions>`;

describe('a file without a drawing', () => {
  test('gets one in which every step and flow has its place, and runs as before', async () => {
    const before = (await parseProcess(bare)).graph;
    const xml = await addDiagram(bare);
    const { graph, problems } = await parseProcess(xml);
    assert.deepEqual(problems, []);
    assert.ok(before && graph?.diagram);
    for (const id of graph.nodes.keys()) assert.ok(graph.diagram.boxes.has(id), id);
    for (const id of graph.flows.keys()) assert.ok((graph.diagram.lines.get(id)?.length ?? 0) > 1, id);
    assert.deepEqual(
      graph.lanes.map(l => [l.id, graph.diagram?.boxes.has(l.id)]),
      [
        ['desk', true],
        ['lead', true],
      ],
    );
    assert.deepEqual({ ...graph, diagram: null }, { ...before, diagram: null });
    const [, width = '0'] =
      /bpmnElement="a-end"[\s\S]*?<bpmndi:BPMNLabel>\s*<dc:Bounds [^>]*width="([\d.]+)"/.exec(
        await addDiagram(
          bare
            .replace('id="done"', 'id="a-end" name="Nộp"')
            .replaceAll('>done<', '>a-end<')
            .replace('"done"', '"a-end"'),
        ),
      ) ?? [];
    assert.ok(Number(width) >= 32, `${width}: room for a word of three letters, which is not broken`);
    const [look, agree] = [graph.diagram.boxes.get('look'), graph.diagram.boxes.get('agree')];
    assert.ok(
      look && agree && look.y < agree.y && look.x < agree.x,
      'the second lane lies below, later steps to the right',
    );
  });

  test('that is drawn already, or of which no step can be read, comes back as it is', async () => {
    const xml = await addDiagram(bare);
    assert.equal(await addDiagram(xml), xml);
    for (const nothing of ['<no/>', '', 'nonsense', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'])
      assert.equal(await addDiagram(nothing), nothing);
  });

  test('in which something is wrong is drawn all the same, as far as it can be read', async () => {
    const faulty = bare
      .replace(' fs:role="receiver"', '')
      .replace(/bpmn:userTask id="look" name="Xem" [^/]*/, 'bpmn:scriptTask id="look" name="Xem" ')
      .replace(
        '<bpmn:endEvent',
        '<bpmn:boundaryEvent id="edge" attachedToRef="look"><bpmn:compensateEventDefinition /></bpmn:boundaryEvent><bpmn:complexGateway id="alone" /><bpmn:endEvent',
      )
      .replace(
        '</bpmn:process>',
        '<bpmn:sequenceFlow id="x" sourceRef="agree" targetRef="gone" /></bpmn:process>',
      );
    const before = await parseProcess(faulty);
    assert.equal(before.graph, null);
    const xml = await addDiagram(faulty);
    const sketch = (await sketchProcess(xml)) ?? assert.fail();
    const { boxes, lines } = sketch.diagram ?? assert.fail('there is nothing to draw on');
    for (const id of ['begin', 'look', 'edge', 'which', 'alone', 'agree', 'done', 'desk', 'lead'])
      assert.ok(boxes.has(id), id);
    for (const id of ['a', 'b', 'c', 'd1', 'e']) assert.ok(lines.has(id), id);
    const [look, edge] = [boxes.get('look')!, boxes.get('edge')!];
    assert.ok(edge.x > look.x && edge.x < look.x + look.width, 'an event stays on the edge of its step');
    const faults = ({ problems }: typeof before) => problems.map(p => `${p.element} ${p.code}`).sort();
    assert.deepEqual(faults(await parseProcess(xml)), faults(before), 'no fault is lost on the way');
    assert.match(drawProcess(sketch, null, { lang: 'vi' }), /<svg/);
  });

  // With all ways tried, of which there are more than can be counted, this does not end: 15 KB stopped the server.
  test('draws a file in which everything leads everywhere', async () => {
    const [gateways, flows] = [60, 300];
    const xml = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><process id="p"><startEvent id="s"/><sequenceFlow id="fs" sourceRef="s" targetRef="g0"/>${Array.from(
      { length: gateways },
      (_, i) => `<exclusiveGateway id="g${i}"/>`,
    ).join('')}${Array.from(
      { length: flows },
      (_, i) =>
        `<sequenceFlow id="f${i}" sourceRef="g${i % gateways}" targetRef="g${(i * 7 + (i % 13)) % gateways}"/>`,
    ).join('')}</process></definitions>`;
    const drawn = await addDiagram(xml);
    assert.equal(drawn.match(/<bpmndi:BPMNShape /g)?.length, gateways + 1);
    assert.equal(drawn.match(/<bpmndi:BPMNEdge /g)?.length, flows + 1);
    assert.equal(Object.keys((await arrangeDiagram(xml))?.boxes ?? {}).length, gateways + 1);
  });
});
