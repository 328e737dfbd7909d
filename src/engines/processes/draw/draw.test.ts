import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Model } from '../testing/model.ts';
import { parsed, play } from '../testing/play.ts';
import { drawProcess } from './draw.ts';

const permit: Model = {
  nodes: [
    'start s',
    'user receive name="Tiếp nhận"',
    'user check name="Thẩm định"',
    'exclusive ok',
    'user sign name="Ký duyệt"',
    'user return name="Trả kết quả"',
    'user refuse name="Trả lại"',
    'end e',
  ],
  flows: [
    's > receive',
    'receive > check',
    'check > ok',
    'ok > sign *',
    'ok > refuse: tasks.check.outcome = "refuse"',
    'ok > receive: tasks.check.outcome = "again"',
    'sign > return',
    'return > e',
    'refuse > e',
  ],
  lanes: { receiver: ['s', 'receive', 'return', 'refuse', 'e'], officer: ['check', 'ok'], leader: ['sign'] },
};

describe('the drawing', () => {
  it('marks the place and says the same in words, in both languages', async () => {
    const p = await play(permit);
    p.done('receive');
    const svg = drawProcess(p.graph, p.state(), { lang: 'vi', notes: { check: 'từ 19/11 08:30' } });
    assert.match(
      svg,
      /aria-label="Quy trình main: đã xong: Tiếp nhận; đang ở: Thẩm định; chưa tới: Ký duyệt/,
    );
    assert.equal(svg.match(/Đang ở đây/g)?.length, 1);
    assert.match(svg, /từ 19\/11 08:30/);
    assert.doesNotMatch(svg, /style=|<script|NaN|undefined/);
    assert.doesNotMatch(svg, /dasharray/, 'a dashed line is a message in BPMN');
    assert.match(drawProcess(p.graph, p.state(), { lang: 'en' }), /You are here/);
    assert.match(drawProcess(p.graph, null, { lang: 'en' }), /not started/);
  });

  it('has the names of branches, gateways and ends, and those of lanes in a picture that stays while it scrolls', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a name="Ký"',
        'exclusive g name="Đã ký?"',
        'user b name="Sửa"',
        'end e name="Đã trả"',
      ],
      flows: ['s > a', 'a > g', 'g > b: tasks.a.outcome = "no"', 'g > e *', 'b > a'],
      lanes: { leader: ['s', 'a', 'g', 'e'], officer: ['b'] },
    });
    const flows = [...p.graph.flows.values()].map(f =>
      f.from === 'g' ? { ...f, name: `Nhánh ${f.to}` } : f,
    );
    const graph = { ...p.graph, flows: new Map(flows.map(f => [f.id, f])) };
    const drawn = drawProcess(graph, p.state(), { lang: 'vi' });
    for (const words of ['Đã ký?', 'Nhánh b', 'Nhánh e', 'Đã trả'])
      assert.ok(drawn.includes(`>${words}<`), words);
    const [picture = '', lanes = ''] = drawn.split('class="lanes"');
    assert.match(lanes, />leader<[\s\S]*>officer</);
    assert.doesNotMatch(picture, />leader</);
    const [, least, width] = /width="(\d+)" height="0"[\s\S]*?class="flow" width="(\d+)"/.exec(picture) ?? [];
    assert.equal(least, width, 'it does not shrink with its frame: its small words are of 12 pixels');
  });

  it('begins where one is, and near its beginning where that is in sight', async () => {
    const steps = ['a', 'b', 'c', 'd', 'e'];
    const p = await play({
      nodes: ['start s', ...steps.map(id => `user ${id}`), 'end z'],
      flows: ['s > a', 'a > b', 'b > c', 'c > d', 'd > e', 'e > z'],
      lanes: { officer: ['s', ...steps, 'z'] },
    });
    const at = () =>
      /class="here"[^>]*><svg width="([\d.]+)%"/.exec(drawProcess(p.graph, p.state(), { lang: 'vi' }))?.[1];
    assert.ok(
      Number(at() ?? 0) < 15,
      'no more than its first step needs to stand behind the names of lanes, whole',
    );
    for (const id of steps.slice(0, 4)) p.done(id);
    assert.ok(Number(at()) > 30 && Number(at()) < 80, String(at()));
  });

  it('that is wide stands on paper in pieces that can be read, the whole of it; a narrow one as it is', async () => {
    const line = (n: number): Model => {
      const ids = Array.from({ length: n }, (_, i) => `t${i}`);
      const all = ['s', ...ids, 'z'];
      return {
        nodes: ['start s', ...ids.map(id => `user ${id}`), 'end z'],
        flows: all.slice(1).map((id, i) => `${all[i]} > ${id}`),
      };
    };
    const drawn = drawProcess(await parsed(line(14)), null, { lang: 'vi' });
    const width = Number(/viewBox="0 0 (\d+)/.exec(drawn)?.[1]);
    const [, paper = ''] = drawn.split('class="printed"');
    const pieces = [...paper.matchAll(/viewBox="(\d+) 0 (\d+)/g)].map(m => [
      Number(m[1]),
      Number(m[1]) + Number(m[2]),
    ]);
    assert.ok(pieces.length > 2);
    assert.equal(pieces[0]?.[0], 0);
    assert.ok((pieces.at(-1)?.[1] ?? 0) >= width, 'to its end');
    for (const [i, [from = 0]] of pieces.entries())
      if (i) assert.ok(from < (pieces[i - 1]?.[1] ?? 0), 'without a gap');
    assert.doesNotMatch(drawProcess(await parsed(line(2)), null, { lang: 'vi' }), /class="printed"/);
  });

  it('escapes names', async () => {
    const graph = await parsed({
      nodes: ['start s', 'user a name="<b>&x"', 'end e'],
      flows: ['s > a', 'a > e'],
    });
    assert.doesNotMatch(drawProcess(graph, null, { lang: 'vi' }), /<b>/);
  });
});

describe('a box that is closed', () => {
  it('has its plus, and says at which step inside it one is, however deep', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box name="Thẩm định chung"',
        'start box/bs',
        'call box/more name="Thẩm định sâu" calls=deep',
        'end box/be',
        'user a name="Ký"',
        'end e',
      ],
      flows: ['s > box', 'bs > more', 'more > be', 'box > a', 'a > e'],
      called: {
        deep: {
          nodes: ['start ds', 'user look name="Xem tại chỗ"', 'end de'],
          flows: ['ds > look', 'look > de'],
        },
      },
    });
    const inside = drawProcess(p.graph, p.state(), { lang: 'vi' });
    assert.match(inside, />Đang ở đây: Xem tại chỗ</);
    assert.match(inside, /đang ở: Thẩm định chung \(Xem tại chỗ\)/);
    assert.equal(inside.match(/class="more-inside"/g)?.length, 1);
    p.done('look');
    assert.match(drawProcess(p.graph, p.state(), { lang: 'vi' }), />Đang ở đây</);
  });
});
