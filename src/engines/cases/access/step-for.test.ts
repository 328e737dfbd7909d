import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openTasks } from '#engines/work';
import { newId } from '#platform/db';
import type { Visitor } from '#platform/http';
import { assign } from '../acts/assign.ts';
import type { CasesFixture } from '../testing/fixture.ts';
import { asks, does, facing, type People, withLibrary } from '../testing/people.ts';
import { stepFor } from './step-for.ts';

describe('cases: access/step for', () => {
  let f: CasesFixture;
  let p: People;
  withLibrary((library, all) => {
    f = library;
    p = all;
  });

  const faces = (who: Visitor, dossierId: string, taskId: string) =>
    f.db.tx(tx => stepFor(tx, who, { dossierId, taskId }, f.clock.now()));

  async function received() {
    const dossier = await f.apply(p.reader);
    const [task] = await openTasks(f.db, dossier.id);
    return { dossier, task: task ?? assert.fail('no step') };
  }

  test('a clerk is given the step of her desk, in her post; who may only read it, and who may not even that, are refused', async () => {
    const { dossier, task } = await received();
    const step = await faces(p.clerk, dossier.id, task.id);
    assert.deepEqual([step.task.id, step.actor.postId], [task.id, p.clerk.postId]);
    await assert.rejects(faces(p.officer, dossier.id, task.id), { code: 'NOT_ALLOWED' });
    await assert.rejects(faces(p.stranger, dossier.id, task.id), { code: 'NOT_FOUND' });
    await assert.rejects(faces(p.clerk, dossier.id, newId()), { code: 'NOT_FOUND' });
    await assert.rejects(faces(p.clerk, 'khong-co', task.id), { code: 'NOT_FOUND' });
    const other = await received();
    await assert.rejects(faces(p.clerk, dossier.id, other.task.id), { code: 'NOT_FOUND' });
  });

  test('who comes second is told that it is done, and who comes while it waits that it waits', async () => {
    const { dossier, task } = await received();
    await does(f, p.clerk, dossier, 'forward');
    await assert.rejects(faces(p.clerk, dossier.id, task.id), { code: 'TASK_DONE' });
    const waiting = await received();
    await asks(f, p.clerk, waiting.dossier);
    await assert.rejects(faces(p.clerk, waiting.dossier.id, waiting.task.id), { code: 'TASK_SUSPENDED' });
  });

  test('a step that is being given to another post is not hers any more: she is asked again once that is written', async () => {
    const { dossier, task } = await received();
    const colleague = await f.official('Ma Thị Dín', f.agencies.centre, ['receiver']);
    const { actor } = await facing(f, p.clerk, dossier);
    let asked: Promise<unknown> | undefined;
    await f.db.tx(async tx => {
      const give = { dossierId: dossier.id, taskId: task.id, postId: colleague.postId };
      await assign(tx, f.deps, give, actor);
      asked = faces(p.clerk, dossier.id, task.id);
      asked.catch(() => undefined);
      await new Promise(resolve => setTimeout(resolve, 50));
    });
    await assert.rejects(asked ?? assert.fail(), { code: 'NOT_ALLOWED' });
    assert.equal((await faces(colleague, dossier.id, task.id)).actor.postId, colleague.postId);
  });
});
