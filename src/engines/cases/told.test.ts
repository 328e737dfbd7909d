import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createAccount } from '#engines/identity';
import type { CasesFixture } from './testing/fixture.ts';
import { type People, withLibrary } from './testing/people.ts';
import { addresseeOf, isUnreachable, toldOf } from './told.ts';

describe('cases: who is told', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  test('who has an account is led to his dossier there; who applied on paper to where its code is enough, and into no inbox', async () => {
    const online = await f.apply(p.reader);
    const { accountId, ways } = await addresseeOf(f.db, online);
    assert.deepEqual(
      [accountId, ways],
      [p.reader.accountId, { see: `/ho-so/${online.code}`, pay: `/ho-so/${online.code}/nop-phi` }],
    );
    const act = { ledger: f.ledger, actor: 'system', at: f.clock.now() };
    const applicantId = await f.db.tx(tx =>
      createAccount(tx, { kind: 'citizen', name: 'Lò Thị Păn', phone: '+84977000111' }, act),
    );
    const paper = { ...online, applicantId, phone: '+84977000111', email: null };
    const tracked = `/tra-cuu?ma=${online.code}`;
    const told = await addresseeOf(f.db, paper);
    assert.deepEqual([told.accountId, told.ways], [null, { see: tracked, pay: tracked }]);
    assert.equal(await isUnreachable(f.db, paper), false);
    assert.equal(await isUnreachable(f.db, { ...paper, phone: null }), true);
    assert.equal(await toldOf(f.db, paper), 'applicant-told');
    assert.equal(await toldOf(f.db, { ...paper, phone: null }), 'nobody-told');
    // The telephone of a synthetic dossier is nobody's: only an account that somebody opens is written to.
    const synthetic = { ...paper, synthetic: true };
    assert.equal(await toldOf(f.db, synthetic), 'synthetic-untold');
    assert.equal(await toldOf(f.db, { ...synthetic, applicantId: null }), 'synthetic-untold');
    assert.equal(await toldOf(f.db, { ...synthetic, applicantId: p.reader.accountId }), 'applicant-told');
  });
});
