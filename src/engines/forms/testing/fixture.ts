import { loadDemoProvince, organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Lang } from '#platform/i18n';
import { testCtx } from '#test/ctx';
import { type TestDatabase, testDatabase } from '#test/database';
import { ui } from '#ui';
import { forms } from '../module.ts';

/** A database with the demo province, and a page's context on 20/11/2026. */
export async function formsFixture(): Promise<TestDatabase & { ctx(lang?: Lang, at?: string): Ctx }> {
  const database = await testDatabase([organisation, forms]);
  await loadDemoProvince(database.db);
  return {
    ...database,
    ctx: (lang = 'vi', at = '2026-11-20T15:40:00+07:00') =>
      testCtx({ modules: [ui, organisation, forms], lang, db: database.db, clock: fixedClock(at) }),
  };
}
