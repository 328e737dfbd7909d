import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decide, type ScopedGrant } from './decide.ts';

// A small world, so that grants and things meet often: a province with two communes, one with a centre.
const PARENT: Record<string, string | null> = {
  province: null,
  bacHa: 'province',
  saPa: 'province',
  centre: 'bacHa',
};
const AGENCIES = Object.keys(PARENT);
const PERMISSIONS = ['dossier.read', 'dossier.sign', 'identity.manage'];
const FIELDS = ['HT', 'DD'];

const pathOf = (agency: string): string[] => {
  const above = PARENT[agency];
  return above ? [agency, ...pathOf(above)] : [agency];
};

const grant: fc.Arbitrary<ScopedGrant> = fc.record({
  permission: fc.constantFrom(...PERMISSIONS),
  agencyId: fc.constantFrom(...AGENCIES),
  below: fc.boolean(),
  postId: fc.constant('post'),
  fields: fc.option(fc.subarray(FIELDS), { nil: null }),
});
const grants = fc.array(grant, { maxLength: 6 });
const question = fc.record({
  permission: fc.constantFrom(...PERMISSIONS),
  agency: fc.constantFrom(...AGENCIES),
  field: fc.option(fc.constantFrom(...FIELDS), { nil: undefined }),
});

/** The rule again, the slow way: write down all that a grant allows, then look the question up. */
function allowedBy(g: ScopedGrant): Set<string> {
  const isAtOrBelow = (agency: string | null): boolean =>
    agency !== null && (agency === g.agencyId || isAtOrBelow(PARENT[agency] ?? null));
  const agencies = AGENCIES.filter(a => (g.below ? isAtOrBelow(a) : a === g.agencyId));
  const fields: Array<string | undefined> = g.fields ? [...g.fields] : [undefined, ...FIELDS];
  return new Set(agencies.flatMap(a => fields.map(field => `${g.permission} ${a} ${field}`)));
}

test('a decision agrees with the list of all that the grants allow', () => {
  fc.assert(
    fc.property(grants, question, (held, q) => {
      const expected = held.some(g => allowedBy(g).has(`${q.permission} ${q.agency} ${q.field}`));
      assert.equal(decide(held, q.permission, pathOf(q.agency), q.field), expected);
    }),
    { numRuns: 2_000 },
  );
});

test('another grant never takes a right away', () => {
  fc.assert(
    fc.property(grants, grant, question, (held, more, q) => {
      const before = decide(held, q.permission, pathOf(q.agency), q.field);
      const after = decide([...held, more], q.permission, pathOf(q.agency), q.field);
      assert.ok(after || !before);
    }),
  );
});

test('whoever holds nothing below an agency has no right at it by standing beside or below it', () => {
  fc.assert(
    fc.property(grants, question, (held, q) => {
      const elsewhere = held.filter(g => !pathOf(q.agency).includes(g.agencyId));
      assert.equal(decide(elsewhere, q.permission, pathOf(q.agency), q.field), false);
    }),
  );
});
