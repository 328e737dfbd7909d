import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answerMandate,
  closeAccount,
  findAccount,
  inviteDelegate,
  mandatesGiven,
  vaultService,
} from '#engines/identity';
import { type Dossier, listLooks, storyOf, submit, whoLooked } from '../index.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { type People, withLibrary } from '../testing/people.ts';

type Citizen = Awaited<ReturnType<CasesFixture['citizen']>>;

describe('cases: who acted for another has closed his account', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const act = (who: Citizen) => ({ ledger: f.ledger, actor: who.accountId, at: f.clock.now() });
  async function lets(helper: Citizen) {
    const about = { relation: 'village', until: '2026-12-31', name: 'Anh Sính', scope: 'all' } as const;
    const to = { ...about, code: null, phone: helper.phone };
    const reader = p.reader as Citizen;
    const vault = f.ctx.get(vaultService);
    await f.db.tx(async tx => {
      const mandateId = await inviteDelegate(tx, vault, reader.accountId, to, act(reader));
      await answerMandate(tx, helper.accountId, { mandateId, take: true }, act(helper));
    });
  }
  /** Handed in by `by` for the reader, and looked at by him. */
  async function handedIn(by: Citizen): Promise<Dossier> {
    const { accountId, name } = p.reader as Citizen;
    const at = f.clock.now();
    const applicant = { accountId, name, phone: null, email: null, lang: 'vi' as const };
    const procedure = await f.procedureOf('9.700001');
    const order = { procedure, channel: 'online' as const, data: f.filledIn(), papers: [], applicant };
    const self = { accountId: by.accountId, postId: null, agencyId: null, at };
    const dossier = await f.db.tx(tx => submit(tx, f.deps, order, self));
    const look = { subject: `dossier:${dossier.id}`, actor: by.accountId, post: null, agency: null };
    await f.db.tx(tx => f.ledger.recordAccess(tx, { ...look, purpose: 'delegate', by: 'delegate' }));
    return dossier;
  }
  const handedInBy = async (dossier: Dossier) =>
    (await storyOf(f.db, f.ledger, dossier, f.clock.now())).happenings.find(h => h.kind === 'submitted')?.who;

  test('in the dossier and in its log he stays by name; the account, his own mandates and his profile keep nothing', async () => {
    const helper = await f.citizen('Thào A Sính');
    await lets(helper);
    const dossier = await handedIn(helper);
    const own = await f.apply(helper);
    await f.db.tx(tx => closeAccount(tx, helper.accountId, act(helper)));
    assert.equal((await findAccount(f.db, helper.accountId))?.name, '–');
    assert.equal(await handedInBy(dossier), 'Thào A Sính');
    assert.deepEqual(
      (await whoLooked(f.db, f.ledger, dossier)).map(l => l.delegate),
      ['Thào A Sính'],
    );
    const { accountId } = p.reader;
    const looks = await listLooks(f.db, f.ledger, accountId, { limit: 20, offset: 0 });
    assert.deepEqual(
      looks.map(l => l.delegate),
      ['Thào A Sính'],
    );
    assert.equal(await handedInBy(own), own.applicantName, 'his own: as it was handed in');
    const [mandate] = await mandatesGiven(f.db, accountId);
    assert.deepEqual([mandate?.name, mandate?.endedBy], ['Anh Sính', 'delegate']);
  });

  test('nobody learns a name from a closed account that acted for somebody else', async () => {
    const helper = await f.citizen('Sùng A Chứ');
    const stranger = await f.citizen('Lù A Páo');
    await lets(helper);
    await f.db.tx(tx => closeAccount(tx, helper.accountId, act(helper)));
    const theirs = await f.apply(stranger);
    const look = { subject: `dossier:${theirs.id}`, actor: helper.accountId, post: null, agency: null };
    await f.db.tx(tx => f.ledger.recordAccess(tx, { ...look, purpose: 'delegate', by: 'delegate' }));
    assert.deepEqual(
      (await whoLooked(f.db, f.ledger, theirs)).map(l => l.delegate),
      ['–'],
    );
  });
});
