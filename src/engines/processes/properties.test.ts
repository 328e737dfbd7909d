import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Graph } from './graph.ts';
import { currentElements, isStuck, waitingFor } from './look.ts';
import type { Command, ProcessData, ProcessEvent, ProcessState } from './state.ts';
import { MAX_STATE_BYTES } from './state.ts';
import { start, step } from './step.ts';
import type { Model } from './testing/model.ts';
import { parsed } from './testing/play.ts';

// Random well-structured processes: blocks in blocks. What a block must conserve can be told from its shape.
type Block =
  | { kind: 'task' }
  | { kind: Several; parts: Block[] }
  | { kind: 'loop'; part: Block }
  | { kind: 'sub'; part: Block };
type Several = 'sequence' | 'parallel' | 'inclusive' | 'exclusive';

const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>(tie => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constant<Block>({ kind: 'task' }),
    fc.record({
      kind: fc.constantFrom<Several[]>('sequence', 'parallel', 'inclusive', 'exclusive'),
      parts: fc.array(tie('block'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('loop' as const), part: tie('block') }),
    fc.record({ kind: fc.constant('sub' as const), part: tie('block') }),
  ),
})).block;

/** Writes a block as a model. Conditions read numbers of the form, so that the form decides the way. */
function write(root: Block): Model {
  const model = { nodes: ['start s'], flows: [] as string[] };
  let n = 0;
  // The way out of a loop is its gateway's default.
  const way = (from: string, to: string) => `${from} > ${to}${from.endsWith('g') ? ' *' : ''}`;
  const put = (block: Block, scope: string): { first: string; last: string } => {
    const id = `n${++n}`;
    const at = scope ? `${scope}/` : '';
    if (block.kind === 'task') {
      model.nodes.push(`user ${at}${id}`);
      return { first: id, last: id };
    }
    if (block.kind === 'sub') {
      model.nodes.push(`sub ${at}${id}`, `start ${id}/${id}s`, `end ${id}/${id}e`);
      const inner = put(block.part, id);
      model.flows.push(`${id}s > ${inner.first}`, way(inner.last, `${id}e`));
      return { first: id, last: id };
    }
    if (block.kind === 'loop') {
      // Goes back while the guard task says so: the task makes the loop wait.
      model.nodes.push(`exclusive ${at}${id}m`, `user ${at}${id}t`, `exclusive ${at}${id}g`);
      const inner = put(block.part, scope);
      model.flows.push(
        `${id}m > ${inner.first}`,
        way(inner.last, `${id}t`),
        `${id}t > ${id}g`,
        `${id}g > ${id}m: tasks.${id}t.outcome = "again"`,
      );
      return { first: `${id}m`, last: `${id}g` };
    }
    const parts = block.parts.map(p => put(p, scope));
    if (block.kind === 'sequence') {
      parts.slice(1).forEach((p, i) => {
        model.flows.push(way(parts[i]?.last ?? '', p.first));
      });
      return { first: parts[0]?.first ?? '', last: parts.at(-1)?.last ?? '' };
    }
    model.nodes.push(`${block.kind} ${at}${id}o`, `${block.kind} ${at}${id}i`);
    parts.forEach((p, i) => {
      const condition = block.kind === 'parallel' ? '' : i ? `: form.n > ${i * 3}` : ' *';
      model.flows.push(`${id}o > ${p.first}${condition}`, way(p.last, `${id}i`));
    });
    return { first: `${id}o`, last: `${id}i` };
  };
  const { first, last } = put(root, '');
  model.nodes.push('end e');
  model.flows.push(`s > ${first}`, way(last, 'e'));
  return model;
}

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
