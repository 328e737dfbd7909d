import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Box, Graph, Point } from '../graph.ts';
import { parseProcess } from '../parse.ts';
import { block, write } from '../testing/blocks.ts';
import { bpmn, type Model } from '../testing/model.ts';
import { parsed } from '../testing/play.ts';
import { addDiagram } from './add-diagram.ts';
import { layOut } from './layout.ts';
import { placeWords } from './place-words.ts';
import { type Layout, NAME_HEIGHT, shown } from './shown.ts';

// As in the certificate of marital status: who lived nowhere else is not asked about, who wants no paper is handed none.
const marital: Model = {
  nodes: [
    'start s',
    'user receive',
    'exclusive elsewhere name="Từng cư trú nơi khác?"',
    'send ask name="Hỏi nơi cư trú trước đây" message=m',
    'event-based wait name="Chờ trả lời"',
    'catch answered name="Có trả lời" message=m',
    'catch silent name="Quá 20 ngày" timer=P20D',
    'user verify',
    'user sign',
    'exclusive signed name="Đã ký?"',
    'exclusive paper name="Nhận bản giấy?"',
    'user hand',
    'end done name="Đã trả"',
    'end sent name="Đã gửi"',
    'boundary late name="Nhắc" on=verify limit="2 working-day" beside=yes',
    'end told name="Đã nhắc"',
  ],
  flows: [
    's > receive',
    'receive > elsewhere',
    'elsewhere > ask: form.elsewhere = true',
    'elsewhere > verify *',
    'ask > wait',
    'wait > answered',
    'wait > silent',
    'answered > verify',
    'silent > verify',
    'verify > sign',
    'late > told',
    'sign > signed',
    'signed > verify: tasks.sign.outcome = "back"',
    'signed > paper *',
    'paper > hand: form.paper = true',
    'paper > sent *',
    'hand > done',
  ],
};
const NAMES: Record<string, string> = {
  'f-elsewhere-ask': 'Có',
  'f-elsewhere-verify': 'Không',
  'f-signed-verify': 'Trả lại để sửa',
  'f-signed-paper': 'Đã ký',
  'f-paper-hand': 'Có',
  'f-paper-sent': 'Không',
};

const named = (xml: string) =>
  Object.entries(NAMES).reduce(
    (text, [id, name]) => text.replace(`id="${id}"`, `id="${id}" name="${name}"`),
    xml,
  );

const read = async (xml: string): Promise<Graph> => {
  const { graph, problems } = await parseProcess(xml);
  assert.deepEqual(problems, []);
  return graph as Graph;
};

const pieces = (line: readonly Point[]): Box[] =>
  line.slice(1).map((b, i) => {
    const a = line[i] ?? b;
    return {
      x: Math.min(a.x, b.x),
      y: Math.min(a.y, b.y),
      width: Math.abs(a.x - b.x),
      height: Math.abs(a.y - b.y),
    };
  });

const meet = (a: Box, b: Box, by = 0.5): boolean =>
  a.x < b.x + b.width - by &&
  b.x + by < a.x + a.width &&
  a.y < b.y + b.height - by &&
  b.y + by < a.y + a.height;

/** Lines that run through a box, by flow and element. */
const through = (graph: Graph, layout: Layout): string[] =>
  [...layout.lines].flatMap(([flow, line]) =>
    shown(graph).flatMap(({ id }) => {
      const box = layout.boxes.get(id) as Box;
      const thick = pieces(line).map(p => ({
        x: p.x - 0.1,
        y: p.y - 0.1,
        width: p.width + 0.2,
        height: p.height + 0.2,
      }));
      return thick.some(p => meet(p, box)) ? [`${flow} through ${id}`] : [];
    }),
  );

/** Names of branches that lie nearer to another flow's line than to their own. */
function misplaced(graph: Graph, layout: Layout): string[] {
  const words = placeWords(graph, layout).flows;
  const away = (box: Box, line: readonly Point[]) =>
    Math.min(
      ...pieces(line).map(p =>
        Math.hypot(
          Math.max(0, p.x - box.x - box.width, box.x - p.x - p.width),
          Math.max(0, p.y - box.y - box.height, box.y - p.y - p.height),
        ),
      ),
    );
  return [...words].flatMap(([id, { box }]) => {
    const own = away(box, layout.lines.get(id) ?? []);
    const other = [...layout.lines]
      .filter(([o, line]) => o !== id && away(box, line) < own - 0.01)
      .map(([o]) => o);
    return own > 8 ? [`${id} away from its line`] : other.map(o => `${id} on ${o}`);
  });
}

/** Words that cover an element or other words. */
function covering(graph: Graph, layout: Layout): string[] {
  const { nodes, flows } = placeWords(graph, layout);
  const all = [...nodes, ...flows];
  return all.flatMap(([id, { box }], i) => [
    ...shown(graph).flatMap(n => (meet(box, layout.boxes.get(n.id) as Box) ? [`${id} over ${n.id}`] : [])),
    ...all
      .slice(i + 1)
      .flatMap(([other, words]) => (meet(box, words.box) ? [`${id} over words of ${other}`] : [])),
  ]);
}

describe('a drawing that is made', () => {
  it('leads what passes steps by around them, with each branch’s name on its own line', async () => {
    const graph = await read(named(bpmn(marital)));
    const layout = layOut(graph);
    assert.deepEqual(through(graph, layout), []);
    assert.deepEqual(misplaced(graph, layout), []);
    assert.deepEqual(covering(graph, layout), []);
    assert.equal(placeWords(graph, layout).flows.size, Object.keys(NAMES).length);
    // The same in the file that editors open.
    const drawn = await read(await addDiagram(named(bpmn(marital))));
    assert.deepEqual(through(drawn, layOut(drawn)), []);
    assert.deepEqual(misplaced(drawn, layOut(drawn)), []);
  });

  it('has an event on the edge of the step that it interrupts, with its name', async () => {
    const graph = await parsed(marital);
    const { boxes } = layOut(graph);
    const [event, host] = [boxes.get('late') as Box, boxes.get('verify') as Box];
    assert.equal(event.y + event.height / 2, host.y + host.height);
    assert.ok(event.x > host.x && event.x + event.width < host.x + host.width);
    assert.ok(placeWords(graph, layOut(graph)).nodes.has('late'));
  });

  it('leaves the upper edge of a lane to the lane’s name', async () => {
    const graph = await parsed({
      ...marital,
      lanes: { receiver: ['s', 'receive', 'hand'], officer: ['verify'], leader: ['sign'] },
    });
    const { boxes, bands } = layOut(graph);
    assert.equal(bands.length, 3);
    for (const band of bands)
      for (const { id } of shown(graph)) {
        const strip = { ...band.box, height: NAME_HEIGHT };
        assert.ok(!meet(strip, boxes.get(id) as Box), `${id} under the name of ${band.name}`);
      }
  });

  it('of any process leads no line through a step', () =>
    fc.assert(
      fc.asyncProperty(block, async root => {
        const graph = await parsed(write(root));
        const layout = layOut(graph);
        assert.deepEqual(through(graph, layout), []);
        for (const id of layout.lines.keys()) assert.ok((layout.lines.get(id)?.length ?? 0) > 1, id);
      }),
      { numRuns: 25 },
    ));
});

describe('a drawing of another modeller', () => {
  it('gets room for a lane’s name where steps begin at its upper edge; lines stay with their steps', async () => {
    const lane = (id: string, steps: string[]) =>
      `<lane id="${id}" name="Phòng ${id}" fs:role="officer">${steps.map(s => `<flowNodeRef>${s}</flowNodeRef>`).join('')}</lane>`;
    const shape = (of: string, x: number, y: number, width: number, height: number) =>
      `<di:BPMNShape id="${of}-s" bpmnElement="${of}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></di:BPMNShape>`;
    const edge = (of: string, ...points: [number, number][]) =>
      `<di:BPMNEdge id="${of}-e" bpmnElement="${of}">${points.map(([x, y]) => `<w:waypoint x="${x}" y="${y}"/>`).join('')}</di:BPMNEdge>`;
    const graph =
      await read(`<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:fs="https://fansipan.vn/bpmn" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:w="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="x">
<process id="p" isExecutable="true"><laneSet id="ls">${lane('one', ['s', 'a'])}${lane('two', ['b', 'e'])}</laneSet>
<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>
<sequenceFlow id="sa" sourceRef="s" targetRef="a"/><sequenceFlow id="ab" sourceRef="a" targetRef="b"/><sequenceFlow id="be" sourceRef="b" targetRef="e"/></process>
<di:BPMNDiagram id="D"><di:BPMNPlane id="P" bpmnElement="p">${shape('one', 0, 0, 500, 80)}${shape('two', 0, 80, 500, 80)}
${shape('s', 40, 22, 36, 36)}${shape('a', 110, 5, 100, 70)}${shape('b', 250, 82, 100, 70)}${shape('e', 400, 99, 36, 36)}
${edge('sa', [76, 40], [110, 40])}${edge('ab', [210, 40], [230, 40], [230, 117], [250, 117])}${edge('be', [350, 117], [400, 117])}</di:BPMNPlane></di:BPMNDiagram></definitions>`);
    const { boxes, bands, lines } = layOut(graph);
    for (const [lane, step] of [
      [0, 'a'],
      [1, 'b'],
    ] as const) {
      const [band, box] = [bands[lane]?.box as Box, boxes.get(step) as Box];
      assert.ok(box.y - band.y >= NAME_HEIGHT - 0.5, `room above ${step}`);
      assert.ok(box.y + box.height <= band.y + band.height + 0.5, `${step} stays in its lane`);
    }
    const b = boxes.get('b') as Box;
    assert.equal(lines.get('ab')?.at(-1)?.y, b.y + 35, 'the line still ends at the middle of its step');
  });
});
