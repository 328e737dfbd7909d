import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluateFeel, feelTree } from '#platform/feel';
import { workOut, worth } from './work-out.js';

const sum = (...given: unknown[]): number | null => {
  const [first] = given;
  const items = given.length === 1 && Array.isArray(first) ? first : given;
  return items.every(v => typeof v === 'number') ? (items as number[]).reduce((a, b) => a + b, 0) : null;
};

const number = fc.oneof(
  fc.integer({ min: -500, max: 5_000 }),
  fc.constantFrom(0, 0.5, 2.5, -1.5, 0.1, 33.335, 1e9),
);
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map(d => d.toISOString().slice(0, 10));
const text = fc.constantFrom('a', 'Bắc Hà', 'x"y', '3', '2026-02-31');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const answers = fc.record({
  a: maybe(number),
  b: maybe(number),
  days: maybe(fc.integer({ min: -40, max: 400 })),
  from: maybe(day),
  to: maybe(fc.oneof(day, text)),
  t: maybe(text),
  yes: maybe(fc.boolean()),
  kinds: maybe(fc.subarray(['a', 'b'])),
  group: fc.array(fc.record({ n: maybe(number), t: maybe(text) }), { maxLength: 4 }),
});

/** What calculations chosen from lists are written as, and what forms of the province work out. */
const EXPRESSIONS = [
  'form.a + form.b - 3',
  'form.a * form.b * 2',
  '-form.a ** 2',
  'form.a / form.b',
  'sum(form.group.n)',
  'count(form.group)',
  'if count(form.group) > 0 then sum(form.group.n) else 0',
  'if form.b > 0 then round half up(form.a / form.b * 100, 1) else null',
  'if form.b > 0 then round half up(form.a / form.b, 0) else null',
  'years and months duration(date(form.from), date(form.to)).years',
  '(date(form.to) - date(form.from)).days',
  'string(date(form.from) + duration("P30D"))',
  'string(date(form.from) + duration("P" + string(form.days) + "D"))',
  'string join([form.t, string(form.a)], ", ")',
  'if form.t = "a" then form.a else form.b',
  'if form.t != null and form.t != "a" then 1 else 2',
  'if list contains(form.kinds, "a") then "có" else "không"',
  'if form.kinds != null and not(list contains(form.kinds, "b")) then 1 else null',
  'if form.yes = true then form.a else null',
  'if date(form.from) >= date("2000-01-01") and date(form.from) < date("2020-01-01") then 1 else 0',
  'if form.a >= 10 or form.b = null then 1 else 0',
  'item.n * form.a',
];

test('what is worked out where there is no server is what the server works out', () => {
  let known = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...EXPRESSIONS),
      answers,
      fc.constantFrom('integer', 'number', 'string'),
      (feel, given, type) => {
        const form = JSON.parse(JSON.stringify(given)) as typeof given;
        const tree = feelTree(feel, ['form', 'item']);
        assert.ok(tree, feel);
        const item = form.group[0] ?? null;
        const server = evaluateFeel(feel, { form, item, sum });
        const value = workOut({ tree: JSON.parse(JSON.stringify(tree)), type }, form, item);
        const wanted =
          type === 'string'
            ? typeof server === 'string' && server !== ''
              ? server
              : undefined
            : typeof server === 'number' && Number.isFinite(server)
              ? type === 'integer'
                ? Math.round(server) + 0
                : server + 0
              : undefined;
        if (wanted !== undefined) known++;
        assert.equal(value, wanted, `${feel} of ${JSON.stringify(form)}`);
      },
    ),
    { numRuns: 3_000, seed: 4144 },
  );
  assert.ok(known > 500, `${known} were worked out`);
});

test('what uses more of FEEL is left to the server', () => {
  for (const feel of [
    'form.group[1].n',
    'for x in form.group return x.n',
    'form.a between 1 and 3',
    'substring(form.t, 1)',
    'some x in form.group satisfies x.n > 1',
    '{ a: 1 }.a',
    'form.a +',
  ])
    assert.equal(feelTree(feel, ['form']), undefined, feel);
  assert.equal(worth(feelTree('1 + 2 * 3', []), {}), 7);
});
