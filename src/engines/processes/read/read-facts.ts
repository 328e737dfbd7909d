import type { ModdleElement } from 'bpmn-moddle';
import { FACT_KINDS, type FactBound, type FactKind, type NodeKind, type TaskFact } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';
import { refer, text } from './read-element.ts';

const NAME = /^([a-z][A-Za-z0-9]{0,39})(\?)?(?:@([A-Za-z0-9+_-]{1,200}))?$/;
const KIND = /^([a-z-]{1,20})(?:\(([^()]{1,60})\))?$/;
/** Names that an outcome has by itself. */
const TAKEN: ReadonlySet<string> = new Set(['outcome', 'late']);
const MOST = 7;

/**
 * `fs:facts="area:number(0..5000)=Diện tích đo được (m²); ready?:date=Ngày có thể bàn giao; faults@mend:lines=Điều chưa đạt"`: id, `?`
 * where it may be left out, `@` and the outcomes with which alone it has to be said (`+` between them), kind with its bounds, and the
 * words over its field. Bounds of a date are days (`2025-07-01`), `today` or `received` (the day on which the dossier was); of digits
 * they are how many; in those of a personal number stands of whom the answers speak whose it is (`personal-number(child)`). Only steps of people have facts, at most seven, and not those of signing and handing over, which have pages of
 * their own.
 */
export function factsOf(
  e: ModdleElement,
  kind: NodeKind,
  outcomes: readonly string[],
  problems: Problem[],
): TaskFact[] {
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
    const fact = readFact(one, outcomes);
    if (!fact || facts.some(f => f.id === fact.id) || facts.length === MOST) return bad(one.trim());
    facts.push(fact);
  }
  return facts;
}

function readFact(one: string, outcomes: readonly string[]): TaskFact | null {
  const [head = '', ...words] = one.split('=');
  const label = words.join('=').trim();
  const [name = '', written = ''] = head.split(':').map(part => part.trim());
  const [, id = '', optional, only] = NAME.exec(name) ?? [];
  const [, kind = '', range] = KIND.exec(written) ?? [];
  if (!id || TAKEN.has(id) || !label || label.length > 120 || !isKind(kind)) return null;
  const bounds = range === undefined ? {} : readBounds(kind, range);
  const when = only?.split('+') ?? [];
  if (!bounds || (optional && only) || when.some(outcome => !outcomes.includes(outcome))) return null;
  return { id, kind, label, optional: optional !== undefined, ...bounds, ...(only && { when }) };
}

const isKind = (kind: string): kind is FactKind => (FACT_KINDS as readonly string[]).includes(kind);

const NUMBERED: ReadonlySet<FactKind> = new Set<FactKind>(['number', 'money', 'digits']);
const DAY = /^(?:today|received|\d{4}-\d{2}-\d{2})$/;
const HOLDER = /^[a-z][A-Za-z0-9]{0,39}(?:\.[a-z][A-Za-z0-9]{0,39}){0,3}$/;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,6})?$/;

/** `0..100`, `..today`, `received..`: one of the two may be open; of a personal number whose it is. Null where it is none, or the kind has no bounds. */
function readBounds(kind: FactKind, range: string): Pick<TaskFact, 'least' | 'most' | 'of'> | null {
  if (kind === 'personal-number') return HOLDER.test(range) ? { of: range } : null;
  const [from = '', to = '', ...more] = range.split('..').map(part => part.trim());
  if (more.length || !range.includes('..') || (!from && !to)) return null;
  const read = (bound: string): FactBound | null => {
    if (kind === 'date') return DAY.test(bound) ? bound : null;
    return NUMBERED.has(kind) && NUMBER.test(bound) ? Number(bound) : null;
  };
  const least = from ? read(from) : undefined;
  const most = to ? read(to) : undefined;
  if (least === null || most === null) return null;
  if (typeof least === 'number' && typeof most === 'number' && least > most) return null;
  return { ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
}
