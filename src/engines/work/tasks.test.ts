import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#platform/db';
import {
  assignTask,
  cancelTask,
  cancelTasks,
  completeTask,
  findTask,
  listTasks,
  liveTasks,
  openTasks,
  resumeTasks,
  setDues,
  suspendTasks,
} from './index.ts';
import { NOW, type WorkFixture, workFixture } from './testing/fixture.ts';

describe('work: tasks', () => {
  let f: WorkFixture;
  before(async () => {
    f = await workFixture();
  });
  after(() => f.drop());

  const SEN = newId();
  const done = (by = SEN) => ({ by, post: null, outcome: 'sent', at: NOW });

  describe('a task', () => {
    test('is done once: of two officials at the same moment the second is told', async () => {
      const id = await f.task();
      const ends = await Promise.allSettled([
        f.db.tx(tx => completeTask(tx, id, done())),
        f.db.tx(tx => completeTask(tx, id, done(newId()))),
      ]);
      assert.deepEqual(ends.map(e => e.status).sort(), ['fulfilled', 'rejected']);
      const refusals = ends.flatMap(e => (e.status === 'rejected' ? [e.reason.code] : []));
      assert.deepEqual(refusals, ['TASK_DONE']);
      const task = await findTask(f.db, id);
      assert.deepEqual([task?.state, task?.outcome, task?.endedAt], ['done', 'sent', NOW]);
    });

    test('that is done says which step it was, and of whom no longer: that stands with its subject', async () => {
      const id = await f.task();
      const open = await findTask(f.db, id);
      assert.ok(open?.title.person && open.title.code);
      const ended = await f.db.tx(tx => completeTask(tx, id, done()));
      assert.deepEqual([ended.title, ended.dueBasis], [{ step: open.title.step }, null]);
    });

    test('that waits cannot be done, and is open again when its subject goes on', async () => {
      const subjectId = newId();
      const id = await f.task({ subjectId });
      const other = await f.task();
      assert.equal(await f.db.tx(tx => suspendTasks(tx, subjectId)), 1);
      await assert.rejects(
        f.db.tx(tx => completeTask(tx, id, done())),
        { code: 'TASK_SUSPENDED' },
      );
      assert.deepEqual(await openTasks(f.db, subjectId), []);
      await f.db.tx(tx => resumeTasks(tx, subjectId));
      assert.deepEqual(
        (await openTasks(f.db, subjectId)).map(t => t.id),
        [id],
      );
      assert.equal((await findTask(f.db, other))?.state, 'open');
    });

    test('waits or goes on beside others of its subject, by the beginning of its mark', async () => {
      const subjectId = newId();
      const asked = await f.task({ subjectId, ref: 'consultation:1' });
      const step = await f.task({ subjectId, ref: '1' });
      await f.db.tx(tx => suspendTasks(tx, subjectId, 'consultation:'));
      assert.deepEqual(
        (await openTasks(f.db, subjectId)).map(t => t.id),
        [asked],
      );
      await f.db.tx(tx => suspendTasks(tx, subjectId));
      await f.db.tx(tx => resumeTasks(tx, subjectId, 'consultation:'));
      assert.equal((await findTask(f.db, step))?.state, 'suspended');
      assert.equal((await findTask(f.db, asked))?.state, 'open');
    });

    test('moves its due time while it is open or waits; what is done keeps it', async () => {
      const subjectId = newId();
      const first = await f.task({ subjectId });
      await f.db.tx(tx => completeTask(tx, first, done()));
      const second = await f.task({ subjectId });
      const later = new Date('2026-11-26T17:00:00+07:00');
      const dues = [first, second].map(id => ({ id, dueAt: later, escalateAt: null }));
      assert.equal(await f.db.tx(tx => setDues(tx, dues)), 1);
      assert.equal((await liveTasks(f.db, subjectId)).length, 1);
      assert.deepEqual(
        (await listTasks(f.db, subjectId)).map(t => [t.id, t.dueAt]),
        [
          [first, NOW],
          [second, later],
        ],
      );
    });

    test('ends with its subject, whether it waited or not, or alone by its mark', async () => {
      const subjectId = newId();
      await f.task({ subjectId, ref: '1' });
      await f.task({ subjectId, ref: '2' });
      assert.equal(await f.db.tx(tx => cancelTask(tx, subjectId, '1', NOW)), 1);
      await f.db.tx(tx => suspendTasks(tx, subjectId));
      assert.equal(await f.db.tx(tx => cancelTasks(tx, subjectId, NOW, SEN)), 1);
      assert.deepEqual(
        (await listTasks(f.db, subjectId)).map(t => [t.state, t.endedBy]),
        [
          ['cancelled', null],
          ['cancelled', SEN],
        ],
      );
    });

    test('is given to a post only while it is open', async () => {
      const id = await f.task();
      await f.db.tx(tx => assignTask(tx, id, f.posts[0]));
      assert.equal((await findTask(f.db, id))?.postId, f.posts[0]);
      await f.db.tx(tx => completeTask(tx, id, done()));
      await assert.rejects(
        f.db.tx(tx => assignTask(tx, id, null)),
        { code: 'TASK_DONE' },
      );
    });

    test('cannot be ended without a time or without an outcome, even by SQL', async () => {
      const id = await f.task();
      for (const set of [
        "state = 'done', ended_at = now()",
        "state = 'cancelled'",
        'ended_at = now()',
        "state = 'lost'",
      ])
        await assert.rejects(f.owner.run(`UPDATE work.task SET ${set} WHERE id = $1`, [id]), {
          code: '23514',
        });
    });
  });
});
