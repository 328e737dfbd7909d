import { identity } from '#engines/identity';
import { type Act, createPost, organisation } from '#engines/organisation';
import { worktime } from '#engines/worktime';
import { newId } from '#platform/db';
import { ledger } from '#platform/ledger';
import { testDatabase } from '#test/database';
import { makeAgencies, SINCE } from '../../identity/testing/agencies.ts';
import { openTask, work } from '../index.ts';
import type { NewTask } from '../types.ts';

export const NOW = new Date('2026-11-20T08:00:00+07:00');

/** Agencies and two posts in a database that holds tasks of no engine in particular. */
export async function workFixture() {
  const test = await testDatabase([ledger, organisation, identity, worktime, work]);
  const act: Act = { ledger: { append: async () => undefined }, actor: 'system', at: NOW };
  const agencies = await test.db.tx(tx => makeAgencies(tx, act));
  const post = (titleVi: string) =>
    test.db.tx(tx =>
      createPost(
        tx,
        { agencyId: agencies.bacHa, titleVi, titleEn: titleVi, roles: ['officer'], from: SINCE },
        act,
      ),
    );
  const posts = [(await post('Công chức một')).id, (await post('Công chức hai')).id] as const;

  /** A task of a report that nobody wrote, open at Bắc Hà unless said otherwise. Returns its id. */
  const task = (change: Partial<NewTask> = {}) =>
    test.db.tx(tx =>
      openTask(
        tx,
        {
          subjectKind: 'report',
          subjectId: newId(),
          elementId: 'write',
          title: { step: 'Lập báo cáo', code: 'BC-1', person: 'Lù Thị Sen', matter: 'Báo cáo tháng' },
          agencyId: agencies.bacHa,
          permission: 'dossier.process',
          dueAt: NOW,
          search: 'bc 1 lu thi sen bao cao thang',
          ...change,
        },
        NOW,
      ),
    );
  return { ...test, agencies, posts, task };
}

export type WorkFixture = Awaited<ReturnType<typeof workFixture>>;
