import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from '../testing/play.ts';
import { stop } from './step.ts';

describe('ends', () => {
  it('terminate ends the other branches and calls off what they wait for', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a',
        'user b',
        'boundary t on=b timer=P3D',
        'end stop terminate=yes result=refused',
        'end e',
      ],
      flows: ['s > f', 'f > a', 'f > b', 'a > stop', 'b > e', 't > e'],
    });
    p.done('a');
    assert.deepEqual(p.commands().slice(3), ['cancel-task b', 'cancel-timer t', 'end stop refused']);
    assert.deepEqual(p.state().tokens, []);
  });

  it('terminate inside a sub-process ends only that', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'parallel box/f',
        'user box/a',
        'user box/b',
        'end box/bt terminate=yes',
        'end box/be',
        'user after',
        'end e',
      ],
      flows: ['s > box', 'bs > f', 'f > a', 'f > b', 'a > bt', 'b > be', 'box > after', 'after > e'],
    });
    assert.equal(p.at(), 'box a b');
    p.done('a');
    assert.equal(p.at(), 'after');
    assert.ok(p.commands().includes('cancel-task b'));
  });

  it('an error in a sub-process leaves by the boundary event that names it, else by the one for any', async () => {
    const model = (code: string) => ({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'user box/a',
        `end box/be error=${code}`,
        'boundary named on=box error=refused',
        'boundary any on=box error=*',
        'user x',
        'user y',
        'end e',
      ],
      flows: ['s > box', 'bs > a', 'a > be', 'box > e', 'named > x', 'any > y', 'x > e', 'y > e'],
    });
    const named = await play(model('refused'));
    named.done('a');
    assert.equal(named.at(), 'x');
    const any = await play(model('other'));
    any.done('a');
    assert.equal(any.at(), 'y');
  });

  it('an error that nothing catches ends the process with it', async () => {
    const p = await play({
      nodes: ['start s', 'parallel f', 'user a', 'user b', 'end bad error=fraud', 'end e'],
      flows: ['s > f', 'f > a', 'f > b', 'a > bad', 'b > e'],
    });
    p.done('a');
    assert.deepEqual(p.state().end, { element: 'bad', result: 'error', error: 'fraud' });
    assert.ok(p.commands().includes('cancel-task b'));
  });

  it('a message end tells the citizen', async () => {
    const p = await play({
      nodes: ['start s', 'user a', 'end e message=result-ready to=applicant'],
      flows: ['s > a', 'a > e'],
    });
    p.done('a');
    assert.deepEqual(p.commands(), ['create-task a', 'send-message e', 'end e completed']);
  });

  it('stopping from outside takes away everything, once', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'service box/a service=x',
        'end box/be',
        'boundary t on=box timer=PT1H',
        'end e',
      ],
      flows: ['s > box', 'bs > a', 'a > be', 'box > e', 't > e'],
    });
    const stopped = stop(p.graph, p.state(), 'withdrawn');
    assert.deepEqual(
      stopped.commands.map(c => `${c.type} ${c.elementId}`),
      ['cancel-timer t', 'cancel-service a', 'end main'],
    );
    assert.equal(stop(p.graph, stopped.state, 'withdrawn').taken, false);
  });
});
