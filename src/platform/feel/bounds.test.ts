import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateFeel, inspectFeel, UNBOUNDED } from './index.ts';

const roots = ['form', 'tasks'];
const form = { members: [{ age: 3 }, { age: 30 }], name: `${'a'.repeat(40)}!`, n: 2 };

test('what goes over the answers, once or twice, is run as ever', () => {
  for (const [text, value] of [
    ['some m in form.members satisfies m.age > 18', true],
    ['count(form.members[age > 18]) = 1', true],
    ['count(for a in form.members, b in form.members return a.age + b.age)', 4],
    ['sum(for m in form.members return m.age)', 33],
    ['{child: form.n, twice: form.n * 2}.twice', 4],
    ['if form.n <= 3 then "few" else "many"', 'few'],
    ['contains(form.name, "a") and starts with(form.name, "aa")', true],
  ] as const) {
    assert.equal(inspectFeel(text, roots).syntax, null, text);
    assert.equal(evaluateFeel(text, { form, tasks: {} }), value, text);
  }
});

// Each of these took seconds, a minute, or all memory, in the midst of everybody's requests.
test('what nobody can say the end of is refused when it is written, and not run where it stands', () => {
  for (const text of [
    'count(for i in 1..3000000 return i) > 0',
    'some i in 1..form.n satisfies i = 0',
    'matches(form.name, "^(a+)+$")',
    'replace(form.name, "^(a+)+$", "") = ""',
    'count(split(form.name, "(a|a)*b")) > 1',
    'count(for a in form.members, b in form.members, c in form.members return 1) > 0',
    'count(form.members[count(form.members[count(form.members[age > 1]) > 1]) > 1]) > 0',
    '(function(x) x(x))(function(x) x(x))',
    '{a: "xx", b: a + a, c: b + b}.c = ""',
    'count(for m in form.members return concatenate(partial, partial)) > 0',
    `some m in [${'1,'.repeat(600)}1] satisfies m = 2`,
  ]) {
    assert.equal(inspectFeel(text, roots).syntax, UNBOUNDED, text);
    assert.throws(() => evaluateFeel(text, { form, tasks: {} }), SyntaxError, text);
  }
});
