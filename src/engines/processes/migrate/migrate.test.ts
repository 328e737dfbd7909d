import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Graph } from '../graph.ts';
import { waitingFor } from '../run/look.ts';
import type { Command, ProcessData, ProcessEvent, ProcessState } from '../run/state.ts';
import { start, step } from '../run/step.ts';
import { block, write } from '../testing/blocks.ts';
import type { Model } from '../testing/model.ts';
import { parsed, play } from '../testing/play.ts';
import { exchangeCommands, type Mapping, migrateState } from './migrate.ts';

/** Where a process stands after some of its tasks have been done. */
function somewhere(graph: Graph, data: ProcessData, choices: readonly number[]): ProcessState {
  let { state } = start(graph, data);
  for (const choice of choices) {
    const tasks = waitingFor(graph, state).filter(w => w.for === 'task');
    const task = tasks[choice % Math.max(1, tasks.length)];
    if (!task) break;
    const outcome = { outcome: choice % 3 ? 'go' : 'again' };
    const event: ProcessEvent = { type: 'task-completed', token: task.token, outcome };
    state = step(graph, state, event, data).state;
  }
  return state;
}

const waits = (graph: Graph, state: ProcessState): string[] =>
  waitingFor(graph, state)
    .map(w => `${w.for} ${w.token} ${w.elementId}`)
    .sort();

/** What is waited for outside after the commands, when it was `before`. */
function after(before: readonly string[], commands: readonly Command[]): string[] {
  const open = new Set(before);
  for (const c of commands) {
    if (c.type === 'create-task') open.add(`task ${c.token} ${c.elementId}`);
    if (c.type === 'cancel-task') assert.ok(open.delete(`task ${c.token} ${c.elementId}`), 'was open');
    if (c.type === 'start-timer') open.add(`timer ${c.token} ${c.elementId}`);
    if (c.type === 'cancel-timer') assert.ok(open.delete(`timer ${c.token} ${c.elementId}`), 'was running');
  }
  return [...open].sort();
}

const short = (commands: readonly Command[]) => commands.map(c => `${c.type} ${c.elementId}`);
const inverse = (mapping: Record<string, string>): Mapping => ({
  elements: Object.fromEntries(Object.entries(mapping).map(([a, b]) => [b, a])),
});
const choices = fc.array(fc.nat(20), { maxLength: 10 });
const forms = fc.integer({ min: 0, max: 12 });

describe('any process, moved anywhere on its way', () => {
  it('to the same version is the same state, and nothing has to be done', async () => {
    await fc.assert(
      fc.asyncProperty(block, choices, forms, async (b, taken, n) => {
        const graph = await parsed(write(b));
        const data = { form: { n }, dossier: {} };
        const state = somewhere(graph, data, taken);
        const moved = migrateState(graph, graph, state, {}, data);
        assert.deepEqual(moved.state, state);
        assert.deepEqual(moved.commands, []);
        assert.deepEqual(moved.dropped, []);
      }),
      { numRuns: 100 },
    );
  });

  it('to a version in which everything has another name, and back, is the same state; what is waited for outside follows', async () => {
    await fc.assert(
      fc.asyncProperty(block, choices, forms, async (b, taken, n) => {
        const [old, renamed] = [await parsed(write(b)), await parsed(write(b, 'm'))];
        const ids = [...old.nodes.keys()].filter(id => !renamed.nodes.has(id));
        const names = Object.fromEntries(ids.map(id => [id, id.replace(/^n/, 'm')]));
        const data = { form: { n }, dossier: {} };
        const state = somewhere(old, data, taken);
        const there = migrateState(old, renamed, state, { elements: names }, data);
        assert.ok(there.state, JSON.stringify(there.problems));
        assert.deepEqual(after(waits(old, state), there.commands), waits(renamed, there.state));
        const back = migrateState(renamed, old, there.state, inverse(names), data);
        assert.deepEqual(back.state, state);
        const undone = exchangeCommands(renamed, old, there.state, state, data);
        assert.deepEqual(after(waits(renamed, there.state), undone), waits(old, state));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a join of the new version', () => {
  const fork = (more: string[] = []): Model => ({
    nodes: ['start s', 'parallel f', 'user a', 'user b', 'parallel j', 'user sign', 'end e'],
    flows: ['s > f', 'f > a', 'f > b', 'a > j', 'b > j', 'j > sign', 'sign > e', ...more],
  });

  it('that waits for a branch which the dossier is past is no place to move to; before the branches part it is', async () => {
    const p = await play({
      ...fork(),
      nodes: ['user first', ...fork().nodes],
      flows: ['s > first', 'first > f', ...fork().flows.slice(1)],
    });
    const wider = fork(['f > j']);
    const to = await parsed({
      ...wider,
      nodes: ['user first', ...wider.nodes],
      flows: ['s > first', 'first > f', ...wider.flows.slice(1)],
    });
    assert.deepEqual(migrateState(p.graph, to, p.state()).problems, []);
    p.done('first');
    const found = () => migrateState(p.graph, to, p.state()).problems.map(x => `${x.element} ${x.reason}`);
    assert.deepEqual(found(), ['j join-starved']);
    p.done('a');
    assert.deepEqual(found(), ['j join-starved'], 'also of one that stands there already');
    p.done('b');
    assert.deepEqual(found(), [], 'who is past the join is not held up by it');
  });

  it('that a way back starves in both versions changes nothing', async () => {
    const back: Model = {
      nodes: ['start s', 'parallel f', 'user a', 'user b', 'parallel j', 'user sign', 'exclusive g', 'end e'],
      flows: [
        's > f',
        'f > a',
        'f > b',
        'a > j',
        'b > j',
        'j > sign',
        'sign > g',
        'g > a: tasks.sign.outcome = "back"',
        'g > e *',
      ],
    };
    const p = await play(back);
    for (const step of ['a', 'b']) p.done(step);
    p.done('sign', 'back');
    assert.deepEqual(migrateState(p.graph, p.graph, p.state()).problems, []);
  });
});

describe('a declared mapping', () => {
  const twice: Model = {
    nodes: ['start s', 'user a', 'user again', 'user sign', 'end e'],
    flows: ['s > a', 'a > again', 'again > sign', 'sign > e'],
  };
  const once: Model = {
    nodes: ['start s', 'user a', 'user sign', 'end e'],
    flows: ['s > a', 'a > sign', 'sign > e'],
  };

  it('sends a token on to another step; what that step’s own outcome is stays open', async () => {
    const p = await play(twice);
    p.done('a', 'yes');
    const to = await parsed(once);
    assert.deepEqual(migrateState(p.graph, to, p.state()).problems, [
      { token: 2, element: 'again', reason: 'gone' },
    ]);
    const mapping = { elements: { again: 'sign' } };
    const moved = migrateState(p.graph, to, p.state(), mapping);
    assert.deepEqual(moved.state?.tokens, [{ id: 2, at: 'sign' }]);
    assert.deepEqual(short(moved.commands), ['cancel-task again', 'create-task sign']);
    p.done('again', 'no');
    const later = migrateState(p.graph, to, p.state(), mapping);
    assert.deepEqual(later.state?.outcomes, { a: { outcome: 'yes' } });
    assert.deepEqual(later.dropped, ['again']);
    assert.deepEqual(later.commands, []);
  });

  it('that says “gone” holds up whoever stands there, and lets all others go', async () => {
    const p = await play(twice);
    const to = await parsed(once);
    const mapping = { elements: { again: null } };
    assert.deepEqual(migrateState(p.graph, to, p.state(), mapping).problems, []);
    p.done('a');
    assert.deepEqual(migrateState(p.graph, to, p.state(), mapping).moved, [
      { token: 2, from: 'again', to: null },
    ]);
  });

  it('lets people take over what a service could not do, and calls the failed service no more', async () => {
    const of = (b: string): Model => ({ nodes: ['start s', b, 'end e'], flows: ['s > b', 'b > e'] });
    const p = await play(of('service b service=registry'));
    p.fail('b', 'no such service');
    const to = await parsed(of('user b'));
    assert.equal(migrateState(p.graph, to, p.state()).problems[0]?.reason, 'other-kind');
    const moved = migrateState(p.graph, to, p.state(), { elements: { b: 'b' } });
    assert.deepEqual(moved.state?.tokens, [{ id: 1, at: 'b' }]);
    assert.deepEqual(short(moved.commands), ['cancel-service b', 'create-task b']);
  });

  it('keeps a reminder that was given from being given again', async () => {
    const of = (a: string): Model => ({
      nodes: [
        'start s',
        `user ${a}`,
        `boundary late on=${a} limit="2 working-day" beside=yes`,
        'user look',
        'end e',
      ],
      flows: [`s > ${a}`, `${a} > e`, 'late > look', 'look > e'],
    });
    const p = await play(of('a'));
    p.timer('late');
    const to = await parsed(of('b'));
    const moved = migrateState(p.graph, to, p.state(), { elements: { a: 'b' } });
    assert.deepEqual(short(moved.commands), ['cancel-task a', 'create-task b']);
    assert.deepEqual(moved.state?.tokens[0], { id: 1, at: 'b', left: { late: 0 } });
  });
});
