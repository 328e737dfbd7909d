import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { delegate, givePost } from '#engines/identity';
import { createPost } from '#engines/organisation';
import { endRule, makeRule, noteAbsence, openTasks, type Way } from '#engines/work';
import { statementsIn } from '#test/statements';
import { SINCE } from '../../identity/testing/agencies.ts';
import { submit } from '../acts/submit.ts';
import { CARD, type CasesFixture, casesFixture } from '../testing/fixture.ts';

type Official = Awaited<ReturnType<CasesFixture['official']>>;

describe('cases: steps that rules hand out', () => {
  let f: CasesFixture;
  let my: Awaited<ReturnType<CasesFixture['citizen']>>;
  let clerks: Official[];
  let rule = '';
  before(async () => {
    f = await casesFixture();
    my = await f.citizen('Giàng Thị Mỷ');
    clerks = [];
    for (const name of ['Lù Thị Sen', 'Sùng A Chứ', 'Vàng Seo Páo'])
      clerks.push(await f.official(name, f.agencies.centre, ['receiver']));
  });
  after(() => f.close());

  const says = async (way: Way, postId: string | null = null) => {
    if (rule) await f.db.tx(tx => endRule(tx, rule, f.act()));
    const steps = { agencyId: f.agencies.centre, field: null, procedure: null, permission: null };
    rule = await f.db.tx(tx => makeRule(tx, { ...steps, way, postId }, f.act()));
  };
  const postOf = async (dossier: { id: string }) => (await openTasks(f.db, dossier.id))[0]?.postId ?? null;
  const nameOf = (postId: string | null) => clerks.find(c => c.postId === postId)?.name ?? null;
  const apply = async () => nameOf(await postOf(await f.apply(my)));
  const assigned = async (dossier: { id: string }) =>
    (await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.assigned'])).map(e => e.body);

  test('without a rule everybody who may do a step sees it, and no entry is made of it', async () => {
    const dossier = await f.apply(my);
    assert.equal(await postOf(dossier), null);
    assert.deepEqual(await assigned(dossier), []);
  });

  test('by turns each gets one, and the entry of it says by which rule', async () => {
    await says('round-robin');
    const three = [await apply(), await apply(), await apply()];
    assert.deepEqual([...three].sort(), ['Lù Thị Sen', 'Sùng A Chứ', 'Vàng Seo Páo']);
    const dossier = await f.apply(my);
    assert.equal(nameOf(await postOf(dossier)), three[0], 'then the first again');
    const [entry] = await assigned(dossier);
    assert.deepEqual([entry?.rule, entry?.way, entry?.among, entry?.open], [rule, 'round-robin', 3, 1]);
  });

  test('who applies asks for nothing that changes a few times a year; a rule that is made or ended counts for the next all the same', async () => {
    const procedure = await f.procedureOf(CARD);
    const applicant = {
      accountId: my.accountId,
      name: my.name,
      phone: null,
      email: null,
      lang: 'vi' as const,
    };
    const application = { procedure, channel: 'online' as const, data: f.filledIn(), papers: [], applicant };
    const actor = { accountId: my.accountId, postId: null, agencyId: null, at: f.clock.now() };
    const asked = async () => {
      const sent = await statementsIn(f.db, tx => submit(tx, f.deps, application, actor));
      return sent.filter(text => /^\s*SELECT/.test(text)).map(text => /FROM ([a-z_.]+)/.exec(text)?.[1]);
    };
    const nothing = ['organisation.stamp', 'ledger.append'];
    await f.db.tx(tx => endRule(tx, rule, f.act()));
    rule = '';
    assert.equal(await apply(), null);
    assert.deepEqual(await asked(), nothing);
    await says('fixed', clerks[0]?.postId);
    assert.equal(await apply(), 'Lù Thị Sen');
    await f.owner.run('UPDATE work.hand_out_rule SET post_id = $2 WHERE id = $1', [rule, clerks[1]?.postId]);
    assert.equal(await apply(), 'Sùng A Chứ', 'changed by whoever it was');
    await f.db.tx(tx => endRule(tx, rule, f.act()));
    rule = '';
    assert.equal(await apply(), null);
    assert.deepEqual(await asked(), nothing);
  });

  test('two who apply at the same moment wait for nobody, and two people get the work', async () => {
    await says('least-loaded');
    const both = await Promise.all([f.apply(my), f.apply(my)]);
    const posts = await Promise.all(both.map(postOf));
    assert.equal(new Set(posts).size, 2);
    const held = await f.db.tx(async one => {
      // While a transaction that has handed something out is open another does not wait for it.
      await one.run(`SELECT FROM work.hand_out_turn WHERE rule_id = $1 FOR UPDATE`, [rule]);
      return postOf(await f.apply(my));
    });
    assert.ok(held, 'where each is being given something, the first gets it all the same');
  });

  test('to who has the least in hand, whoever comes', async () => {
    const [sen, chu] = clerks;
    await f.db.run(
      `UPDATE work.task SET post_id = $1 WHERE state = 'open' AND post_id IS NOT NULL AND post_id <> $1`,
      [sen?.postId],
    );
    const next = [await apply(), await apply(), await apply(), await apply()];
    assert.ok(!next.includes('Lù Thị Sen'));
    assert.equal(next.filter(n => n === chu?.name).length, 2);
  });

  test('who has two posts at an office is one person: by turns he gets as many as another', async () => {
    const [, , pao] = clerks as [Official, Official, Official];
    const facts = { agencyId: f.agencies.centre, titleVi: 'Trực quầy', titleEn: 'Desk', roles: ['receiver'] };
    const second = await f.db.tx(async tx => {
      const { id } = await createPost(tx, { ...facts, from: SINCE }, f.act());
      await givePost(tx, { postId: id, accountId: pao.accountId, from: SINCE }, f.act());
      return id;
    });
    await says('round-robin');
    const given: string[] = [];
    const now = f.clock.now().getTime();
    for (let n = 0; n < 9; n++) {
      f.clock.set(new Date(now + n * 60_000).toISOString());
      const postId = await postOf(await f.apply(my));
      given.push(postId === second ? pao.name : (nameOf(postId) ?? ''));
    }
    const counts = clerks.map(({ name }) => given.filter(g => g === name).length);
    assert.deepEqual(counts, [3, 3, 3]);
    await f.owner.run('DELETE FROM identity.holding WHERE post_id = $1', [second]);
  });

  test('who has the least in hand is told by all that he holds, in whichever post', async () => {
    const [sen, , pao] = clerks as [Official, Official, Official];
    await f.db.run(`UPDATE work.task SET post_id = $1 WHERE state = 'open'`, [sen.postId]);
    await says('least-loaded');
    const desk = {
      agencyId: f.agencies.bacHa,
      titleVi: 'Thủ quỹ',
      titleEn: 'Cashier',
      roles: ['accountant'],
    };
    const other = await f.db.tx(async tx => {
      const { id } = await createPost(tx, { ...desk, from: SINCE }, f.act());
      await givePost(tx, { postId: id, accountId: pao.accountId, from: SINCE }, f.act());
      return id;
    });
    await f.db.run(
      `UPDATE work.task SET post_id = $1 WHERE id IN (SELECT id FROM work.task WHERE state = 'open' LIMIT 3)`,
      [other],
    );
    const given = [await apply(), await apply(), await apply()];
    assert.deepEqual(given, Array(3).fill('Sùng A Chứ'), 'three lie with the second post of the third');
    await f.db.run(`UPDATE work.task SET post_id = $1 WHERE post_id = $2`, [sen.postId, other]);
    await f.owner.run('DELETE FROM identity.holding WHERE post_id = $1', [other]);
  });

  test('who is away, or has passed his post on, is passed over; one who is always meant is kept while somebody acts for him', async () => {
    const [sen, chu, pao] = clerks as [Official, Official, Official];
    await f.db.tx(tx =>
      noteAbsence(
        tx,
        { accountId: sen.accountId, from: '2026-11-20', to: '2026-11-21' },
        { ...f.act(), actor: pao.accountId },
      ),
    );
    await f.db.tx(tx =>
      delegate(
        tx,
        {
          fromPostId: chu.postId,
          toPostId: pao.postId,
          roles: ['receiver'],
          from: '2026-11-20',
          to: '2026-11-27',
          reason: 'Đi học',
        },
        f.act(),
      ),
    );
    await says('least-loaded');
    assert.deepEqual([await apply(), await apply()], ['Vàng Seo Páo', 'Vàng Seo Páo']);
    await says('fixed', chu.postId);
    assert.equal(await apply(), 'Sùng A Chứ');
    await says('fixed', sen.postId);
    assert.equal(await apply(), null, 'nobody would see it: all who may do it do');
    await says('nobody');
    assert.equal(await apply(), null);
  });

  test('who acts for nobody while he is away himself, or in other roles only, keeps no step from the others', async () => {
    const [, chu, pao] = clerks as [Official, Official, Official];
    const lan = await f.official('Hoàng Thị Lan', f.agencies.centre, ['receiver', 'registrar']);
    const days = { from: '2026-11-20', to: '2026-11-27' };
    const away = ({ accountId }: Official) =>
      f.db.tx(tx => noteAbsence(tx, { accountId, ...days }, { ...f.act(), actor: pao.accountId }));
    const passesTo = (toPostId: string, roles: string[]) =>
      f.db.tx(tx =>
        delegate(tx, { fromPostId: lan.postId, toPostId, roles, ...days, reason: 'Đi học' }, f.act()),
      );
    const given = async () => postOf(await f.apply(my));
    await away(lan);
    await says('fixed', lan.postId);
    await passesTo(pao.postId, ['registrar']);
    assert.equal(await given(), null, 'nobody may receive for her');
    await passesTo(chu.postId, ['receiver']);
    assert.equal(await given(), lan.postId, 'he does');
    await away(chu);
    assert.equal(await given(), null, 'and is away now');
    await says('nobody');
  });

  test('of two rules for the same steps the second is refused, and the same absence too', async () => {
    const again = { agencyId: f.agencies.centre, field: null, procedure: null, permission: null };
    await assert.rejects(
      f.db.tx(tx => makeRule(tx, { ...again, way: 'round-robin', postId: null }, f.act())),
      { code: 'RULE_TAKEN' },
    );
    const absence = { accountId: clerks[0]?.accountId ?? '', from: '2026-11-20', to: '2026-11-22' };
    const act = { ...f.act(), actor: clerks[0]?.accountId ?? '' };
    await assert.rejects(
      f.db.tx(tx => noteAbsence(tx, absence, act)),
      { code: 'ABSENCE_TWICE' },
    );
  });
});
