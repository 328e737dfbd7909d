import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from './canonical.ts';

// The examples of RFC 8785, sections 3.2.2 and 3.2.3, and number samples of its appendix B.
test('the examples of RFC 8785 come out byte for byte', () => {
  const input = {
    numbers: [JSON.parse('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '€$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
    literals: [null, true, false],
  };
  assert.equal(
    canonical(input),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const keys = {
    '€': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '😀': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    ö: 'Latin Small Letter O With Diaeresis',
  };
  assert.deepEqual(Object.values(JSON.parse(canonical(keys)) as object).sort(), Object.values(keys).sort());
  assert.deepEqual(
    [...canonical(keys).matchAll(/:"([^"]+)"/g)].map(m => m[1]),
    [
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ],
  );
});

test('appendix B: numbers', () => {
  const bits = (hex: string) => Buffer.from(hex, 'hex').readDoubleBE();
  for (const [hex, text] of [
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555554', '333333333.33333325'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ] as const)
    assert.equal(canonical(bits(hex)), text);
});

test('whatever JSON holds comes back, and the order of members does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), value => {
      const text = canonical(value);
      assert.equal(canonical(JSON.parse(text)), text);
      // -0 is the one value that JSON does not tell apart.
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
    }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), object => {
      const backwards = Object.fromEntries(Object.entries(object).reverse());
      assert.equal(canonical(backwards), canonical(object));
    }),
  );
});

test('what JSON cannot hold exactly is refused', () => {
  for (const value of [
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1n,
    () => 1,
    Symbol('x'),
    '\ud800',
    { '\udc00': 1 },
  ])
    assert.throws(() => canonical(value), TypeError);
  assert.equal(canonical({ a: undefined, b: new Date(0) }), '{"b":"1970-01-01T00:00:00.000Z"}');
});
