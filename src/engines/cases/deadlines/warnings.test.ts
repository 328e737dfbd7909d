import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { delegate, postsAble, revokeDelegation } from '#engines/identity';
import { endAgency } from '#engines/organisation';
import { assignTask, endAbsence, listTasks, noteAbsence, planEscalations } from '#engines/work';
import { compileCalendar, OFFICE_HOURS } from '#engines/worktime';
import { localDate } from '#platform/clock';
import { actorGiving, askerOf, assign, assignable, factsOf } from '../index.ts';
import { type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { warnAt } from './warnings.ts';
import { watchDeadlines } from './watch.ts';

const at = (text: string) => new Date(`${text}:00+07:00`);

describe('cases: leaders are told before a step is late', () => {
  const calendar = compileCalendar({ hours: [OFFICE_HOURS], days: [] });
  const usual = { share: 0.2, hours: 8 };

  test('a fifth of its own time, but not more than a working day before', () => {
    const warned = (created: string, due: string) =>
      warnAt({ createdAt: at(created), dueAt: at(due) }, usual, calendar).toISOString();
    // One working day: 96 minutes before five o'clock.
    assert.equal(warned('2026-11-19T17:00', '2026-11-20T17:00'), at('2026-11-20T15:24').toISOString());
    // Ten working days: a fifth would be two days, one is enough.
    assert.equal(warned('2026-11-06T17:00', '2026-11-20T17:00'), at('2026-11-19T17:00').toISOString());
    // Due before it began: at once.
    assert.equal(warned('2026-11-20T17:00', '2026-11-20T10:00'), at('2026-11-20T10:00').toISOString());
  });

  describe('in the inbox', () => {
    let f: CasesFixture;
    before(async () => {
      f = await casesFixture();
    });
    after(() => f.close());

    test('once, with a letter to who has an address, and nobody before its time', async () => {
      const leader = await f.official('Vàng Seo Páo', f.agencies.bacHa, ['leader']);
      await f.official('Lù Thị Sen', f.agencies.centre, ['receiver']);
      await f.db.run("UPDATE identity.account SET email = 'chutich@bacha.example' WHERE id = $1", [
        leader.accountId,
      ]);
      const dossier = await f.apply(await f.citizen('Giàng Thị Mỷ'));
      const warnings = async () => {
        await watchDeadlines(f.ctx);
        return (await listTasks(f.db, dossier.id)).filter(t => t.ref.startsWith('escalation:'));
      };
      assert.equal((await warnings()).length, 0);
      const { due } = await f.db.one<{ due: Date }>(
        'SELECT due_at AS due FROM work.task WHERE subject_id = $1',
        [dossier.id],
      );
      f.clock.set(new Date(due.getTime() - 60_000));
      const [told] = await warnings();
      assert.equal(told?.permission, 'dossier.decide');
      assert.equal((await warnings()).length, 1);
      const letters = await f.db.query<{ address: string; params: Record<string, string> }>(
        `SELECT address, params FROM messaging.message WHERE text_key = 'cases.message.escalated'`,
      );
      assert.deepEqual(
        letters.map(l => [l.address, l.params.code]),
        [['chutich@bacha.example', dossier.code]],
      );
      assert.doesNotMatch(JSON.stringify(letters), /Mỷ|Phử/);
    });

    test('of several in one sweep each leader gets one letter, which lists them', async () => {
      const late = [
        await f.apply(await f.citizen('Lò Văn Pản')),
        await f.apply(await f.citizen('Tẩn A Sài')),
      ];
      const [step] = await listTasks(f.db, late[1]!.id);
      assert.ok(step?.dueAt);
      f.clock.set(new Date(step.dueAt.getTime() + 60_000));
      for (const _ of [1, 2]) await watchDeadlines(f.ctx);
      const letters = await f.db.query<{ address: string; params: Record<string, string> }>(
        `SELECT address, params FROM messaging.message WHERE text_key = 'cases.message.escalated-several'`,
      );
      assert.deepEqual(
        letters.map(l => [l.address, l.params.count]),
        [['chutich@bacha.example', 2]],
      );
      for (const { code } of late)
        assert.match(letters[0]?.params.steps ?? '', new RegExp(`- Đã quá hạn: hồ sơ ${code}, bước “`));
      assert.doesNotMatch(JSON.stringify(letters), /Pản|Sài/);
      const alone = await f.db.query(
        `SELECT FROM messaging.message WHERE text_key LIKE 'cases.message.escalated%' AND params->>'code' = ANY ($1)`,
        [late.map(d => d.code)],
      );
      assert.equal(alone.length, 0);
    });

    test('of a step that became late while the program stood still, as soon as it goes on, with a letter that says so', async () => {
      const dossier = await f.apply(await f.citizen('Thào A Sính'));
      const [step] = await listTasks(f.db, dossier.id);
      assert.ok(step?.dueAt);
      f.clock.set(new Date(step.dueAt.getTime() + 3 * 86_400_000));
      for (const _ of [1, 2]) await watchDeadlines(f.ctx);
      const tasks = await listTasks(f.db, dossier.id);
      assert.equal(tasks.filter(t => t.ref.startsWith('escalation:')).length, 1, 'once');
      const letters = await f.db.query<{ code: string }>(
        `SELECT params->>'code' AS code FROM messaging.message WHERE text_key = 'cases.message.escalated-late'`,
      );
      assert.deepEqual(letters, [{ code: dossier.code }]);
    });

    test('at once of a step that lies with somebody who is away until after it is due, unless somebody acts for him who is there', async () => {
      f.clock.set('2026-11-23T08:00:00+07:00');
      const clerk = await f.official('Vàng A Lử', f.agencies.centre, ['receiver']);
      const third = await f.official('Thào Thị Dua', f.agencies.centre, ['receiver']);
      const [other] = await f.db.query<{ postId: string }>(
        `SELECT h.post_id AS "postId" FROM identity.holding h JOIN identity.account a ON a.id = h.account_id WHERE a.name = 'Lù Thị Sen'`,
      );
      const dossier = await f.apply(await f.citizen('Giàng Thị Mỷ'));
      const [step] = await listTasks(f.db, dossier.id);
      assert.ok(step?.dueAt && other);
      await f.db.tx(tx => assignTask(tx, step.id, clerk.postId));
      const warned = async () => {
        await watchDeadlines(f.ctx);
        return (await listTasks(f.db, dossier.id))
          .filter(t => t.ref.startsWith('escalation:'))
          .map(t => t.title.step);
      };
      const act = () => ({ ...f.act(), actor: clerk.accountId });
      const away = (to: string) =>
        f.db.tx(tx => noteAbsence(tx, { accountId: clerk.accountId, from: '2026-11-23', to }, act()));
      assert.deepEqual(await warned(), [], 'he is there');
      // Back in the morning of the day on which it is due.
      const id = await away(localDate(step.dueAt));
      assert.deepEqual(await warned(), []);
      await f.db.tx(tx => endAbsence(tx, id, act()));
      await away('2027-01-04');
      const days = { from: '2026-11-23', to: '2026-12-31', reason: 'Nghỉ phép' };
      const passed = { fromPostId: clerk.postId, roles: ['receiver'], ...days };
      const acting = await f.db.tx(tx => delegate(tx, { ...passed, toPostId: other.postId }, f.act()));
      assert.deepEqual(await warned(), [], 'somebody acts for him');
      await f.db.tx(tx => revokeDelegation(tx, acting, f.act()));
      await f.db.tx(tx => delegate(tx, { ...passed, toPostId: third.postId }, f.act()));
      assert.deepEqual(await warned(), [], 'another does');
      const too = { accountId: third.accountId, from: '2026-11-23', to: '2026-11-25' };
      await f.db.tx(tx => noteAbsence(tx, too, act()));
      assert.deepEqual(await warned(), [`Người giữ đang vắng: ${step.title.step}`]);
      assert.equal((await warned()).length, 1, 'told once');
    });

    test('not him who is away, where he leads himself: another who leads there has it in his inbox, else the next leader above', async () => {
      const dossier = await f.apply(await f.citizen('Sùng Thị Mẩy'));
      const [step] = await listTasks(f.db, dossier.id);
      assert.ok(step);
      const chairman = await f.official('Ma Seo Chứ', f.agencies.centre, ['receiver', 'leader']);
      const away = { accountId: chairman.accountId, from: '2026-11-23', to: '2027-01-04' };
      await f.db.tx(tx => noteAbsence(tx, away, { ...f.act(), actor: chairman.accountId }));
      const warning = async (id: string, subject: string) => {
        await f.db.tx(tx => assignTask(tx, id, chairman.postId));
        await watchDeadlines(f.ctx);
        const found = (await listTasks(f.db, subject)).filter(t => t.ref.startsWith('escalation:'));
        assert.equal(found.length, 1);
        return found[0]!;
      };
      // Nobody else leads at his agency: the commune's leader is told, and may give it.
      const above = await warning(step.id, dossier.id);
      assert.deepEqual([above.agencyId, above.postId], [f.agencies.bacHa, null]);
      const leaders = await postsAble(f.db, 'dossier.decide', [f.agencies.bacHa], f.clock.now());
      const leader = await f.visitor(leaders[0]?.holders[0]?.accountId ?? '', 'official');
      const facts = await factsOf(f.db, await f.again(dossier), f.clock.now());
      assert.deepEqual(
        assignable(askerOf(leader), facts).map(t => t.taskId),
        [step.id],
      );
      const given = { dossierId: dossier.id, taskId: step.id, postId: null };
      const [able] = facts.tasks.filter(t => t.taskId === step.id);
      const by = actorGiving(leader, f.clock.now(), facts, able!);
      assert.equal(by.postId, leaders[0]?.postId);
      await f.db.tx(tx => assign(tx, f.deps, given, by));
      // Given meanwhile by somebody else: who comes second is refused.
      await assert.rejects(
        f.db.tx(tx => assign(tx, f.deps, { ...given, postId: chairman.postId }, by)),
        { code: 'TASK_DONE' },
      );
      assert.deepEqual(assignable(askerOf(leader), await factsOf(f.db, dossier, f.clock.now())), []);
      const deputy = await f.official('Lù Văn Thắng', f.agencies.centre, ['leader']);
      await f.db.run("UPDATE identity.account SET email = replace(id::text, '-', '') || '@bacha.example'");
      const next = await f.apply(await f.citizen('Lý Thị Say'));
      const [nextStep] = await listTasks(f.db, next.id);
      const told = await warning(nextStep?.id ?? '', next.id);
      assert.equal(told.title.step, `Người giữ đang vắng: ${nextStep?.title.step}`);
      assert.equal(told.postId, deputy.postId);
      const letters = await f.db.query<{ address: string }>(
        `SELECT address FROM messaging.message WHERE text_key LIKE 'cases.message.escalated%' AND params->>'code' = $1`,
        [next.code],
      );
      const addressOf = (id: string) => `${id.replaceAll('-', '')}@bacha.example`;
      assert.deepEqual(
        letters.map(l => l.address),
        [addressOf(deputy.accountId)],
      );
    });

    test('nobody, where nobody leads or the agency is gone without an heir: the entry says why', async () => {
      const warned = async (meanwhile?: () => Promise<unknown>) => {
        const dossier = await f.apply(await f.citizen('Hạng Thị Dợ'));
        const [step] = await listTasks(f.db, dossier.id);
        assert.ok(step);
        await planEscalations(f.db, [{ id: step.id, dueAt: step.dueAt!, escalateAt: f.clock.now() }]);
        await meanwhile?.();
        await watchDeadlines(f.ctx);
        const [entry, ...more] = await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.escalated']);
        assert.ok(entry && !more.length);
        return entry.body.untold;
      };
      assert.equal(await warned(), undefined, 'a leader is told');
      await f.owner.run(`UPDATE organisation.post SET roles = array_remove(roles, 'leader')`);
      assert.equal(await warned(), 'nobody-leads');
      const gone = await warned(async () => {
        await f.db.tx(async tx => {
          await endAgency(tx, f.agencies.centre, '2026-11-24', f.act());
          await endAgency(tx, f.agencies.bacHa, '2026-11-24', f.act());
        });
        f.clock.set('2026-11-24T08:00:00+07:00');
      });
      assert.equal(gone, 'agency-gone');
    });
  });
});
