import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Graph, nodeOf } from '../graph.ts';
import { parsed, play } from '../testing/play.ts';
import { shareAhead } from './shares.ts';

const ahead = (graph: Graph, id: string) => Math.round(shareAhead(graph, nodeOf(graph, id)) * 100);

describe('what is still to come of the time limit', () => {
  it('counts the steps after this one, and not those that a way back leads to', async () => {
    const graph = await parsed({
      nodes: [
        'start s',
        'user receive share=10%',
        'user check share=60%',
        'user sign share=20%',
        'exclusive g',
        'user return share=10%',
        'end e',
      ],
      flows: [
        's > receive',
        'receive > check',
        'check > sign',
        'sign > g',
        'g > check: tasks.sign.outcome = "again"',
        'g > return *',
        'return > e',
      ],
    });
    assert.deepEqual(
      ['receive', 'check', 'sign', 'return'].map(id => ahead(graph, id)),
      [90, 30, 10, 0],
    );
  });

  it('of branches side by side counts the longest, and a step that only goes back counts what it goes back to', async () => {
    const graph = await parsed({
      nodes: [
        'start s',
        'user first share=10%',
        'parallel f',
        'user short share=10%',
        'user long share=40%',
        'parallel j',
        'user last share=20%',
        'exclusive g',
        'user mend share=5%',
        'end e',
      ],
      flows: [
        's > first',
        'first > f',
        'f > short',
        'f > long',
        'short > j',
        'long > j',
        'j > last',
        'last > g',
        'g > mend: tasks.last.outcome = "mend"',
        'g > e *',
        'mend > last',
      ],
    });
    assert.deepEqual(
      ['first', 'short', 'long', 'mend'].map(id => ahead(graph, id)),
      [60, 20, 20, 20],
    );
  });

  it('looks into sub-processes and called processes, and out of them', async () => {
    const p = await play({
      nodes: [
        'start s',
        'call one calls=ask',
        'sub box',
        'start box/bs',
        'user box/inner share=15%',
        'end box/be',
        'user last share=25%',
        'end e',
      ],
      flows: ['s > one', 'one > box', 'bs > inner', 'inner > be', 'box > last', 'last > e'],
      called: {
        ask: {
          nodes: ['start as', 'user q share=20%', 'user r share=40%', 'end ae'],
          flows: ['as > q', 'q > r', 'r > ae'],
        },
      },
    });
    const created = () => {
      const task = p.last.find(c => c.type === 'create-task');
      return task?.type === 'create-task' && [task.elementId, task.share, Math.round(task.ahead * 100)];
    };
    assert.deepEqual(created(), ['q', 0.2, 80]);
    p.done('q');
    p.done('r');
    assert.deepEqual(created(), ['inner', 0.15, 25]);
  });
});
