// What is wrong with answers by the rules of their form, where no server can be asked: the schema that the server validates with, read as it
// stands, and the sentences that the server would say (`offline-rules.ts`). Nothing is compiled: a page may not run text as a program.
// Kept alike by a property test against the server's own validation (judge.test.ts).

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const isDay = text => {
  if (!DAY.test(text) || text < '0001') return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};
const isPartialDay = text => isDay(text) || /^[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?$/.test(text);

/** As `values/limit-day.ts`. */
function limitDay(bound, today) {
  const found = /^today(?:-(\d{1,3})y)?$/.exec(bound);
  if (!found) return bound;
  const day = `${String(Number(today.slice(0, 4)) - Number(found[1] ?? 0)).padStart(4, '0')}${today.slice(4)}`;
  return day.endsWith('02-29') && !isDay(day) ? `${day.slice(0, 8)}28` : day;
}

const FORMATS = {
  date: isDay,
  'partial-date': isPartialDay,
  email: text =>
    text.length <= 254 &&
    /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}$/.test(
      text,
    ) &&
    !/^\.|\.\.|\.@/.test(text),
  'personal-number': text => /^\d{12}$/.test(text),
  'person-name': text => /^\p{L}[\p{L}\p{M}]*(?:[ '’.-]{1,2}\p{L}[\p{L}\p{M}]*)*\.?$/u.test(text),
  'vn-phone': text => /^0(?:[35789]\d{8}|2\d{8,9})$/.test(text),
  'area-code': text => /^(?:\d{2}|\d{3}|\d{5})$/.test(text),
};

/** Sex and year of birth of whoever has a personal number (Circular 59/2021/TT-BCA art. 4). */
function holderOf(number) {
  if (!/^\d{12}$/.test(number)) return undefined;
  const digit = Number(number[3]);
  const year = 1900 + 100 * Math.floor(digit / 2) + Number(number.slice(4, 6));
  return { sex: digit % 2 === 0 ? 'male' : 'female', year };
}

function numberFault(number, { today, provinces }) {
  const holder = holderOf(number);
  if (!holder) return undefined;
  if (!provinces.includes(number.slice(0, 3))) return { which: 'place', digits: number.slice(0, 3) };
  if (holder.year > Number(today.slice(0, 4)))
    return { which: 'future', digits: number.slice(3, 6), year: holder.year };
  return undefined;
}

const sexSaid = answer =>
  answer === 'male' || answer === 'nam'
    ? 'male'
    : answer === 'female' || answer === 'nu'
      ? 'female'
      : undefined;

function disagreement(names, person, context) {
  const number = person[names.number];
  if (typeof number !== 'string' || numberFault(number, context)) return undefined;
  const holder = holderOf(number);
  if (!holder) return undefined;
  const born = names.born && person[names.born];
  if (typeof born === 'string' && /^\d{4}(?:-|$)/.test(born) && Number(born.slice(0, 4)) !== holder.year)
    return { which: 'year', year: holder.year, against: names.born };
  const sex = names.sex && sexSaid(person[names.sex]);
  if (sex && sex !== holder.sex) return { which: 'sex', year: holder.year, against: names.sex };
  return names.is && names.is !== holder.sex ? { which: `of-${holder.sex}` } : undefined;
}

const isObject = v => typeof v === 'object' && v !== null && !Array.isArray(v);
const TYPES = {
  string: v => typeof v === 'string',
  number: v => typeof v === 'number',
  integer: v => Number.isInteger(v),
  boolean: v => typeof v === 'boolean',
  array: Array.isArray,
  object: isObject,
};
const valueAt = (data, path) => path.split('.').reduce((at, name) => at?.[name], data);
const join = (path, name) => (path ? `${path}.${name}` : name);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function ofNumber(s, v, fault) {
  if (v < s.minimum) fault('minimum');
  if (v > s.maximum) fault('maximum');
  if (v <= s.exclusiveMinimum) fault('exclusiveMinimum');
  if (v >= s.exclusiveMaximum) fault('exclusiveMaximum');
  if (s.multipleOf !== undefined && !Number.isInteger(v / s.multipleOf)) fault('multipleOf');
}

function ofText(s, v, fault, context) {
  const length = [...v].length;
  if (length < s.minLength) fault('minLength');
  if (length > s.maxLength) fault('maxLength');
  if (s.pattern !== undefined && !new RegExp(s.pattern, 'u').test(v)) fault('pattern');
  if (s.format && FORMATS[s.format] && !FORMATS[s.format](v)) fault('format');
  for (const [keyword, wrong] of [
    ['dateNotAfter', limit => v > limit],
    ['dateNotBefore', limit => v < limit],
  ])
    if (s[keyword] !== undefined) {
      const limit = limitDay(s[keyword], context.today);
      if (wrong(limit)) fault(keyword, { date: limit });
    }
  const number = s.personalNumberHolds && numberFault(v, context);
  if (number) fault('personalNumberHolds', number);
}

function ofList(s, v, path, fault, context, out) {
  if (v.length < s.minItems) fault('minItems');
  if (v.length > s.maxItems) fault('maxItems');
  if (s.uniqueItems && new Set(v.map(x => JSON.stringify(x))).size < v.length) fault('uniqueItems');
  if (s.contains) {
    const fitting = v.filter(x => fits(s.contains, x, context)).length;
    if (fitting < (s.minContains ?? 1) || fitting > (s.maxContains ?? Number.POSITIVE_INFINITY))
      fault('contains');
  }
  if (s.items) for (const [i, x] of v.entries()) visit(s.items, x, join(path, i), context, out);
}

function ofObject(s, v, path, context, out) {
  const at = (name, keyword, params) => out.push({ path: join(path, name), keyword, params });
  const lacks = name => v[name] === undefined;
  for (const name of s.required ?? []) if (lacks(name)) at(name, 'required');
  for (const [name, others] of Object.entries(s.dependentRequired ?? {}))
    if (!lacks(name))
      for (const other of others) if (lacks(other)) out.push({ path, keyword: 'dependentRequired' });
  for (const [name, sub] of Object.entries(s.properties ?? {}))
    if (!lacks(name)) visit(sub, v[name], join(path, name), context, out);
  for (const names of [s.personalNumberAgrees ?? []].flat()) {
    const params = disagreement(names, v, context);
    if (!params) continue;
    at(names.number, 'personalNumberAgrees', params);
    break;
  }
  for (const { earlier, later } of s.datesInOrder ?? []) {
    const [before, after] = [earlier, later].map(path => valueAt(v, path));
    if (typeof before !== 'string' || typeof after !== 'string' || after >= before) continue;
    // What is no day is said so; between it and another nothing can be said.
    if (!isPartialDay(before) || !isPartialDay(after)) continue;
    at(later, 'datesInOrder', { date: before });
    break;
  }
  for (const { one, other, holds } of s.answersDiffer ?? []) {
    const [first, second] = [one, other].map(path => valueAt(v, path));
    if (typeof first !== 'string' || typeof second !== 'string' || !first.trim()) continue;
    if (!(holds ? plain(second).includes(plain(first)) : plain(second) === plain(first))) continue;
    at(other, 'answersDiffer');
    break;
  }
  inOrder(s, v, path, out);
}

// As `answersInOrder` in validate/keywords.ts.
function inOrder(s, v, path, out) {
  const isAfter = (one, other) =>
    typeof one === 'number'
      ? typeof other === 'number' && one > other
      : [one, other].every(day => typeof day === 'string' && isPartialDay(day)) &&
        one.slice(0, other.length) > other.slice(0, one.length);
  for (const { low, high, at, each } of s.answersInOrder ?? []) {
    const items = each === undefined ? [0] : valueAt(v, each);
    for (const i of Array.isArray(items) ? items.keys() : []) {
      const [below, above] = [low, high].map(p =>
        each !== undefined && p.startsWith(`${each}.`) ? `${each}.${i}${p.slice(each.length)}` : p,
      );
      if (isAfter(valueAt(v, below), valueAt(v, above)))
        out.push({ path: join(path, at === low ? below : above), keyword: 'answersInOrder' });
    }
  }
}

const plain = text => text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ').trim();

const DAY_MS = 86_400_000;
const isoDay = time => new Date(time).toISOString().slice(0, 10);

// As validate/first-gap.ts on the server.
function firstGap(spans, since, today) {
  let reached = since;
  for (const { from, to } of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (Date.parse(from) > reached + 31 * DAY_MS) return { date: isoDay(reached), until: from };
    reached = Math.max(reached, Date.parse(to));
  }
  return reached + 31 * DAY_MS < Date.parse(today) ? { date: isoDay(reached), until: today } : undefined;
}

function covered(s, v, { today }, out) {
  for (const { group, from, to, born, years } of s.daysCovered ?? []) {
    const [items, birth] = [valueAt(v, group), valueAt(v, born)];
    if (!Array.isArray(items) || !items.length || typeof birth !== 'string' || !isDay(birth)) continue;
    const spans = items.map(item => ({ from: item?.[from], to: item?.[to] ?? today }));
    if (!spans.every(span => [span.from, span.to].every(day => typeof day === 'string' && isDay(day))))
      continue;
    const [y, m, d] = birth.split('-').map(Number);
    const gap = firstGap(spans, Date.UTC(y + years, m - 1, d), today);
    if (gap) return out.push({ path: group, keyword: 'daysCovered', params: gap });
  }
}

function sums(s, v, out) {
  for (const { group, column, limit } of s.sumNotAbove ?? []) {
    const [items, most] = [valueAt(v, group), valueAt(v, limit)];
    if (!Array.isArray(items) || typeof most !== 'number') continue;
    const parts = items.map(item => valueAt(item, column)).filter(n => typeof n === 'number');
    const sum = Math.round(parts.reduce((a, b) => a + b, 0) * 1e6) / 1e6;
    if (sum > most) return out.push({ path: group, keyword: 'sumNotAbove', params: { sum, most } });
  }
}

const fits = (schema, value, context) => {
  const out = [];
  visit(schema, value, '', context, out);
  return out.length === 0;
};

function visit(s, v, path, context, out) {
  const fault = (keyword, params) => out.push({ path, keyword, params });
  if (s.type && !TYPES[s.type]?.(v)) fault('type');
  if (s.const !== undefined && !same(s.const, v)) fault('const');
  if (s.enum && !s.enum.some(one => same(one, v))) fault('enum');
  if (typeof v === 'number') ofNumber(s, v, fault);
  if (typeof v === 'string') ofText(s, v, fault, context);
  if (Array.isArray(v)) ofList(s, v, path, fault, context, out);
  if (isObject(v)) ofObject(s, v, path, context, out);
  if (isObject(v)) sums(s, v, out);
  if (isObject(v)) covered(s, v, context, out);
  for (const sub of s.allOf ?? []) visit(sub, v, path, context, out);
  if (s.anyOf && !s.anyOf.some(sub => fits(sub, v, context))) fault('anyOf');
  if (s.oneOf && s.oneOf.filter(sub => fits(sub, v, context)).length !== 1) fault('oneOf');
  if (s.not && fits(s.not, v, context)) fault('not');
  if (s.if) {
    const next = fits(s.if, v, context) ? s.then : s.else;
    if (next) visit(next, v, path, context, out);
  }
}

// What to say first when a value is wrong in several ways; as on the server.
const RANKS = ['required', 'type', 'nfc', 'maxLength', 'format', 'enum', 'const', 'pattern'];
const rank = keyword => (RANKS.indexOf(keyword) + RANKS.length + 1) % (RANKS.length + 1);

// The shapes of a date with day, month and year, be there such a day or not.
const WHOLE = [
  /^(?:ng[àa]y )?\d{1,2} th[áa]ng \d{1,2}(?: n[ăa]m |, ?| )\d{4}$/i,
  /^\d{1,2}[/.\-\s]\d{1,2}[/.\-\s]\d{4}$/,
  /^\d{8}$/,
  DAY,
];

const numberText = (n, lang) =>
  n === undefined
    ? ''
    : n.toLocaleString(lang === 'en' ? 'en-US' : 'vi-VN', { maximumFractionDigits: 6 }).replace('-', '−');
const dayText = day => day.split('-').reverse().join('/');

/** The sentence for a fault, of those that the server wrote down; undefined where it has none: then the server is asked later. */
function wordsFor(rules, { path, keyword, params = {} }, value) {
  const said = rules.words[path.replace(/\.\d+(?=\.|$)/g, '')] ?? {};
  const whole = keyword === 'format' && typeof value === 'string' && WHOLE.some(shape => shape.test(value));
  const words =
    said[params.which ? `${keyword}.${params.which}` : whole && said.complete ? 'complete' : keyword];
  return words
    ?.replace('31/12/9999', params.date ? dayText(params.date) : '')
    .replace('31/12/9998', params.until ? dayText(params.until) : '')
    .replace('98765', String(params.year ?? ''))
    .replace('{digits}', String(params.digits ?? ''))
    .replace('{typed}', String(value))
    .replace('{sum}', numberText(params.sum, rules.lang))
    .replace('{most}', numberText(params.most, rules.lang));
}

/**
 * What is wrong with `data` (nested as the form's schema is, items of groups in lists), one thing a place: `[{ path, keyword, words }]`.
 * `asked(path)`: whether the place is asked for by the answers so far. `today`: `YYYY-MM-DD`.
 * @param {any} rules
 * @param {any} data
 * @param {{ today: string, asked?: (path: string) => boolean }} context
 * @returns {Array<{ path: string, keyword: string, words: string }>}
 */
export function judge(rules, data, { today, asked = () => true }) {
  const out = [];
  visit(rules.schema, data, '', { today, provinces: rules.provinces }, out);
  const first = new Map();
  for (const fault of out) {
    if (!asked(fault.path)) continue;
    const words = wordsFor(rules, fault, valueAt(data, fault.path));
    if (!words) continue;
    const before = first.get(fault.path);
    if (!before || rank(fault.keyword) < rank(before.keyword)) first.set(fault.path, { ...fault, words });
  }
  // A number that contradicts a date which is itself wrong: one thing to correct, not two.
  const follows = ({ path, params = {} }) =>
    params.against && first.has(join(path.split('.').slice(0, -1).join('.'), params.against));
  return [...first.values()]
    .filter(fault => !follows(fault))
    .map(({ path, keyword, words }) => ({ path, keyword, words }));
}
