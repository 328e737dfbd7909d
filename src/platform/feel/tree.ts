import { parseExpression } from 'feelin';

/** A FEEL expression as data, for where it cannot be parsed: operator and operands, each such a tree again or a plain value. */
export type FeelTree = readonly [string, ...(FeelTree | string | number | boolean | null)[]];

/** Functions of FEEL that `work-out.js` knows too. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'sum',
  'count',
  'min',
  'max',
  'abs',
  'floor',
  'ceiling',
  'round half up',
  'not',
  'string',
  'string join',
  'list contains',
  'date',
  'duration',
  'years and months duration',
]);
const ARITHMETIC: ReadonlySet<string> = new Set(['+', '-', '*', '/', '**']);
const COMPARED: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

type Node = { name: string; text: string; inside: Node[] };
class Beyond extends Error {}

function nodeAt(c: ReturnType<ReturnType<typeof parseExpression>['cursor']>, text: string): Node {
  const node: Node = { name: c.name, text: text.slice(c.from, c.to).trim(), inside: [] };
  if (c.firstChild()) {
    do node.inside.push(nodeAt(c, text));
    while (c.nextSibling());
    c.parent();
  }
  return node;
}

const words = (text: string) => text.replace(/\s+/g, ' ');

function only(node: Node | undefined): Node {
  if (!node) throw new Beyond();
  return node;
}

/** `a op b`, or `- a`. */
function operation(node: Node, known: ReadonlySet<string>, tree: (n: Node) => FeelTree): FeelTree {
  const [first, second, third, more] = node.inside;
  if (more) throw new Beyond();
  if (!third) {
    if (first?.text !== '-') throw new Beyond();
    return ['-', ['value', 0], tree(only(second))];
  }
  if (!second || !known.has(second.text)) throw new Beyond();
  return [second.text, tree(only(first)), tree(third)];
}

function call(node: Node, tree: (n: Node) => FeelTree): FeelTree {
  const name = words(only(node.inside[0]).text);
  const given = node.inside.find(n => n.name === 'PositionalParameters');
  if (!FUNCTIONS.has(name) || !given) throw new Beyond();
  return [name, ...given.inside.map(tree)];
}

function read(node: Node, roots: readonly string[]): FeelTree {
  const tree = (n: Node) => read(n, roots);
  const { name, text, inside } = node;
  switch (name) {
    case 'Expression':
    case 'ParenthesizedExpression': {
      const within = inside.filter(n => n.name !== '(' && n.name !== ')');
      if (within.length !== 1) throw new Beyond();
      return tree(only(within[0]));
    }
    case 'NumericLiteral':
      return ['value', Number(text)];
    case 'StringLiteral':
      return ['value', JSON.parse(text) as string];
    case 'BooleanLiteral':
      return ['value', text === 'true'];
    case 'null':
      return ['value', null];
    case 'VariableName':
      if (!roots.includes(text)) throw new Beyond();
      return ['root', text];
    case 'PathExpression':
      return ['at', tree(only(inside[0])), only(inside[2]).text];
    case 'ArithmeticExpression':
      return operation(node, ARITHMETIC, tree);
    case 'Comparison':
      return operation(node, COMPARED, tree);
    case 'Conjunction':
    case 'Disjunction':
      if (inside.length !== 3) throw new Beyond();
      return [name === 'Conjunction' ? 'and' : 'or', tree(only(inside[0])), tree(only(inside[2]))];
    case 'IfExpression':
      return ['if', tree(only(inside[1])), tree(only(inside[3])), tree(only(inside[5]))];
    case 'List':
      return ['list', ...inside.filter(n => n.name !== '[' && n.name !== ']').map(tree)];
    case 'FunctionInvocation':
    case 'DateTimeLiteral':
      return call(node, tree);
    default:
      throw new Beyond();
  }
}

/**
 * An expression over `roots` as a tree; undefined of one that uses more of FEEL than lists, paths, arithmetic, comparisons, `if` and the
 * functions that calculations need. What such a tree gives is held to what `evaluateFeel` gives (`work-out.test.ts` of the engine of forms).
 */
export function feelTree(text: string, roots: readonly string[]): FeelTree | undefined {
  try {
    const parsed = parseExpression(text, Object.fromEntries(roots.map(r => [r, {}])), undefined);
    return read(nodeAt(parsed.cursor(), text), roots);
  } catch (error) {
    if (error instanceof Beyond || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
