// Worked-out answers where no server can be asked: FEEL that the server has cut into a tree (`feelTree`), so that nothing is compiled here.
// Kept alike with the server's own by a property test (work-out.test.ts). Days are counts of days since 1970, as `{ day }`; spans of days `{ days }`.

const DAY_MS = 86_400_000;
const isNumber = v => typeof v === 'number';
const isText = v => typeof v === 'string';

function dayOf(text) {
  if (!isText(text) || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(text)) return null;
  return { day: at.getTime() / DAY_MS };
}
const textOfDay = ({ day }) => new Date(day * DAY_MS).toISOString().slice(0, 10);

function spanOf(text) {
  const [, sign, days] = /^(-?)P(\d+)D$/.exec(isText(text) ? text : '') ?? [];
  return days === undefined ? null : { days: sign ? -Number(days) : Number(days) };
}

/** Whole months from one day to another, towards zero. */
function months(from, to) {
  const [a, b] = [from, to].map(d => new Date(d.day * DAY_MS));
  const whole = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  if (whole > 0 && b.getUTCDate() < a.getUTCDate()) return whole - 1;
  if (whole < 0 && b.getUTCDate() > a.getUTCDate()) return whole + 1;
  return whole;
}

const halfUp = (n, scale) => {
  const by = 10 ** scale;
  const at = n * by;
  const whole = Math.abs(at % 1) === 0.5 ? (n > 0 ? Math.ceil(at) : Math.floor(at)) : Math.round(at);
  return whole / by;
};

const items = given => (given.length === 1 && Array.isArray(given[0]) ? given[0] : given);
const allNumbers = given => items(given).every(isNumber);

const CALLS = {
  sum: (...given) => (allNumbers(given) ? items(given).reduce((a, b) => a + b, 0) : null),
  count: list => (Array.isArray(list) ? list.length : null),
  min: (...given) => (allNumbers(given) && items(given).length ? Math.min(...items(given)) : null),
  max: (...given) => (allNumbers(given) && items(given).length ? Math.max(...items(given)) : null),
  abs: n => (isNumber(n) ? Math.abs(n) : null),
  floor: n => (isNumber(n) ? Math.floor(n) : null),
  ceiling: n => (isNumber(n) ? Math.ceil(n) : null),
  'round half up': (n, scale) => (isNumber(n) && isNumber(scale) ? halfUp(n, scale) : null),
  not: v => (typeof v === 'boolean' ? !v : null),
  string: v => {
    if (v === null || v === undefined) return null;
    return v.day === undefined ? String(v) : textOfDay(v);
  },
  'string join': (list, between) =>
    Array.isArray(list) && list.every(v => v === null || isText(v))
      ? list.filter(v => v !== null).join(between ?? '')
      : null,
  'list contains': (list, one) => (Array.isArray(list) ? list.includes(one) : null),
  date: dayOf,
  duration: spanOf,
  'years and months duration': (from, to) => {
    if (from?.day === undefined || to?.day === undefined) return null;
    const whole = months(from, to);
    return { years: Math.trunc(whole / 12), months: whole % 12 };
  },
};

function plus(a, b) {
  if ((isNumber(a) && isNumber(b)) || (isText(a) && isText(b))) return a + b;
  if (a?.day !== undefined && b?.days !== undefined) return { day: a.day + b.days };
  return null;
}
function minus(a, b) {
  if (isNumber(a) && isNumber(b)) return a - b;
  if (a?.day !== undefined && b?.day !== undefined) return { days: a.day - b.day };
  if (a?.day !== undefined && b?.days !== undefined) return { day: a.day - b.days };
  return null;
}
const numbers = work => (a, b) => (isNumber(a) && isNumber(b) ? work(a, b) : null);

const bare = v => v?.day ?? v;
const sort = v => (v?.day === undefined ? typeof v : 'day');
const compared = holds => (a, b) => {
  if (a === null || b === null || sort(a) !== sort(b)) return null;
  return holds(bare(a), bare(b));
};
const equal = (a, b) => {
  if (a === null || b === null) return a === b;
  return sort(a) === sort(b) ? bare(a) === bare(b) : null;
};

const OPERATORS = {
  '+': plus,
  '-': minus,
  '*': numbers((a, b) => a * b),
  '/': numbers((a, b) => (b === 0 ? null : a / b)),
  '**': numbers((a, b) => a ** b),
  '=': equal,
  '!=': (a, b) => {
    const same = equal(a, b);
    return same === null ? null : !same;
  },
  '<': compared((a, b) => a < b),
  '<=': compared((a, b) => a <= b),
  '>': compared((a, b) => a > b),
  '>=': compared((a, b) => a >= b),
  and: (a, b) => (a === false || b === false ? false : a === true && b === true ? true : null),
  or: (a, b) => (a === true || b === true ? true : a === false && b === false ? false : null),
};

const named = (of, name) => (typeof of === 'object' && of !== null ? (of[name] ?? null) : null);

/** What a tree gives over `context` (`{ form, item }`). */
export function worth(tree, context) {
  const [operator, ...operands] = tree;
  switch (operator) {
    case 'value':
      return operands[0];
    case 'root':
      return context[operands[0]] ?? null;
    case 'at': {
      const of = worth(operands[0], context);
      return Array.isArray(of) ? of.map(one => named(one, operands[1])) : named(of, operands[1]);
    }
    case 'if':
      return worth(operands[worth(operands[0], context) === true ? 1 : 2], context);
    case 'list':
      return operands.map(one => worth(one, context));
    default:
      return (OPERATORS[operator] ?? CALLS[operator])(...operands.map(one => worth(one, context)));
  }
}

/** A worked-out value as its field wants it; undefined where it is none (something it needs is missing). */
function fit(value, type) {
  if (type === 'integer' || type === 'number') {
    if (!isNumber(value) || !Number.isFinite(value)) return undefined;
    // Without a sign before nothing.
    return (type === 'integer' ? Math.round(value) : value) + 0;
  }
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  return isText(value) && value !== '' ? value : undefined;
}

/**
 * A worked-out answer, by what came with the form of it. `form`: the answers, with an empty list for a group that is asked for and has no item;
 * `item`: those of the item in which it stands.
 * @param {{ tree: any, type: string }} computed
 * @param {any} form
 * @param {any} item
 */
export const workOut = ({ tree, type }, form, item = null) => fit(worth(tree, { form, item }), type);
