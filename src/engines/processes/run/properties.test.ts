import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Graph } from '../graph.ts';
import { type Block, block, write } from '../testing/blocks.ts';
import { parsed } from '../testing/play.ts';
import { currentElements, isStuck, waitingFor } from './look.ts';
import type { Command, ProcessData, ProcessEvent, ProcessState } from './state.ts';
import { MAX_STATE_BYTES } from './state.ts';
import { start, step } from './step.ts';

/** Completes open tasks in an order that the numbers choose, until the end. Checks every state on the way. */
function run(
  graph: Graph,
  data: ProcessData,
  choices: readonly number[],
): { state: ProcessState; commands: Command[] } {
  const begun = start(graph, data);
  let state = begun.state;
  const commands = [...begun.commands];
  for (let i = 0; !state.end; i++) {
    assert.ok(i < 2000, 'comes to an end');
    const tasks = waitingFor(graph, state).filter(w => w.for === 'task');
    assert.ok(tasks.length, `something can be done: ${JSON.stringify(state)}`);
    assert.ok(!isStuck(graph, state));
    const task = tasks[(choices[i % choices.length] ?? 0) % tasks.length];
    assert.ok(task);
    // Loops are gone round while the choices last.
    const outcome = i < choices.length && (choices[i] ?? 0) % 3 === 0 ? 'again' : 'go';
    const event: ProcessEvent = { type: 'task-completed', token: task.token, outcome: { outcome } };
    const result = step(graph, state, event, data);
    assert.ok(result.taken);
    assert.deepEqual(step(graph, state, event, data), result, 'the same step twice gives the same');
    assert.equal(step(graph, result.state, event, data).taken, false, 'a second completion is too late');
    state = result.state;
    commands.push(...result.commands);
    assert.equal(new Set(state.tokens.map(t => t.id)).size, state.tokens.length);
    assert.ok(state.tokens.every(t => t.id < state.next && graph.nodes.has(t.at)));
    assert.ok(state.tokens.every(t => t.in === undefined || state.tokens.some(o => o.id === t.in)));
    assert.ok(Buffer.byteLength(JSON.stringify(state)) <= MAX_STATE_BYTES);
  }
  return { state, commands };
}

describe('any well-structured process', () => {
  const count = (commands: readonly Command[], type: Command['type']) =>
    commands.filter(c => c.type === type).length;

  it('ends once, leaves nothing behind, and makes a task for each that is completed', async () => {
    await fc.assert(
      fc.asyncProperty(
        block,
        fc.array(fc.nat(20), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 12 }),
        async (b, choices, n) => {
          const graph = await parsed(write(b));
          const { state, commands } = run(graph, { form: { n }, dossier: {} }, choices);
          assert.deepEqual(currentElements(graph, state), []);
          assert.equal(count(commands, 'end'), 1);
          assert.equal(count(commands, 'cancel-task'), 0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('conserves tokens: without loops the number of tasks follows from the shape alone', async () => {
    const straight = (b: Block): boolean =>
      b.kind === 'task' ||
      (b.kind === 'sub' ? straight(b.part) : b.kind !== 'loop' && b.parts.every(straight));
    const expected = (b: Block, n: number): number => {
      if (b.kind === 'task') return 1;
      if (b.kind === 'sub' || b.kind === 'loop') return expected(b.part, n);
      const open = b.parts.filter((_, i) => i > 0 && n > i * 3);
      const taken =
        b.kind === 'exclusive'
          ? [open[0] ?? b.parts[0]]
          : b.kind === 'inclusive' && open.length
            ? open
            : null;
      const parts = taken ?? (b.kind === 'inclusive' ? b.parts.slice(0, 1) : b.parts);
      return parts.reduce((sum, p) => sum + (p ? expected(p, n) : 0), 0);
    };
    await fc.assert(
      fc.asyncProperty(
        block.filter(straight),
        fc.integer({ min: 0, max: 12 }),
        fc.nat(9),
        async (b, n, choice) => {
          const { commands } = run(await parsed(write(b)), { form: { n }, dossier: {} }, [choice]);
          assert.equal(count(commands, 'create-task'), expected(b, n));
        },
      ),
      { numRuns: 150 },
    );
  });
});
