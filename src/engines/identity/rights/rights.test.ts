import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { correctPost } from '#engines/organisation';
import type { Visitor } from '#platform/http';
import {
  can,
  decide,
  delegate,
  endHolding,
  givePost,
  grantsOf,
  reachOf,
  revokeDelegation,
  scopeRole,
  sharePost,
} from '../index.ts';
import { type IdentityFixture, identityFixture, SINCE } from '../testing/fixture.ts';

describe('identity: rights/rights', () => {
  let f: IdentityFixture;
  before(async () => {
    f = await identityFixture();
  });
  after(() => f.close());

  const visitor = async (accountId: string, at = f.clock.now()): Promise<Visitor> => ({
    accountId,
    kind: 'official',
    name: 'ai đó',
    sessionId: 'phiên',
    grants: await grantsOf(f.db, accountId, at),
    scopes: [],
  });

  const may = async (accountId: string, permission: string, agencyId: string, at = f.clock.now()) =>
    can(f.db, await visitor(accountId, at), permission, agencyId, at);

  describe('what an official may do', () => {
    test('an officer of Bắc Hà processes its dossiers; Sa Pa’s do not exist for him', async () => {
      const officer = await f.official('Lù Thị Sen', f.agencies.bacHa, ['officer']);
      assert.equal(await may(officer.accountId, 'dossier.process', f.agencies.bacHa), true);
      assert.equal(await may(officer.accountId, 'dossier.process', f.agencies.saPa), false);
      assert.equal(await may(officer.accountId, 'dossier.process', f.agencies.province), false);
      assert.equal(await may(officer.accountId, 'dossier.decide', f.agencies.bacHa), false);
    });

    test('the province’s leader reads a commune’s dossiers and does not decide them', async () => {
      const leader = await f.official('Trần Văn Một', f.agencies.province, ['leader']);
      assert.equal(await may(leader.accountId, 'dossier.read', f.agencies.centre), true);
      assert.equal(await may(leader.accountId, 'dossier.decide', f.agencies.bacHa), false);
      assert.equal(await may(leader.accountId, 'dossier.decide', f.agencies.province), true);
    });

    test('a clerk of the centre receives for the committee when the role is scoped to it, in some fields only', async () => {
      const clerk = await f.official('Vi Thị Huyền', f.agencies.centre, ['receiver']);
      assert.equal(await may(clerk.accountId, 'dossier.receive', f.agencies.bacHa), false);
      const scope = { postId: clerk.postId, roleId: 'receiver', agencyId: f.agencies.bacHa, fields: ['HT'] };
      await f.db.tx(tx => scopeRole(tx, scope, f.act()));
      const now = f.clock.now();
      const who = await visitor(clerk.accountId);
      assert.equal(await can(f.db, who, 'dossier.receive', f.agencies.bacHa, now, 'HT'), true);
      assert.equal(await can(f.db, who, 'dossier.receive', f.agencies.bacHa, now, 'DD'), false);
      assert.equal(await can(f.db, who, 'dossier.receive', f.agencies.bacHa, now), false);
      assert.deepEqual(await reachOf(f.db, who, 'dossier.receive', now), [
        { agencyIds: [f.agencies.bacHa], fields: ['HT'] },
      ]);
    });

    test('a list shows a province administrator the agency and all below it', async () => {
      const admin = await f.official('Nguyễn Quang Hưng', f.agencies.province, ['province-admin']);
      const [reach] = await reachOf(f.db, await visitor(admin.accountId), 'identity.manage', f.clock.now());
      assert.deepEqual(new Set(reach?.agencyIds), new Set(Object.values(f.agencies)));
      assert.deepEqual(
        await reachOf(f.db, await visitor(admin.accountId), 'dossier.sign', f.clock.now()),
        [],
      );
    });

    test('work stays with the post: who leaves it has no right the next morning, who comes has all', async () => {
      const leaving = await f.official('Thào A Sính', f.agencies.bacHa, ['signer']);
      const coming = await f.official('Lý Thị Mẩy', f.agencies.saPa, ['officer']);
      await f.db.tx(async tx => {
        await endHolding(tx, leaving.holdingId, '2026-12-01', f.act());
        await givePost(
          tx,
          { postId: leaving.postId, accountId: coming.accountId, from: '2026-12-01' },
          f.act(),
        );
      });
      const last = new Date('2026-11-30T23:59:59+07:00');
      const first = new Date('2026-12-01T00:00:00+07:00');
      assert.equal(await may(leaving.accountId, 'dossier.sign', f.agencies.bacHa, last), true);
      assert.equal(await may(leaving.accountId, 'dossier.sign', f.agencies.bacHa, first), false);
      assert.equal(await may(coming.accountId, 'dossier.sign', f.agencies.bacHa, last), false);
      assert.equal(await may(coming.accountId, 'dossier.sign', f.agencies.bacHa, first), true);
    });

    test('a post has one holder at a time, whoever asks first; a shared one several', async () => {
      const holder = await f.official('Sùng A Chứ', f.agencies.bacHa, ['officer']);
      const other = await f.official('Hoàng Thị Lan', f.agencies.saPa, ['officer']);
      const again = { postId: holder.postId, accountId: other.accountId, from: '2026-01-01' };
      const give = () => f.db.tx(tx => givePost(tx, again, f.act()));
      await assert.rejects(give(), { code: 'POST_HELD' });
      const free = await f.post(f.agencies.bacHa, ['officer']);
      const race = [holder, other].map(o =>
        f.db.tx(tx => givePost(tx, { postId: free.id, accountId: o.accountId, from: SINCE }, f.act())),
      );
      const ends = await Promise.allSettled(race);
      assert.deepEqual(ends.map(e => e.status).sort(), ['fulfilled', 'rejected']);
      await f.db.tx(tx => sharePost(tx, holder.postId));
      await give();
      assert.equal(await may(other.accountId, 'dossier.process', f.agencies.bacHa), true);
    });

    test('a citizen cannot hold a post, even by SQL', async () => {
      const { id } = await f.post(f.agencies.bacHa, ['leader']);
      await f.owner.run(
        `INSERT INTO identity.account (id, kind, name, phone, phone_proven_at, created_at)
       VALUES ('018f0000-0000-7000-8000-000000000001', 'citizen', 'Giàng Thị Mỷ', '+84912345678', now(), now())`,
      );
      const holding = { postId: id, accountId: '018f0000-0000-7000-8000-000000000001', from: SINCE };
      await assert.rejects(
        f.db.tx(tx => givePost(tx, holding, f.act())),
        /violates foreign key/,
      );
    });
  });

  describe('delegation', () => {
    test('the vice chairman signs for the chairman for a week, and through the chairman’s post', async () => {
      const chairman = await f.official('Vàng Seo Páo', f.agencies.bacHa, ['leader', 'signer']);
      const vice = await f.official('Lù Văn Thắng', f.agencies.bacHa, ['officer']);
      const outsider = await f.official('Đỗ Đức Thắng', f.agencies.saPa, ['officer']);
      const days = { from: '2026-11-23', to: '2026-11-30', reason: 'Đi công tác' };
      const given = { fromPostId: chairman.postId, toPostId: vice.postId, roles: ['signer'], ...days };
      const id = await f.db.tx(tx => delegate(tx, given, f.act(chairman.accountId)));
      const on = (day: string) => new Date(`${day}T09:00:00+07:00`);
      assert.equal(await may(vice.accountId, 'dossier.sign', f.agencies.bacHa, on('2026-11-22')), false);
      assert.equal(await may(vice.accountId, 'dossier.sign', f.agencies.bacHa, on('2026-11-29')), true);
      assert.equal(await may(vice.accountId, 'dossier.sign', f.agencies.bacHa, on('2026-11-30')), false);
      assert.equal(await may(vice.accountId, 'dossier.decide', f.agencies.bacHa, on('2026-11-29')), false);
      const grants = await grantsOf(f.db, vice.accountId, on('2026-11-29'));
      assert.equal(grants.find(g => g.permission === 'dossier.sign')?.postId, chairman.postId);
      const onward = { ...given, fromPostId: vice.postId, toPostId: outsider.postId };
      const pass = () => f.db.tx(tx => delegate(tx, onward, f.act(vice.accountId)));
      await assert.rejects(pass(), { code: 'DELEGATION_REFUSED' }, 'what is delegated cannot be passed on');
      await f.db.tx(tx => correctPost(tx, chairman.postId, { roles: ['leader'] }, f.act()));
      assert.equal(
        await may(vice.accountId, 'dossier.sign', f.agencies.bacHa, on('2026-11-29')),
        false,
        'it ends when the post itself loses the role',
      );
      await f.db.tx(tx => correctPost(tx, chairman.postId, { roles: ['leader', 'signer'] }, f.act()));
      await f.db.tx(tx => revokeDelegation(tx, id, f.act(chairman.accountId)));
      assert.equal(await may(vice.accountId, 'dossier.sign', f.agencies.bacHa, on('2026-11-29')), false);
      assert.deepEqual(
        f.entries.filter(e => e.subject === `delegation:${id}`).map(e => e.kind),
        ['identity.delegation-made', 'identity.delegation-revoked'],
      );
    });

    test('two delegations between the same posts cannot meet', async () => {
      const a = await f.official('Nông Văn Ba', f.agencies.bacHa, ['signer']);
      const b = await f.official('Lục Thị Bốn', f.agencies.bacHa, ['officer']);
      const given = { fromPostId: a.postId, toPostId: b.postId, roles: ['signer'], reason: '' };
      await f.db.tx(tx => delegate(tx, { ...given, from: '2026-11-23', to: '2026-11-30' }, f.act()));
      const meets = f.db.tx(tx => delegate(tx, { ...given, from: '2026-11-29', to: '2026-12-05' }, f.act()));
      await assert.rejects(meets, { code: 'DELEGATION_REFUSED' });
      await f.db.tx(tx => delegate(tx, { ...given, from: '2026-11-30', to: '2026-12-05' }, f.act()));
    });
  });

  test('nobody and a citizen may do nothing at an agency', async () => {
    assert.equal(await can(f.db, null, 'dossier.read', f.agencies.bacHa, f.clock.now()), false);
    const citizen: Visitor = { ...(await visitor('018f0000-0000-7000-8000-000000000001')), kind: 'citizen' };
    assert.equal(await can(f.db, citizen, 'dossier.read', f.agencies.bacHa, f.clock.now()), false);
    assert.equal(decide([], 'dossier.read', [f.agencies.bacHa]), false);
  });
});
