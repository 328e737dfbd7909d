import { parseExpression } from 'feelin';

type Cursor = ReturnType<ReturnType<typeof parseExpression>['cursor']>;

/** Loops inside each other, and signs of an expression that has any: so it goes over what was answered, some ten thousand times at most. */
const MOST_LOOPS = 2;
const MOST_SIGNS = 1_000;
/** Their patterns are run as JavaScript's: one can take for ever over thirty signs of somebody's answer. */
const PATTERNS: ReadonlySet<string> = new Set(['matches', 'replace', 'split']);

const word = (c: Cursor, text: string): string => text.slice(c.from, c.to).trim();

function children(c: Cursor, visit: (c: Cursor, index: number) => void): void {
  if (!c.firstChild()) return;
  let index = 0;
  do visit(c, index++);
  while (c.nextSibling());
  c.parent();
}

/** Names of the entries of a context, as `{a: 1, b: 2}`. */
function keysOf(context: Cursor, text: string): Set<string> {
  const keys = new Set<string>();
  children(context, entry => {
    if (entry.name === 'ContextEntry')
      children(entry, (part, i) => {
        if (i === 0) keys.add(word(part, text).replace(/^"|"$/g, ''));
      });
  });
  return keys;
}

/** How many lists a loop goes over. */
function loopsOf(loop: Cursor): number {
  let count = 0;
  children(loop, part => {
    if (part.name !== 'InExpressions') return;
    children(part, one => {
      if (one.name === 'InExpression') count++;
    });
  });
  return count;
}

/**
 * The part of a FEEL expression for which nobody can say how long it takes; null where there is none. Whoever writes a procedure writes
 * such expressions, and each runs in the midst of everybody's work: loops over a row of numbers (`1..1000000`), more than two loops inside each
 * other, functions of one's own, what refers to what was worked out before it (`partial`, a context's earlier entries: each may be twice as
 * long as the one before), and the functions that take a pattern. `names`: what it may read.
 */
export function unboundedPart(text: string, names: readonly string[]): string | null {
  let found: string | null = null;
  const visit = (c: Cursor, loops: number, keys: ReadonlySet<string>): void => {
    // The cursor moves on: what it stands at is kept.
    const [name, said] = [c.name, word(c, text)];
    const refuse = () => {
      found ??= said.slice(0, 100);
    };
    let inside = loops;
    let known = keys;
    if (name === 'FunctionDefinition') refuse();
    if (name === 'VariableName' && (said === 'partial' || keys.has(said))) refuse();
    if (name === 'Context') known = new Set([...keys, ...keysOf(c, text)]);
    if (name === 'FilterExpression') inside++;
    if (name === 'ForExpression' || name === 'QuantifiedExpression') inside += loopsOf(c);
    if (inside > MOST_LOOPS || (inside > 0 && text.length > MOST_SIGNS)) refuse();
    children(c, (child, index) => {
      if (name === 'IterationContext' && child.name === '..') refuse();
      if (name === 'FunctionInvocation' && index === 0 && PATTERNS.has(word(child, text))) refuse();
      if (child.name !== 'Key') visit(child, inside, known);
    });
  };
  const context = Object.fromEntries(names.map(name => [name, {}]));
  visit(parseExpression(text, context, undefined).cursor(), 0, new Set());
  return found;
}
