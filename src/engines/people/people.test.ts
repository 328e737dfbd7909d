import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { RegisterReach } from '#engines/cases';
import {
  changeProfile,
  closeAccount,
  createAccount,
  lockNumber,
  seeNumber,
  vaultService,
} from '#engines/identity';
import type { CasesFixture } from '../cases/testing/fixture.ts';
import { type People, withLibrary } from '../cases/testing/people.ts';
import {
  countPairs,
  dossiersNaming,
  endApart,
  findRecord,
  join,
  joiningsAmong,
  listDecided,
  listPairs,
  mayKnow,
  part,
  people,
  recordsOf,
  setApart,
} from './index.ts';
import { findPersonOfAccount } from './records/read.ts';
import { apartState, joiningState } from './state-check.ts';

describe('one person, one record', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary(
    (library, all) => {
      f = library;
      p = all;
    },
    [people],
  );

  const by = (who = p.clerk) => ({ ...f.act(), actor: who.accountId, agency: f.agencies.bacHa });
  const here = (): RegisterReach[] => [{ agencyId: f.agencies.bacHa, fields: null }];
  const follow = async () => {
    await f.ledger.sealer.sealOnce();
    for (let i = 0; i < 2; i++) await f.ledger.followers.runOnce(['people.records']);
  };

  /** Somebody with an account and, unless said otherwise, a dossier at Bắc Hà; the id of his record. */
  async function somebody(name: string, birthDate: string | null, dossiers = 1): Promise<string> {
    const id = await f.db.tx(tx => createAccount(tx, { kind: 'citizen', name, phone: null }, f.act()));
    if (birthDate)
      await f.db.tx(tx => changeProfile(tx, f.ctx.get(vaultService), id, { birthDate }, f.act()));
    const visitor = { ...(await f.visitor(id, 'citizen')), name };
    for (let i = 0; i < dossiers; i++) await f.apply(visitor);
    await follow();
    return (await findPersonOfAccount(f.db, id))!.id;
  }
  const joined = (intoId: string, joinedId: string, who = p.clerk) =>
    f.db.tx(tx => join(tx, { intoId, joinedId, shown: [] }, by(who)));
  const personOf = async (id: string) => (await findRecord(f.db, id))?.personId;
  const pairsOf = async (id: string) =>
    (await listPairs(f.db, here(), { limit: 100, offset: 0 })).filter(l => l.aId === id || l.bId === id);

  test('two records of one woman are shown to those who have dossiers of both, and are joined and parted', async () => {
    const one = await somebody('Giàng Thị Sua', '1991-03-04');
    const other = await somebody('Giang Sua', '1991-03-04');
    assert.equal((await pairsOf(one)).length, 1);
    // Sa Pa has no dossier of hers: nothing is shown there, neither the pair nor the person.
    const elsewhere = [{ agencyId: f.agencies.saPa, fields: null }];
    assert.equal(await countPairs(f.db, elsewhere, 100), 0);
    assert.equal(await mayKnow(f.db, one, elsewhere), false);
    const otherField = [{ agencyId: f.agencies.bacHa, fields: ['none'] }];
    assert.equal(await mayKnow(f.db, one, otherField), false);

    const joining = await joined(one, other);
    assert.equal(await personOf(other), one);
    assert.deepEqual(await pairsOf(one), []);
    const mine = (await recordsOf(f.db, [one])).map(r => r.id);
    assert.deepEqual(mine, [one, other]);
    assert.equal((await dossiersNaming(f.db, mine, 10)).length, 2);
    assert.equal(
      (await listDecided(f.db, 'joined', { reach: here(), by: '' }, { limit: 10, offset: 0 }))[0]?.id,
      joining,
    );
    // Asked again for the same it is done already.
    assert.equal(await joined(one, other), joining);

    await f.db.tx(tx => part(tx, joining, by()));
    assert.equal(await personOf(other), other);
    assert.equal((await pairsOf(one)).length, 1);
    await assert.rejects(
      f.db.tx(tx => part(tx, joining, by())),
      { code: 'JOINING_PARTED' },
    );
    const kinds = (await f.ledger.history(f.db, `person:${other}`)).map(e => `${e.kind} ${e.actor}`);
    assert.deepEqual(kinds, [`person.joined ${p.clerk.accountId}`, `person.parted ${p.clerk.accountId}`]);
  });

  test('who was said to be another stays another, until that is taken back', async () => {
    const one = await somebody('Lù Thị Pàng', '1980-05-06');
    const other = await somebody('Lù Thị Pàng', '1980-05-06');
    await f.db.tx(tx => setApart(tx, one, other, by()));
    assert.deepEqual(await pairsOf(one), []);
    await somebody('Lù Thị Pàng', '1980-05-06', 0);
    await follow();
    assert.deepEqual(await pairsOf(one), [], 'a third record does not bring the two together');
    await assert.rejects(joined(one, other), { code: 'PERSONS_APART' });
    const [apart] = await listDecided(f.db, 'apart', { reach: here(), by: '' }, { limit: 10, offset: 0 });
    await f.db.tx(tx => endApart(tx, apart!.id, by()));
    assert.equal((await pairsOf(one)).length, 1);
  });

  test('two officials join at once: one does, the other is told', async () => {
    const [a, b, c] = [
      await somebody('Tẩn A Lở', '1970-02-03'),
      await somebody('Tẩn Lở', '1970-02-03'),
      await somebody('Tẩn A Lở', '1970-02-03'),
    ];
    const both = await Promise.allSettled([joined(a, b), joined(c, b, p.chairman)]);
    assert.deepEqual(both.map(r => r.status).sort(), ['fulfilled', 'rejected']);
    const refused = both.find(r => r.status === 'rejected') as PromiseRejectedResult;
    assert.equal(refused.reason.code, 'PERSON_JOINED');
    // Into each other: never a circle.
    const [x, y] = [await somebody('Chảo Lở', '1970-02-05'), await somebody('Chảo A Lở', '1970-02-05')];
    const crossed = await Promise.allSettled([joined(x, y), joined(y, x, p.chairman)]);
    assert.equal(crossed.filter(r => r.status === 'fulfilled').length, 1);
    assert.equal(new Set([await personOf(x), await personOf(y)]).size, 1);
  });

  test('a number that a card showed makes one person of what names her; two cards are two people', async () => {
    const vault = f.ctx.get(vaultService);
    const sees = (accountId: string, number: string) =>
      f.db.tx(async tx => {
        await lockNumber(tx, vault, number);
        await seeNumber(tx, vault, accountId, number, by());
      });
    const [one, other, third] = [
      await somebody('Vàng Thị Dợ', '1988-08-08'),
      await somebody('Vàng Thị Dợ', '1988-08-08'),
      await somebody('Vàng Thị Dợ', '1988-08-08'),
    ];
    const accounts = await Promise.all([one, other, third].map(id => findRecord(f.db, id)));
    await sees(accounts[0]!.accountId!, '010188000111');
    await sees(accounts[2]!.accountId!, '010188000222');
    await follow();
    await assert.rejects(joined(one, third), { code: 'PERSON_NUMBERS_DIFFER' });
    await sees(accounts[1]!.accountId!, '010188000111');
    await follow();
    assert.equal(await personOf(other), one);
    const [joining] = await joiningsAmong(f.db, [other]);
    assert.deepEqual([joining?.way, joining?.by], ['number', 'system']);
    // A human who knows better parts them, and they stay parted.
    await f.db.tx(tx => part(tx, joining!.id, by()));
    await f.db.tx(tx => changeProfile(tx, vault, accounts[1]!.accountId!, { sex: 'female' }, f.act()));
    await follow();
    assert.equal(await personOf(other), other);
    // Her card was compared last: the number is hers by sight, and the other one's no more.
    const numbers = await Promise.all([one, other].map(async id => (await findRecord(f.db, id))?.number));
    assert.deepEqual([numbers[0], typeof numbers[1]], [null, 'string']);
  });

  test('a number that a form says of somebody, at a counter too, is shown to a human and decides nothing', async () => {
    const vault = f.ctx.get(vaultService);
    const number = '010188000333';
    const holder = await somebody('Lý Thị Pà', '1988-01-09');
    const account = (await findRecord(f.db, holder))!.accountId!;
    await f.db.tx(async tx => {
      await lockNumber(tx, vault, number);
      await seeNumber(tx, vault, account, number, by());
    });
    const named = async (name: string, personalNumber: string) => {
      const data = f.filledIn({ name });
      const dossier = await f.apply(p.reader, {
        data: { ...data, reader: { ...data.reader, personalNumber } as (typeof data)['reader'] },
        channel: 'counter',
      });
      await follow();
      return f.db.one<{ id: string; personId: string; number: string | null }>(
        `SELECT id, person_id AS "personId", encode(number_key, 'hex') AS number FROM people.record WHERE dossier_id = $1`,
        [dossier.id],
      );
    };
    const same = await named('Lý Thị Pà', number);
    assert.equal(same.personId, same.id, 'nobody joined them');
    assert.equal((await pairsOf(holder)).length, 1, 'a human is asked');
    assert.deepEqual(await joiningsAmong(f.db, [same.id]), []);
    // One digit mistyped at the counter keeps nobody from joining the two.
    const mistyped = await named('Lý Thị Pà', '010188000343');
    assert.equal(mistyped.number, null);
    await joined(holder, mistyped.id);
    assert.equal(await personOf(mistyped.id), holder);
    await assert.rejects(
      f.db.run('UPDATE people.record SET number_key = $2 WHERE id = $1', [
        same.id,
        vault.digest('personal-number', number),
      ]),
      /record_number_shown/,
    );
  });

  test('whatever is joined and taken back, in any order, everybody is who he was; dossiers that came meanwhile stay with whom they name', async () => {
    const ids: string[] = [];
    for (const name of ['Ma Seo Chứ', 'Ma Chứ', 'Ma Seo Chử', 'Ma Seo Trứ', 'Ma Seo Chứ'])
      ids.push(await somebody(name, '1965-09-09'));
    const state = async () => ({
      records: (await f.db.query('SELECT * FROM people.record WHERE id = ANY ($1::uuid[]) ORDER BY id', [
        ids,
      ])) as unknown[],
      places: await f.db.query(
        'SELECT * FROM people.place WHERE record_id = ANY ($1::uuid[]) ORDER BY dossier_id',
        [ids],
      ),
      alike: await f.db.query(
        'SELECT * FROM people.likeness WHERE a_id = ANY ($1::uuid[]) OR b_id = ANY ($1::uuid[]) ORDER BY a_id, b_id',
        [ids],
      ),
    });
    const pick = fc.nat({ max: ids.length - 1 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(pick, pick), { minLength: 1, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        async (wishes, chance) => {
          const before = await state();
          const done: string[] = [];
          for (const [into, who] of wishes)
            if (into !== who)
              await joined(ids[into]!, ids[who]!).then(
                id => done.includes(id) || done.push(id),
                error => assert.equal(error.code, 'PERSON_JOINED'),
              );
          while (done.length) {
            const [id] = done.splice((chance.next().value ?? 0) % done.length, 1);
            await f.db.tx(tx => part(tx, id!, by()));
          }
          assert.deepEqual(await state(), before);
        },
      ),
      { numRuns: 12 },
    );
    const joining = await joined(ids[0]!, ids[1]!);
    const account = (await findRecord(f.db, ids[1]!))!.accountId!;
    const late = await f.apply({ ...(await f.visitor(account, 'citizen')), name: 'Ma Chứ' });
    await follow();
    await f.db.tx(tx => part(tx, joining, by()));
    const named = await dossiersNaming(f.db, ids.slice(0, 2), 10);
    assert.deepEqual(
      named.filter(n => n.dossierId === late.id).map(n => n.recordId),
      [ids[1]],
    );
  });

  test('whose account is closed is known by nothing any more', async () => {
    const [one, other] = [
      await somebody('Phàn Thị Mẩy', '1982-02-12'),
      await somebody('Phàn Mẩy', '1982-02-12'),
    ];
    assert.equal((await pairsOf(one)).length, 1);
    await f.db.tx(async tx => closeAccount(tx, (await findRecord(tx, one))!.accountId!, f.act()));
    await follow();
    const { name, birthDate, number, stated, last4 } = (await findRecord(f.db, one))!;
    assert.deepEqual([name, birthDate, number, stated, last4], ['–', null, null, null, null]);
    assert.deepEqual(await pairsOf(other), []);
  });

  test('a join that nobody entered is found by the ledger', async () => {
    await f.ledger.sealer.sealOnce();
    const found = () => f.ledger.verifyState([joiningState, apartState]);
    assert.deepEqual(await found(), []);
    const [a, b] = [await somebody('Hạng A Dình', '1950-04-04'), await somebody('Hạng A Dình', '1951-04-05')];
    await f.db.run('UPDATE people.record SET joined_into = $2, person_id = $2 WHERE id = $1', [b, a]);
    assert.deepEqual(
      (await found()).map(p => `${p.code} ${p.key}`),
      [`unfounded person:${b}`],
    );
    await f.db.run('UPDATE people.record SET joined_into = NULL, person_id = id WHERE id = $1', [b]);
  });
});
