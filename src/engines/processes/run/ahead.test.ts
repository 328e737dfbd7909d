import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Node } from '../graph.ts';
import { play } from '../testing/play.ts';
import { mayStillReach } from './ahead.ts';

const isSigning = (node: Node) => node.act === 'sign';

describe('what a process may still come to', () => {
  it('knows of signatures in other branches, and when the last is done', async () => {
    const p = await play({
      nodes: [
        'start s',
        'parallel f',
        'user a act=sign',
        'user b',
        'user c act=sign',
        'parallel j',
        'user give act=return',
        'end e',
      ],
      flows: ['s > f', 'f > a', 'f > b', 'b > c', 'a > j', 'c > j', 'j > give', 'give > e'],
    });
    const more = () => mayStillReach(p.graph, p.state(), isSigning);
    p.done('a');
    assert.equal(more(), true);
    p.done('b');
    assert.equal(more(), true);
    p.done('c');
    assert.equal(more(), false);
    p.done('give');
    assert.equal(more(), false);
  });

  it('looks into what is still to be entered, and not into what has been left', async () => {
    const p = await play({
      nodes: [
        'start s',
        'sub box',
        'start box/bs',
        'user box/a act=sign',
        'user box/b',
        'end box/be',
        'call one calls=other',
        'end e',
      ],
      flows: ['s > box', 'bs > a', 'a > b', 'b > be', 'box > one', 'one > e'],
      called: {
        other: {
          nodes: ['start os', 'user q', 'user r act=sign', 'end oe'],
          flows: ['os > q', 'q > r', 'r > oe'],
        },
      },
    });
    const more = () => mayStillReach(p.graph, p.state(), isSigning);
    p.done('a');
    assert.equal(more(), true, 'the called process has one');
    p.done('b');
    p.done('q');
    assert.equal(more(), true);
    p.done('r');
    assert.equal(more(), false);
  });

  it('a way back to a signature counts, for nobody knows whether it will be taken', async () => {
    const p = await play({
      nodes: ['start s', 'user a act=sign', 'user b', 'exclusive g', 'end e'],
      flows: ['s > a', 'a > b', 'b > g', 'g > a: tasks.b.outcome = "again"', 'g > e *'],
    });
    p.done('a');
    assert.equal(mayStillReach(p.graph, p.state(), isSigning), true);
  });
});
