import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assignTask, endAbsence, listTasks, noteAbsence, openTasks } from '#engines/work';
import { assign } from '../acts/assign.ts';
import { isWarning } from '../process/warning-ref.ts';
import { type CasesFixture, casesFixture } from '../testing/fixture.ts';
import { warningNamed } from './escalate.ts';
import { watchDeadlines } from './watch.ts';

describe('cases: a leader is told that who has a step is away', () => {
  let f: CasesFixture;
  before(async () => {
    f = await casesFixture();
  });
  after(() => f.close());

  test('until it is taken back or the step goes to who is there; the warning before the step is due comes all the same', async () => {
    f.clock.set('2026-11-23T08:00:00+07:00');
    const sen = await f.official('Lù Thị Sen', f.agencies.centre, ['receiver']);
    const deputy = await f.official('Vàng Seo Páo', f.agencies.centre, ['receiver', 'leader']);
    await f.db.run("UPDATE identity.account SET email = 'pho@bacha.example' WHERE id = $1", [
      deputy.accountId,
    ]);
    const dossier = await f.apply(await f.citizen('Giàng Thị Mỷ'));
    const [step] = await listTasks(f.db, dossier.id);
    assert.ok(step?.dueAt);
    await f.db.tx(tx => assignTask(tx, step.id, sen.postId));
    const act = () => ({ ...f.act(), actor: deputy.accountId });
    const away = { accountId: sen.accountId, from: '2026-11-23', to: '2027-01-04' };
    const noted = () => f.db.tx(tx => noteAbsence(tx, away, act()));
    const told = async () => {
      await watchDeadlines(f.ctx);
      return (await openTasks(f.db, dossier.id)).filter(isWarning).map(t => warningNamed(t.title.step)?.why);
    };
    const absence = await noted();
    assert.deepEqual(await told(), ['away']);
    // Taken back: it is before nobody any more, and another absence is told of again.
    await f.db.tx(tx => endAbsence(tx, absence, act()));
    assert.deepEqual(await told(), []);
    const again = await noted();
    assert.deepEqual(await told(), ['away']);
    // Given to who is there, by whoever leads: over at once, and back to who is away told anew.
    const giving = { dossierId: dossier.id, taskId: step.id };
    const by = { ...deputy, agencyId: f.agencies.centre, at: f.clock.now() };
    await f.db.tx(tx => assign(tx, f.deps, { ...giving, postId: deputy.postId }, by));
    assert.deepEqual((await openTasks(f.db, dossier.id)).filter(isWarning), []);
    assert.deepEqual(await told(), []);
    await f.db.tx(tx => assign(tx, f.deps, { ...giving, postId: sen.postId }, by));
    assert.deepEqual(await told(), ['away']);
    await f.db.tx(tx => endAbsence(tx, again, act()));
    // She is there, and does not do it: its leader is warned before it is due, and told nothing of an absence.
    f.clock.set(new Date(step.dueAt.getTime() - 60_000));
    assert.deepEqual(await told(), ['due']);
    assert.deepEqual(await told(), ['due'], 'once');
    const entries = await f.ledger.history(f.db, `dossier:${dossier.id}`, ['case.escalated']);
    assert.deepEqual(
      entries.map(e => e.body.why),
      ['away', 'away', 'away', undefined],
    );
    const letters = await f.db.query<{ key: string }>(
      `SELECT text_key AS key FROM messaging.message WHERE address = 'pho@bacha.example' AND params->>'code' = $1 ORDER BY id`,
      [dossier.code],
    );
    assert.deepEqual(
      letters.map(l => l.key),
      ['cases.message.escalated-away', 'cases.message.escalated'],
      'each reason in a letter of its own, and one of the absence on one day',
    );
  });
});
