import type { ModdleElement } from 'bpmn-moddle';
import { FACT_KINDS, type FactKind, type NodeKind, type TaskFact } from './graph.ts';
import { type Problem, problem } from './problems.ts';
import { refer, text } from './read-element.ts';

const ID = /^[a-z][A-Za-z0-9]{0,39}$/;
/** Names that an outcome has by itself. */
const TAKEN: ReadonlySet<string> = new Set(['outcome', 'late']);
const MOST = 7;

/**
 * `fs:facts="area:number=Diện tích đo được (m²); ready?:date=Ngày có thể bàn giao"`: id, `?` where it may be left out, kind and the
 * words over its field. Only steps of people have them, at most seven, and not those of signing and handing over, which have
 * pages of their own.
 */
export function factsOf(e: ModdleElement, kind: NodeKind, problems: Problem[]): TaskFact[] {
  const value = text(e, 'fs:facts');
  if (!value) return [];
  const act = text(e, 'fs:act');
  const bad = (detail: string) => {
    problems.push(problem('bad-facts', refer(e), detail));
    return [];
  };
  if ((kind !== 'user' && kind !== 'manual') || act === 'sign' || act === 'return') return bad(value);
  const facts: TaskFact[] = [];
  for (const one of value.split(';')) {
    if (!one.trim()) continue;
    const fact = readFact(one);
    if (!fact || facts.some(f => f.id === fact.id) || facts.length === MOST) return bad(one.trim());
    facts.push(fact);
  }
  return facts;
}

function readFact(one: string): TaskFact | null {
  const [head = '', ...words] = one.split('=');
  const label = words.join('=').trim();
  const [name = '', kind = ''] = head.split(':').map(part => part.trim());
  const optional = name.endsWith('?');
  const id = optional ? name.slice(0, -1) : name;
  if (!ID.test(id) || TAKEN.has(id) || !label || label.length > 120 || !isKind(kind)) return null;
  return { id, kind, label, optional };
}

const isKind = (kind: string): kind is FactKind => (FACT_KINDS as readonly string[]).includes(kind);
