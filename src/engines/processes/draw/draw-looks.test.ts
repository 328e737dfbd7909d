import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { migrateState } from '../migrate/migrate.ts';
import type { Model } from '../testing/model.ts';
import { type Play, parsed, play } from '../testing/play.ts';
import { drawProcess } from './draw.ts';
import { looksOf } from './draw-looks.ts';

const asked: Model = {
  nodes: [
    'start s',
    'user receive',
    'send ask message=m',
    'event-based wait',
    'catch answered message=m',
    'catch silent timer=P20D',
    'user verify',
    'user sign outcomes=signed,send-back',
    'exclusive g',
    'end e',
  ],
  flows: [
    's > receive',
    'receive > ask',
    'ask > wait',
    'wait > answered',
    'wait > silent',
    'answered > verify',
    'silent > verify',
    'verify > sign',
    'sign > g',
    'g > verify: tasks.sign.outcome = "send-back"',
    'g > e *',
  ],
};

const gone = (p: Play) => {
  const looks = looksOf(p.graph, p.state());
  return [...p.graph.flows.keys()].filter(id => looks.passed(id)).map(id => id.replace(/^f-/, ''));
};
const done = (p: Play) => {
  const looks = looksOf(p.graph, p.state());
  return [...p.graph.nodes.keys()].filter(id => looks.look(id) === 'done').join(' ');
};

describe('the ways that a dossier has gone', () => {
  it('of two events that may come only the one that came is marked', async () => {
    const p = await play(asked);
    p.done('receive');
    assert.equal(done(p), 's receive ask');
    p.message('m', { outcome: 'single' });
    assert.deepEqual(gone(p), ['s-receive', 'receive-ask', 'ask-wait', 'wait-answered', 'answered-verify']);
    assert.equal(looksOf(p.graph, p.state()).look('silent'), 'ahead');
    const late = await play(asked);
    late.done('receive');
    late.timer('silent');
    assert.deepEqual(gone(late).slice(-2), ['wait-silent', 'silent-verify']);
    assert.equal(looksOf(late.graph, late.state()).look('answered'), 'ahead');
  });

  it('a way back is marked once it was gone, and not before', async () => {
    const p = await play(asked);
    p.done('receive');
    p.message('m');
    p.done('verify');
    assert.ok(!gone(p).includes('g-verify'));
    p.done('sign', 'send-back');
    assert.ok(gone(p).includes('g-verify') && !gone(p).includes('g-e'));
    assert.equal(looksOf(p.graph, p.state()).look('verify'), 'here');
    p.done('verify');
    p.done('sign', 'signed');
    assert.ok(gone(p).includes('g-e'));
    assert.equal(looksOf(p.graph, p.state()).look('e'), 'done');
  });

  it('a step that an event on its edge has interrupted was never done, and its own way on was not gone', async () => {
    const p = await play({
      nodes: ['start s', 'user a', 'boundary late on=a timer=P1D', 'user b', 'end e'],
      flows: ['s > a', 'a > e', 'late > b', 'b > e'],
    });
    p.timer('late');
    assert.equal(done(p), 's late');
    assert.equal(looksOf(p.graph, p.state()).look('a'), 'cut');
    assert.deepEqual(gone(p), ['s-a', 'late-b']);
  });

  it('what the end of everything took away was never done, nor what came after it', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a outcomes=on,stop',
        'user b',
        'exclusive g',
        'end t terminate=yes',
        'parallel j',
        'user sign',
        'end e',
      ],
      flows: [
        's > f',
        'f > a',
        'f > b',
        'a > g',
        'g > t: tasks.a.outcome = "stop"',
        'g > j *',
        'b > j',
        'j > sign',
        'sign > e',
      ],
    });
    p.done('a', 'stop');
    assert.equal(done(p), 's f a g t');
    const { look } = looksOf(p.graph, p.state());
    assert.deepEqual([look('b'), look('sign')], ['cut', 'ahead']);
    assert.match(
      drawProcess(p.graph, p.state(), { lang: 'vi' }),
      /đã xong: a; không làm nữa: b; đã kết thúc/,
    );
  });

  it('a part that ended by an error of its own has come to its end', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'user box/b',
        'end box/be error=x',
        'boundary bad on=box error=x',
        'user mend',
        'end e',
      ],
      flows: ['s > box', 'bs > b', 'b > be', 'box > e', 'bad > mend', 'mend > e'],
    });
    p.done('b');
    assert.equal(looksOf(p.graph, p.state()).look('box'), 'done');
  });

  it('stay with a dossier that moves to another version, under the names there', async () => {
    const p = await play(asked);
    p.done('receive');
    p.message('m');
    const renamed = await parsed({
      nodes: ['user extra', ...asked.nodes.map(n => n.replace('catch answered', 'catch told'))],
      flows: [
        ...asked.flows.map(f => f.replace('answered', 'told').replace('g > e', 'g > extra')),
        'extra > e',
      ],
    });
    const { state } = migrateState(p.graph, renamed, p.state(), { elements: { answered: 'told' } });
    const looks = looksOf(renamed, state);
    assert.deepEqual(
      [...renamed.flows.keys()].filter(id => looks.passed(id)),
      ['f-s-receive', 'f-receive-ask', 'f-ask-wait', 'f-wait-told', 'f-told-verify'],
    );
  });

  it('are concluded for a dossier that began before they were kept', async () => {
    const p = await play(asked);
    p.done('receive');
    p.message('m');
    const { gone: _, ...state } = p.state();
    const looks = looksOf(p.graph, state);
    assert.equal(looks.look('receive'), 'done');
    assert.equal(looks.look('verify'), 'here');
    assert.ok(looks.passed('f-receive-ask'));
    assert.ok(!looks.passed('f-verify-sign'));
  });
});
