import { evaluate, type FeelFunction, isFunction, parseExpression, type Warning } from 'feelin';

import { unboundedPart } from './bounds.ts';

type Compiled = { fn: FeelFunction; warnings: Warning[] };

const compiled = new Map<string, Compiled>();

/** What takes as long as nobody can say, in `FeelReport.syntax` (`unboundedPart`). */
export const UNBOUNDED = 'a loop, function or pattern without an end that can be told';

// feelin parses at every call of `evaluate` (0.4–1 ms). Wrapped as a function definition an expression is parsed once and
// then only invoked (0.01 ms). Parameters are the whole context: nothing else is in reach of an expression.
function compile(text: string, roots: readonly string[]): Compiled {
  const key = `${roots.join(',')}\n${text}`;
  let found = compiled.get(key);
  if (!found) {
    const { value, warnings } = evaluate(`function(${roots.join(', ')}) ${text}`, {});
    if (!isFunction(value)) throw new SyntaxError(`not a FEEL expression: ${text}`);
    if (unboundedPart(text, roots)) throw new SyntaxError(UNBOUNDED);
    if (compiled.size >= 5_000) compiled.clear();
    found = { fn: value as FeelFunction, warnings };
    compiled.set(key, found);
  }
  return found;
}

/**
 * The value of a FEEL expression (DMN 1.3, clause 10.3) that reads `context`: its properties are all that is in reach. What is
 * not there reads as null, as FEEL says. Throws `SyntaxError` when the text does not parse, or may run without an end (which `inspectFeel` tells beforehand).
 */
export function evaluateFeel(text: string, context: Readonly<Record<string, unknown>>): unknown {
  const { fn, warnings } = compile(text, Object.keys(context));
  // feelin keeps the warnings of every invocation in the array of the definition: it would grow for ever.
  warnings.length = 0;
  return fn.invoke(Object.values(context));
}

/** What is wrong with `a == b`, in `FeelReport.syntax`. */
export const TWO_SIGNS = 'two signs of comparison';

export type FeelReport = {
  /** Why it does not parse; null when it does. */
  syntax: string | null;
  /** Paths read from the roots, e.g. `['form', 'child', 'name']`. */
  paths: string[][];
  /** Names that are neither a root, a local name nor a built-in function. */
  unknown: string[];
  /** Texts with which a path from the roots is compared, e.g. `['tasks', 'sign', 'outcome']` and `signed`. */
  compared: Array<{ path: string[]; text: string }>;
  /** `other`: its value is never yes or no, whatever is read (a text, a sum, a list). */
  yields: 'other' | 'unknown';
  /** The path, where the expression is nothing but one. */
  bare: string[] | null;
  /** Uses `now()` or `today()`: the answer would differ between runs. */
  clock: boolean;
};

// Where one of these stands alone, its “and” is read as joining two conditions.
const WITH_AND = new Set(['years and months duration', 'date and time']);

// FEEL's own functions answer to their names, e.g. `count`, `string length`.
const builtIn = (name: string): boolean =>
  WITH_AND.has(name) || typeof evaluate(name, {}).value === 'function';

type Cursor = ReturnType<ReturnType<typeof parseExpression>['cursor']>;
type Reading = { text: string; roots: readonly string[]; report: FeelReport };

/** What an expression that may read `roots` does read, without running it. */
export function inspectFeel(text: string, roots: readonly string[]): FeelReport {
  const report: FeelReport = {
    syntax: null,
    paths: [],
    unknown: [],
    compared: [],
    yields: 'unknown',
    bare: pathOf(text.trim()),
    clock: false,
  };
  try {
    compile(text, roots);
  } catch (error) {
    return { ...report, syntax: (error as Error).message };
  }
  const tree = parseExpression(text, Object.fromEntries(roots.map(r => [r, {}])), undefined);
  walk(tree.cursor(), { text, roots, report }, new Set(), false);
  const top = tree.cursor();
  if (top.firstChild() && isNeverYesOrNo(top)) report.yields = 'other';
  return report;
}

const NO_QUESTION: ReadonlySet<string> = new Set([
  'StringLiteral',
  'NumericLiteral',
  'ArithmeticExpression',
  'DateTimeLiteral',
  'List',
  'Context',
  'ForExpression',
  'FunctionDefinition',
]);

// “and” and “or” of something that is no question are never true of it either.
function isNeverYesOrNo(c: Cursor): boolean {
  if (NO_QUESTION.has(c.name)) return true;
  if (!/^(ParenthesizedExpression|Conjunction|Disjunction)$/.test(c.name)) return false;
  let found = false;
  children(c, child => {
    found ||= isNeverYesOrNo(child);
  });
  return found;
}

const word = (c: Cursor, text: string) => text.slice(c.from, c.to).trim();

function children(c: Cursor, visit: (c: Cursor, index: number) => void): void {
  if (!c.firstChild()) return;
  let index = 0;
  do visit(c, index++);
  while (c.nextSibling());
  c.parent();
}

// `free`: inside a filter, where bare names may be properties of the items.
function walk(c: Cursor, reading: Reading, local: Set<string>, free: boolean): void {
  const name = c.name;
  const { text, report } = reading;
  if (name === 'PathExpression') {
    const path = pathOf(word(c, text));
    if (path) {
      readPath(path, reading, local, free);
      return;
    }
  }
  if (name === 'Comparison') compare(c, reading);
  if (name === 'VariableName') readPath([word(c, text)], reading, local, free);
  if (name === 'FunctionInvocation') {
    children(c, (child, index) => {
      if (index > 0) {
        walk(child, reading, local, free);
        return;
      }
      const fn = word(child, text);
      if (fn === 'now' || fn === 'today') report.clock = true;
      else if (!local.has(fn) && !builtIn(fn)) report.unknown.push(fn);
    });
    return;
  }
  if (name === 'FilterExpression') {
    children(c, (child, index) => walk(child, reading, local, free || index > 0));
    return;
  }
  const inner = introduces(name) ? new Set([...local, ...declared(c, text)]) : local;
  children(c, child => {
    if (child.name !== 'ParameterName' && child.name !== 'Key') walk(child, reading, inner, free);
  });
}

// feelin reads `a == "x"` as a comparison of `a` with a test, which is never true: FEEL's sign is one `=` (DMN 1.3, 10.3.1.2).
function compare(c: Cursor, { text, roots, report }: Reading): void {
  let path: string[] | null = null;
  const texts: string[] = [];
  const take = (child: Cursor): void => {
    if (child.name === 'PathExpression') path ??= pathOf(word(child, text));
    else if (child.name === 'StringLiteral') texts.push(word(child, text).slice(1, -1));
    else if (child.name === 'SimplePositiveUnaryTest') report.syntax = TWO_SIGNS;
    else if (child.name.startsWith('PositiveUnaryTest')) children(child, take);
  };
  children(c, take);
  const of = path ?? [];
  if (roots.includes(of[0] ?? '')) report.compared.push(...texts.map(t => ({ path: of, text: t })));
}

const introduces = (name: string) =>
  /^(ForExpression|QuantifiedExpression|FunctionDefinition|Context)$/.test(name);

// Names bound by for, some, every, function and context entries, read from their source.
function declared(c: Cursor, text: string): string[] {
  const source = word(c, text);
  const names = [...source.matchAll(/([\p{L}\p{N}_]+)\s*(in\b|:)?/gu)].flatMap(([, name = '', sign]) =>
    sign && /^[\p{L}_]/u.test(name) ? [name] : [],
  );
  const params = /^function\s*\(([^)]*)\)/.exec(source)?.[1] ?? '';
  return [...names, ...params.split(',').map(p => p.split(':')[0]?.trim() ?? ''), 'partial'];
}

const pathOf = (source: string): string[] | null =>
  /^[\p{L}_][\p{L}\p{N}_]*(\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)+$/u.test(source)
    ? source.split('.').map(s => s.trim())
    : null;

function readPath(path: string[], { roots, report }: Reading, local: Set<string>, free: boolean): void {
  const root = path[0] ?? '';
  if (roots.includes(root)) report.paths.push(path);
  else if (!local.has(root) && !free && !builtIn(root)) report.unknown.push(root);
}
