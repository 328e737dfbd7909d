import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Candidate } from './candidates.ts';
import { byPerson, eligible, inTurn, rehearse, type Standing } from './choose.ts';
import { type NewRule, ruleFor } from './rule.ts';

const post = (postId: string, state: Candidate['state'] = 'there'): Candidate => ({
  postId,
  titleVi: postId,
  titleEn: postId,
  holders: [`holds ${postId}`],
  names: [postId],
  state,
});

const standings = fc
  .uniqueArray(fc.record({ postId: fc.stringMatching(/^[a-z]{3}$/), open: fc.nat(20) }), {
    minLength: 1,
    maxLength: 8,
    selector: s => s.postId,
  })
  .map(all => all.map((s): Standing => ({ ...s, givenAt: null })));

describe('work: whom a rule gives a step to', () => {
  test('who is away gets none, who has passed on his work none by turns, and the one who is named keeps it', () => {
    const all = [post('sen'), post('thang', 'away'), post('chu', 'delegated')];
    const names = (way: Parameters<typeof eligible>[0], postId: string | null = null) =>
      eligible(way, postId, all).map(c => c.postId);
    assert.deepEqual(names('least-loaded'), ['sen']);
    assert.deepEqual(names('round-robin'), ['sen']);
    assert.deepEqual(names('fixed', 'chu'), ['chu'], 'whoever acts for him does it');
    assert.deepEqual(names('fixed', 'thang'), [], 'nobody would see it');
    assert.deepEqual(names('nobody'), []);
  });

  test('by turns nobody gets two more than another, whatever they had', () => {
    fc.assert(
      fc.property(standings, fc.nat(60), (all, count) => {
        const given = rehearse('round-robin', all, count);
        const counts = all.map(s => given.filter(g => g === s.postId).length);
        assert.equal(given.length, count);
        assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
      }),
    );
  });

  test('by load nobody who has more than another gets anything before him', () => {
    fc.assert(
      fc.property(standings, fc.nat(60), (all, count) => {
        const open = new Map(all.map(s => [s.postId, s.open]));
        for (const to of rehearse('least-loaded', all, count)) {
          assert.equal(open.get(to), Math.min(...open.values()));
          open.set(to, (open.get(to) ?? 0) + 1);
        }
      }),
    );
  });

  test('of two who have as much it is whose turn is longer ago', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute));
    const order = inTurn('least-loaded', [
      { postId: 'a', open: 1, givenAt: at(5) },
      { postId: 'b', open: 1, givenAt: at(2) },
      { postId: 'c', open: 1, givenAt: null },
      { postId: 'd', open: 0, givenAt: at(9) },
    ]);
    assert.deepEqual(
      order.map(s => s.postId),
      ['d', 'c', 'b', 'a'],
    );
  });

  test('who holds several posts is one person, with what lies open with all, and the later of his turns', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 8, minute));
    const holds = (postId: string, ...holders: string[]) => ({ ...post(postId), holders });
    const all = [holds('a', 'sen'), holds('b', 'chu'), holds('c', 'sen'), holds('d', 'sen', 'chu')];
    const held = [
      ...[...all, holds('e', 'chu'), holds('f', 'gone')].flatMap(({ postId, holders }) =>
        holders.map(accountId => ({ accountId, postId })),
      ),
    ];
    const people = byPerson(
      all,
      [
        { postId: 'a', open: 2, givenAt: null },
        { postId: 'b', open: 3, givenAt: at(1) },
        { postId: 'c', open: 4, givenAt: at(5) },
        { postId: 'd', open: 1, givenAt: null },
        { postId: 'e', open: 6, givenAt: null },
        { postId: 'f', open: 9, givenAt: null },
      ],
      held,
    );
    assert.deepEqual(people, [
      { postId: 'a', open: 7, givenAt: at(5) },
      { postId: 'b', open: 10, givenAt: at(1) },
      { postId: 'd', open: 7, givenAt: null },
    ]);
    const turns = rehearse('round-robin', people.slice(0, 2), 4);
    assert.deepEqual(turns, ['b', 'a', 'b', 'a'], 'turn and turn about');
  });

  test('the closest rule counts: of the procedure, of the field, of the kind of step, of all', () => {
    const rule = (change: Partial<NewRule>): NewRule => ({
      agencyId: 'x',
      field: null,
      procedure: null,
      permission: null,
      way: 'nobody',
      postId: null,
      ...change,
    });
    const all = rule({});
    const signing = rule({ permission: 'dossier.sign' });
    const civil = rule({ field: 'ht' });
    const death = rule({ field: 'ht', procedure: '1.000656' });
    const rules = [all, signing, civil, death];
    const of = (procedure: string, field: string, permission: string) =>
      ruleFor(rules, { procedure, field, permission });
    assert.equal(of('1.000656', 'ht', 'dossier.sign'), death);
    assert.equal(of('1.001193', 'ht', 'dossier.process'), civil);
    assert.equal(of('1.012345', 'dd', 'dossier.sign'), signing);
    assert.equal(of('1.012345', 'dd', 'dossier.process'), all);
    assert.equal(ruleFor([death], { procedure: null, field: 'ht', permission: 'x' }), undefined);
  });
});
