/** One statement about a thing, in the reader's words. */
export type Fact = {
  key: string;
  label: string;
  text: string;
  /** What makes it the same though it is worded otherwise, e.g. the ids of things that it calls by name; else its text does. */
  same?: string;
};

/** A thing that has a place in a procedure: a paper, a field, a step. `key` says which it is over the versions. */
export type Described = {
  key: string;
  title: string;
  facts: readonly Fact[];
  /** How it is called by who writes conditions and mappings, where that is not its key; null: nobody calls it anything. */
  id?: string | null;
  /** There is only one of it: its facts are told without its title. */
  only?: true;
};

/** A row of a comparison: what was there, what is there now; null: nothing. */
export type Row = {
  what: string;
  kind: 'added' | 'removed' | 'changed';
  before: string | null;
  after: string | null;
};

/** Facts of which something is known. */
export const known = (facts: ReadonlyArray<Fact | false | null | undefined>): Fact[] =>
  facts.filter((f): f is Fact => Boolean(f) && (f as Fact).text !== '');

const idOf = (d: Described): string => d.id ?? d.key;
const summary = (d: Described): string => d.facts.map(f => `${f.label}: ${f.text}`).join('\n');

/** `rename` words a thing that got another key and stayed what it was otherwise. */
export type Wording = {
  fact(title: string, label: string): string;
  renamed(title: string): string;
};

/** What differs between two sets of things, in the order of the new one; what is gone stands last. */
export function compare(before: readonly Described[], after: readonly Described[], words: Wording): Row[] {
  const old = new Map(before.map(d => [d.key, d]));
  const now = new Map(after.map(d => [d.key, d]));
  const gone = before.filter(d => !now.has(d.key));
  const rows: Row[] = [];
  for (const thing of after) {
    const was = old.get(thing.key);
    if (was) {
      rows.push(...changedFacts(was, thing, words));
      continue;
    }
    const same = gone.findIndex(d => d.title === thing.title && summary(d) === summary(thing));
    const [renamed] = same >= 0 ? gone.splice(same, 1) : [];
    if (renamed && thing.id === null) continue;
    rows.push(
      renamed
        ? { what: words.renamed(thing.title), kind: 'changed', before: idOf(renamed), after: idOf(thing) }
        : { what: thing.title, kind: 'added', before: null, after: summary(thing) },
    );
  }
  return [
    ...rows,
    ...gone.map((d): Row => ({ what: d.title, kind: 'removed', before: summary(d), after: null })),
  ];
}

function changedFacts(was: Described, is: Described, words: Wording): Row[] {
  const old = new Map(was.facts.map(f => [f.key, f]));
  const now = new Map(is.facts.map(f => [f.key, f]));
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((key): Row[] => {
    const [a, b] = [old.get(key), now.get(key)];
    if (a?.text === b?.text || (a?.same !== undefined && a.same === b?.same)) return [];
    return [
      {
        what: is.only ? ((b ?? a)?.label ?? '') : words.fact(is.title, (b ?? a)?.label ?? ''),
        kind: a && b ? 'changed' : a ? 'removed' : 'added',
        before: a?.text ?? null,
        after: b?.text ?? null,
      },
    ];
  });
}
