import { evaluate, type FeelFunction, isFunction, parseExpression, type Warning } from 'feelin';
import type { Outcome, ProcessData } from './state.ts';

/** The three things a FEEL expression may read. */
const ROOTS = ['form', 'dossier', 'tasks'] as const;

type Compiled = { fn: FeelFunction; warnings: Warning[] };

const compiled = new Map<string, Compiled>();

// feelin parses at every call of `evaluate` (0.4–1 ms). Wrapped as a function definition an expression is parsed once and
// then only invoked (0.01 ms). Parameters are the whole context: nothing else is in reach of an expression.
function compile(text: string): Compiled {
  let found = compiled.get(text);
  if (!found) {
    const { value, warnings } = evaluate(`function(${ROOTS.join(', ')}) ${text}`, {});
    if (!isFunction(value)) throw new SyntaxError(`not a FEEL expression: ${text}`);
    if (compiled.size >= 5_000) compiled.clear();
    found = { fn: value as FeelFunction, warnings };
    compiled.set(text, found);
  }
  return found;
}

/**
 * The value of a FEEL expression. What is not there reads as null, as FEEL says.
 * Throws `SyntaxError` when the text does not parse (which `parseProcess` refuses beforehand).
 */
export function evaluateFeel(text: string, data: ProcessData, tasks: Record<string, Outcome>): unknown {
  const { fn, warnings } = compile(text);
  // feelin keeps the warnings of every invocation in the array of the definition: it would grow for ever.
  warnings.length = 0;
  return fn.invoke([data.form, data.dossier, tasks]);
}

/** Whether a condition holds: only `true` does, null (something is missing) does not. */
export const holds = (text: string, data: ProcessData, tasks: Record<string, Outcome>): boolean =>
  evaluateFeel(text, data, tasks) === true;

export type FeelReport = {
  /** Why it does not parse; null when it does. */
  syntax: string | null;
  /** Paths read from the roots, e.g. `['form', 'child', 'name']`. */
  paths: string[][];
  /** Names that are neither a root, a local name nor a built-in function. */
  unknown: string[];
  /** Uses `now()` or `today()`: the answer would differ between runs. */
  clock: boolean;
};

// FEEL's own functions answer to their names, e.g. `count`, `string length`.
const builtIn = (name: string): boolean => typeof evaluate(name, {}).value === 'function';

type Cursor = ReturnType<ReturnType<typeof parseExpression>['cursor']>;

/** What an expression reads, without running it. */
export function inspectFeel(text: string): FeelReport {
  const report: FeelReport = { syntax: null, paths: [], unknown: [], clock: false };
  try {
    compile(text);
  } catch (error) {
    return { ...report, syntax: (error as Error).message };
  }
  const tree = parseExpression(text, Object.fromEntries(ROOTS.map(r => [r, {}])), undefined);
  walk(tree.cursor(), text, report, new Set(), false);
  return report;
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
function walk(c: Cursor, text: string, report: FeelReport, local: Set<string>, free: boolean): void {
  const name = c.name;
  if (name === 'PathExpression') {
    const path = pathOf(word(c, text));
    if (path) {
      readPath(path, report, local, free);
      return;
    }
  }
  if (name === 'VariableName') readPath([word(c, text)], report, local, free);
  if (name === 'FunctionInvocation') {
    children(c, (child, index) => {
      if (index > 0) {
        walk(child, text, report, local, free);
        return;
      }
      const fn = word(child, text);
      if (fn === 'now' || fn === 'today') report.clock = true;
      else if (!local.has(fn) && !builtIn(fn)) report.unknown.push(fn);
    });
    return;
  }
  if (name === 'FilterExpression') {
    children(c, (child, index) => walk(child, text, report, local, free || index > 0));
    return;
  }
  const inner = introduces(name) ? new Set([...local, ...declared(c, text)]) : local;
  children(c, child => {
    if (child.name !== 'ParameterName' && child.name !== 'Key') walk(child, text, report, inner, free);
  });
}

const introduces = (name: string) =>
  /^(ForExpression|QuantifiedExpression|FunctionDefinition|Context)$/.test(name);

// Names bound by for, some, every, function and context entries, read from their source.
function declared(c: Cursor, text: string): string[] {
  const source = word(c, text);
  const names = [...source.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*(?=\bin\b|:)/gu)].map(m => m[1] as string);
  const params = /^function\s*\(([^)]*)\)/.exec(source)?.[1] ?? '';
  return [...names, ...params.split(',').map(p => p.split(':')[0]?.trim() ?? ''), 'partial'];
}

const pathOf = (source: string): string[] | null =>
  /^[\p{L}_][\p{L}\p{N}_]*(\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)+$/u.test(source)
    ? source.split('.').map(s => s.trim())
    : null;

function readPath(path: string[], report: FeelReport, local: Set<string>, free: boolean): void {
  const root = path[0] ?? '';
  if ((ROOTS as readonly string[]).includes(root)) report.paths.push(path);
  else if (!local.has(root) && !free && root !== 'item' && !builtIn(root)) report.unknown.push(root);
}
