import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Model } from '../testing/model.ts';
import { type Play, play } from '../testing/play.ts';
import { progress } from './progress.ts';

const none = { form: {}, dossier: {} };

describe('progress, of what was never done', () => {
  const two: Model = {
    nodes: [
      'start s',
      'parallel f',
      'user one outcomes=on,stop',
      'user two',
      'boundary late on=two timer=PT1M',
      'user instead',
      'exclusive g',
      'end t terminate=yes',
      'exclusive m',
      'parallel j',
      'user sign',
      'user hand',
      'end e',
    ],
    flows: [
      's > f',
      'f > one',
      'f > two',
      'one > g',
      'g > t: tasks.one.outcome = "stop"',
      'g > j *',
      'two > m',
      'late > instead',
      'instead > m',
      'm > j',
      'j > sign',
      'sign > hand',
      'hand > e',
    ],
  };
  const told = (p: Play) => {
    const { steps, beside, step, total } = progress(p.graph, p.state(), none);
    const line = (list: typeof steps) => list.map(s => `${s.id} ${s.state}`).join(', ');
    return [`${step}/${total}`, line(steps), ...beside.flatMap(b => b.branches.map(line))].join(' | ');
  };

  it('what a timer took away is told as that, and what it may bring is no step before it does', async () => {
    const p = await play(two);
    assert.equal(told(p), '1/3 | one here, sign ahead, hand ahead | two here');
    p.timer('late');
    assert.equal(told(p), '1/4 | two cut, instead here, sign ahead, hand ahead | one here');
    p.done('instead');
    p.done('one', 'on');
    assert.equal(told(p), '3/4 | two cut, instead done, sign here, hand ahead | one done');
  });

  it('after an end of everything nothing is done that nobody did', async () => {
    const p = await play(two);
    p.timer('late');
    p.done('one', 'stop');
    assert.ok(p.state().end);
    assert.equal(told(p), '2/2 | two cut, instead cut | one done');
  });

  it('a step that an event has made beside another is told with that one, and holds up nothing', async () => {
    const p = await play({
      nodes: [
        'start s',
        'user check',
        'boundary slow on=check timer=PT1M beside=yes',
        'user look',
        'end seen',
        'user sign',
        'end e',
      ],
      flows: ['s > check', 'check > sign', 'sign > e', 'slow > look', 'look > seen'],
    });
    const told = () => {
      const { steps, step, total } = progress(p.graph, p.state(), none);
      const line = (list: typeof steps): string =>
        list.map(s => `${s.id} ${s.state}${s.aside ? ` (${line(s.aside)})` : ''}`).join(', ');
      return `${step}/${total} ${line(steps)}`;
    };
    assert.equal(told(), '1/2 check here, sign ahead');
    p.timer('slow');
    assert.equal(told(), '1/2 check here (look here), sign ahead');
    p.done('check');
    assert.equal(told(), '2/2 check done (look here), sign here');
    p.done('sign');
    assert.equal(told(), '2/2 check done (look here), sign done');
    p.done('look');
    assert.equal(told(), '2/2 check done (look done), sign done');
  });

  it('who waits under a name is there, not at the step after it', async () => {
    const p = await play({
      nodes: ['start s', 'user ask', 'catch answer message=m', 'user sign', 'end e'],
      flows: ['s > ask', 'ask > answer', 'answer > sign', 'sign > e'],
    });
    p.done('ask');
    assert.equal(told(p), '2/3 | ask done, answer here, sign ahead');
  });
});
