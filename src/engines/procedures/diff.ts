import type { ProcedureContent } from './types.ts';

export type Change = {
  /** Where: `name`, `limits.online`, `papers.paper2`, `legalBasis`. */
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
};

// What is compared, in the order in which people read it.
const PLAIN = ['name', 'field', 'agencyKind', 'decidedBy', 'serviceLevel', 'form', 'process'] as const;
const LISTS = [
  'levels',
  'subjects',
  'legalBasis',
  'results',
  'lifeEvents',
  'keywords',
  'unverified',
] as const;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What differs between two versions, one change for each thing that a person would name. */
export function diffVersions(before: ProcedureContent, after: ProcedureContent): Change[] {
  return [
    ...PLAIN.flatMap(path => change(path, before[path], after[path])),
    ...keyed('limits', Object.entries(before.limits), Object.entries(after.limits)),
    ...keyed(
      'papers',
      before.papers.map(p => [p.id, p]),
      after.papers.map(p => [p.id, p]),
    ),
    ...keyed('fees', named(before.fees), named(after.fees)),
    ...LISTS.flatMap(path => lists(path, before[path], after[path])),
  ];
}

function change(path: string, before: unknown, after: unknown): Change[] {
  if (same(before ?? null, after ?? null)) return [];
  const kind = (before ?? null) === null ? 'added' : (after ?? null) === null ? 'removed' : 'changed';
  return [{ path, kind, before: before ?? null, after: after ?? null }];
}

function keyed(path: string, before: Array<[string, unknown]>, after: Array<[string, unknown]>): Change[] {
  const [old, now] = [new Map(before), new Map(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap(key =>
    change(`${path}.${key}`, old.get(key), now.get(key)),
  );
}

// Fees have no id: the same name twice is told apart by its channels and place.
const named = (fees: ProcedureContent['fees']): Array<[string, unknown]> => {
  const seen = new Map<string, number>();
  return fees.map(fee => {
    const name = [fee.name, ...fee.channels].join(' ');
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return [n > 1 ? `${name} ${n}` : name, fee];
  });
};

function lists(path: string, before: readonly string[], after: readonly string[]): Change[] {
  return [
    ...before
      .filter(x => !after.includes(x))
      .map(x => ({ path, kind: 'removed' as const, before: x, after: null })),
    ...after
      .filter(x => !before.includes(x))
      .map(x => ({ path, kind: 'added' as const, before: null, after: x })),
  ];
}
