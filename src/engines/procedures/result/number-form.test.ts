import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { numberAs, numberFault, PLAIN_NUMBER, symbolOf, USUAL_NUMBER } from './number-form.ts';

test('a number has the kind of the paper and the letters of its issuer', () => {
  const of = (form: string, n: number | string = 12) => numberAs(form, { n, year: 2026, symbol: 'UBND' });
  assert.equal(of(USUAL_NUMBER), '12/GCN-UBND');
  assert.equal(of(USUAL_NUMBER, 5), '05/GCN-UBND');
  assert.equal(of('{{so}}/{{nam}}/QĐ-{{co-quan}}', 15), '15/2026/QĐ-UBND');
  assert.equal(of(PLAIN_NUMBER, 5), '5/2026', 'a register counts without a zero');
  assert.equal(of(USUAL_NUMBER, '…'), '…/GCN-UBND', 'while it is not drawn');
});

test('the letters of an issuer', () => {
  const of = (kind: string, name: string) => symbolOf({ kind, name });
  assert.equal(of('commune-committee', 'Ủy ban nhân dân xã Bắc Hà'), 'UBND');
  assert.equal(of('department', 'Sở Nông nghiệp và Môi trường'), 'SNNMT');
  assert.equal(of('department', 'Sở Tư pháp tỉnh Lào Cai'), 'STP');
  assert.equal(of('police', 'Công an tỉnh Lào Cai'), 'CA');
});

test('a form without the number, with unknown parts or other signs is no form of a number', () => {
  assert.equal(numberFault('GCN-UBND'), 'number-without-number');
  assert.equal(numberFault('{{so}}/{{so}}'), 'number-without-number');
  assert.equal(numberFault('{{so}}/{{ma}}'), 'number-part-unknown');
  assert.equal(numberFault('{{so}}/gcn'), 'number-signs');
  assert.equal(numberFault('{{so}} {{nam}}'), 'number-signs');
  for (const form of [PLAIN_NUMBER, USUAL_NUMBER, '{{so}}/QĐ-UBND']) assert.equal(numberFault(form), null);
});

test('whatever somebody types is judged, and two numbers of one form and year are never the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), (form, a, b) => {
      if (numberFault(form)) return;
      const of = (n: number) => numberAs(form, { n, year: 2026, symbol: 'UBND' });
      assert.equal(of(a) === of(b), a === b);
    }),
  );
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (a, b) => {
      const of = (n: number) => numberAs(USUAL_NUMBER, { n, year: 2026, symbol: 'UBND' });
      assert.equal(of(a) === of(b), a === b);
    }),
  );
});
