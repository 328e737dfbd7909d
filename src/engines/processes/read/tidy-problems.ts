import { calledIn, type Problem, type ProblemCode } from '../problems.ts';
import type { Draft } from './read-process.ts';

/** What an element lacks only because another one could not be read. */
const CONSEQUENCES: ReadonlySet<ProblemCode> = new Set([
  'dead-end',
  'gateway-without-way-out',
  'gateway-without-default',
  'default-not-outgoing',
]);

/**
 * Problems as they are told: each once, flows by the elements that they join, and without what only follows from an element that was
 * refused.
 */
export function tidyProblems(problems: readonly Problem[], draft: Draft): Problem[] {
  const told = problems.filter(p => !follows(p, problems, draft));
  return told
    .filter((p, i) => told.findIndex(q => isSame(p, q)) === i)
    .map(p => ({ ...p, name: nameOf(p, draft), ...nearTo(p, draft) }));
}

const isSame = (a: Problem, b: Problem): boolean =>
  a.code === b.code && a.element === b.element && a.detail === b.detail;

function follows(p: Problem, all: readonly Problem[], { nodes, loose, refused }: Draft): boolean {
  const id = p.element ?? '';
  if (CONSEQUENCES.has(p.code)) return loose.has(id);
  if (p.code === 'boundary-needs-activity') return refused.has(nodes.get(id)?.attachedTo ?? '');
  if (p.code === 'feel-unknown-name') return refused.has(/^tasks\.([^.]+)/.exec(p.detail)?.[1] ?? '');
  if (p.code !== 'no-start') return false;
  const unread = all.some(q => q.code === 'unknown-reference' && q.detail === id);
  return unread || [...refused.values()].some(r => r.scope === id && r.type === 'StartEvent');
}

function nameOf(p: Problem, { nodes, flows }: Draft): string | null {
  const flow = flows.get(p.element ?? '');
  if (!flow) return p.name;
  const called = (id: string) => calledIn(nodes.get(id) ?? { id });
  return `${called(flow.from)} → ${called(flow.to)}`;
}

/** Of a step without a name: it is known by what it sits on, or by the nearest one before it that has a name. */
export function nearTo(p: Problem, { nodes, flows }: Draft): { near?: string } {
  const seen = new Set<string>();
  for (let node = nodes.get(p.element ?? ''); node && !seen.has(node.id); ) {
    if (node.name) return node.id === p.element ? {} : { near: node.name };
    seen.add(node.id);
    node = nodes.get(node.attachedTo ?? flows.get(node.incoming[0] ?? '')?.from ?? '');
  }
  return {};
}
