import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { migrateState } from '../migrate/migrate.ts';
import type { Model } from '../testing/model.ts';
import { parsed, play } from '../testing/play.ts';
import { progress } from './progress.ts';

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

const none = { form: {}, dossier: {} };

describe('progress', () => {
  it('tells the citizen the step on the main path, and follows a way back', async () => {
    const p = await play(permit);
    const at = () => {
      const { step, total } = progress(p.graph, p.state(), none);
      return `${step}/${total}`;
    };
    assert.equal(at(), '1/4');
    p.done('receive');
    assert.equal(at(), '2/4');
    p.done('check', 'again');
    assert.equal(at(), '1/4');
    p.done('receive');
    p.done('check', 'ok');
    assert.equal(at(), '3/4');
    assert.deepEqual(
      progress(p.graph, p.state(), none).steps.map(s => `${s.name}: ${s.state}`),
      ['Tiếp nhận: done', 'Thẩm định: done', 'Ký duyệt: here', 'Trả kết quả: ahead'],
    );
    p.done('sign');
    p.done('return');
    assert.deepEqual(
      progress(p.graph, p.state(), none).steps.map(s => s.state),
      ['done', 'done', 'done', 'done'],
    );
  });

  it('who has to mend something before a step is made again is at that step, not at the one after it', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user assess',
        'user inspect',
        'exclusive passed',
        'send tell message=m',
        'event-based mending name="Chờ khắc phục"',
        'catch mended message=m',
        'catch silent timer=P60D',
        'user draft',
        'user sign',
        'end e',
      ],
      flows: [
        's > assess',
        'assess > inspect',
        'inspect > passed',
        'passed > tell: tasks.inspect.outcome = "mend"',
        'passed > draft *',
        'tell > mending',
        'mending > mended',
        'mending > silent',
        'mended > inspect',
        'silent > inspect',
        'draft > sign',
        'sign > e',
      ],
    });
    p.done('assess');
    p.done('inspect', 'mend');
    assert.equal(p.at(), 'mending');
    const { step, steps } = progress(p.graph, p.state(), none);
    assert.equal(step, 2);
    assert.equal(steps.find(s => s.state === 'here')?.id, 'inspect');
  });

  it('of parallel branches the one furthest behind counts; off the main path it counts how far it came', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'parallel f',
        'user b',
        'user c',
        'user d',
        'parallel j',
        'user z',
        'end e',
      ],
      flows: ['s > a', 'a > f', 'f > b', 'b > c', 'f > d', 'c > j', 'd > j', 'j > z', 'z > e'],
    });
    p.done('a');
    p.done('b');
    assert.deepEqual(
      [progress(p.graph, p.state(), none).step, progress(p.graph, p.state(), none).total],
      [2, 4],
    );
    p.done('d');
    assert.equal(progress(p.graph, p.state(), none).step, 3);
  });

  it('while branches wait where they meet, nobody is at the step after it', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'parallel f',
        'user b',
        'catch m message=paid',
        'parallel j',
        'user z',
        'end e',
      ],
      flows: ['s > a', 'a > f', 'f > b', 'b > j', 'f > m', 'm > j', 'j > z', 'z > e'],
    });
    const states = () => progress(p.graph, p.state(), none).steps.map(s => `${s.id} ${s.state}`);
    p.done('a');
    assert.deepEqual(states(), ['a done', 'b here', 'z ahead']);
    p.done('b');
    assert.deepEqual(states(), ['a done', 'b done', 'z ahead']);
    assert.equal(progress(p.graph, p.state(), none).step, 2);
  });

  it('branches that run at the same time are told beside each other, each by where it is', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user a',
        'parallel f',
        'user b',
        'user c',
        'user d',
        'parallel f2',
        'user x',
        'user y',
        'parallel j2',
        'parallel j',
        'user z',
        'end e',
      ],
      flows: [
        's > a',
        'a > f',
        'f > b',
        'b > c',
        'c > j',
        'f > d',
        'd > f2',
        'f2 > x',
        'f2 > y',
        'x > j2',
        'y > j2',
        'j2 > j',
        'j > z',
        'z > e',
      ],
    });
    const told = () => {
      const { steps, beside } = progress(p.graph, p.state(), none);
      const line = (list: typeof steps) => list.map(s => `${s.id} ${s.state}`).join(', ');
      return [line(steps), ...beside.flatMap(b => [`${b.from}-${b.to}`, ...b.branches.map(line)])];
    };
    assert.deepEqual(told(), ['a here, b ahead, c ahead, z ahead', '1-3', 'd ahead, x ahead', 'y ahead']);
    p.done('a');
    p.done('b');
    assert.deepEqual(told(), ['a done, b done, c here, z ahead', '1-3', 'd here, x ahead', 'y ahead']);
    p.done('d');
    p.done('y');
    assert.deepEqual(told(), ['a done, b done, c here, z ahead', '1-3', 'd done, x here', 'y done']);
    p.done('x');
    assert.deepEqual(told(), ['a done, b done, c here, z ahead', '1-3', 'd done, x done', 'y done']);
    p.done('c');
    assert.deepEqual(told(), ['a done, b done, c done, z here', '1-3', 'd done, x done', 'y done']);
    p.done('z');
    assert.deepEqual(told(), ['a done, b done, c done, z done', '1-3', 'd done, x done', 'y done']);
  });

  it('inside a sub-process and a called process its own steps and branches are told, each by where its tokens are', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'parallel box/f',
        'user box/b',
        'user box/c',
        'user box/d',
        'parallel box/j',
        'end box/be',
        'call ask calls=asked',
        'user z',
        'end e',
      ],
      flows: [
        's > box',
        'bs > f',
        'f > b',
        'b > c',
        'f > d',
        'c > j',
        'd > j',
        'j > be',
        'box > ask',
        'ask > z',
        'z > e',
      ],
      called: {
        asked: {
          nodes: ['start as', 'user q', 'parallel af', 'user r', 'user t', 'parallel aj', 'end ae'],
          flows: ['as > q', 'q > af', 'af > r', 'af > t', 'r > aj', 't > aj', 'aj > ae'],
        },
      },
    });
    type Line = ReturnType<typeof progress>['steps'];
    const line = (list: Line): string =>
      list
        .map(({ id, state, inside }) => {
          const beside = inside?.beside.map(b => ` | ${b.branches.map(line).join(' | ')}`).join('') ?? '';
          return `${id} ${state}${inside ? ` (${line(inside.steps)}${beside})` : ''}`;
        })
        .join(', ');
    const told = () => {
      const { steps, step, total } = progress(p.graph, p.state(), none);
      return `${step}/${total}: ${line(steps)}`;
    };
    assert.equal(
      told(),
      '1/3: box here (b here, c ahead | d here), ask ahead (q ahead, r ahead | t ahead), z ahead',
    );
    p.done('b');
    p.done('d');
    assert.equal(
      told(),
      '1/3: box here (b done, c here | d done), ask ahead (q ahead, r ahead | t ahead), z ahead',
    );
    p.done('c');
    assert.equal(
      told(),
      '2/3: box done (b done, c done | d done), ask here (q here, r ahead | t ahead), z ahead',
    );
    p.done('q');
    p.done('t');
    assert.equal(
      told(),
      '2/3: box done (b done, c done | d done), ask here (q done, r here | t done), z ahead',
    );
    p.done('r');
    assert.equal(
      told(),
      '3/3: box done (b done, c done | d done), ask done (q done, r done | t done), z here',
    );
  });

  it('a branch that the answers rule out is not told', async () => {
    const p = await play({
      nodes: ['start s', 'user a', 'inclusive f', 'user b', 'user c', 'user d', 'inclusive j', 'end e'],
      flows: ['s > a', 'a > f', 'f > b *', 'b > c', 'c > j', 'f > d: form.more = true', 'd > j', 'j > e'],
    });
    const beside = (more: boolean) =>
      progress(p.graph, p.state(), { form: { more }, dossier: {} }).beside.flatMap(b => b.branches.flat());
    assert.deepEqual(beside(false), []);
    assert.deepEqual(beside(true), [], 'where one of two is chosen, no other runs beside it');
  });
});

describe('progress, by the answers', () => {
  it('what the applicant’s own answers rule out is no step; what an official decides is', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user check',
        'exclusive wanted',
        'user hand',
        'exclusive more',
        'user extra',
        'end e',
      ],
      flows: [
        's > check',
        'check > wanted',
        'wanted > hand: form.way = "paper"',
        'wanted > more *',
        'hand > more',
        'more > extra: tasks.check.outcome = "more"',
        'more > e *',
        'extra > e',
      ],
    });
    const steps = (way: string) =>
      progress(p.graph, p.state(), { form: { way }, dossier: {} }).steps.map(s => `${s.id} ${s.state}`);
    assert.deepEqual(steps('electronic'), ['check here', 'extra ahead']);
    assert.deepEqual(steps('paper'), ['check here', 'hand ahead', 'extra ahead']);
  });
});

describe('moving a running dossier to another version', () => {
  it('keeps its place and outcomes under the names of the new version', async () => {
    const p = await play(permit);
    p.done('receive', 'complete');
    const renamed = await parsed({
      ...permit,
      nodes: permit.nodes.map(n => n.replace('user check', 'user appraise')),
      flows: permit.flows.map(f => f.replace(/\bcheck\b/g, 'appraise')),
      lanes: { ...permit.lanes, officer: ['appraise', 'ok'] },
    });
    const gone = migrateState(p.graph, renamed, p.state());
    assert.deepEqual(gone.problems, [{ token: 2, element: 'check', reason: 'gone' }]);
    assert.equal(gone.state, null);
    const moved = migrateState(p.graph, renamed, p.state(), { elements: { check: 'appraise' } });
    assert.deepEqual(moved.problems, []);
    assert.deepEqual(moved.moved, [{ token: 2, from: 'check', to: 'appraise' }]);
    assert.deepEqual(moved.state?.outcomes, { receive: { outcome: 'complete' } });
    assert.deepEqual(
      moved.commands.map(c => `${c.type} ${c.elementId}`),
      ['cancel-task check', 'create-task appraise'],
    );
  });

  it('changes nothing outside when the element is as it was, and starts a timer that is new', async () => {
    const p = await play(permit);
    p.done('receive');
    assert.deepEqual(migrateState(p.graph, p.graph, p.state()).commands, []);
    const timed = await parsed({
      ...permit,
      nodes: [...permit.nodes, 'boundary late on=check limit="2 working-day" beside=yes'],
      flows: [...permit.flows, 'late > e'],
    });
    assert.deepEqual(
      migrateState(p.graph, timed, p.state()).commands.map(c => `${c.type} ${c.elementId}`),
      ['cancel-task check', 'create-task check', 'start-timer late'],
    );
  });

  it('refuses a place of another kind, and a join whose flow is gone', async () => {
    const fork: Model = {
      nodes: ['start s', 'parallel f', 'user a', 'user b', 'parallel j', 'end e'],
      flows: ['s > f', 'f > a', 'f > b', 'a > j', 'b > j', 'j > e'],
    };
    const p = await play(fork);
    p.done('a');
    const other = await parsed({
      nodes: ['start s', 'parallel f', 'user a', 'user x', 'service b service=y', 'parallel j', 'end e'],
      flows: ['s > f', 'f > a', 'f > b', 'a > x', 'x > j', 'b > j', 'j > e'],
    });
    assert.deepEqual(
      migrateState(p.graph, other, p.state()).problems.map(x => `${x.element} ${x.reason}`),
      ['b other-kind', 'j flow-gone'],
    );
  });
});
