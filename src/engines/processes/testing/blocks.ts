import fc from 'fast-check';
import type { Model } from './model.ts';

// Random well-structured processes: blocks in blocks. What a block must conserve can be told from its shape.
export type Block =
  | { kind: 'task' }
  | { kind: Several; parts: Block[] }
  | { kind: 'loop'; part: Block }
  | { kind: 'sub'; part: Block };
type Several = 'sequence' | 'parallel' | 'inclusive' | 'exclusive';

/** Any well-structured process of tasks, branches, loops and sub-processes. */
export const block: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>(tie => ({
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

/** Writes a block as a model. Conditions read numbers of the form, so that the form decides the way. Ids begin with `prefix`. */
export function write(root: Block, prefix = 'n'): Model {
  const model = { nodes: ['start s'], flows: [] as string[] };
  let n = 0;
  // The way out of a loop is its gateway's default.
  const way = (from: string, to: string) => `${from} > ${to}${from.endsWith('g') ? ' *' : ''}`;
  const put = (block: Block, scope: string): { first: string; last: string } => {
    const id = `${prefix}${++n}`;
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
