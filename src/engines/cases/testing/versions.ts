import assert from 'node:assert/strict';
import type { FormDefinition } from '#engines/forms';
import {
  contentOf,
  createDraft,
  getDraftForm,
  getDraftProcess,
  listVersions,
  type ProcedureContent,
  type ProcedureVersion,
  publishVersion,
  type ResultTemplateDefinition,
  saveDraftForm,
  saveDraftProcess,
  saveDraftResult,
  type VersionMapping,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { CasesFixture } from './fixture.ts';

export type VersionChange = {
  content?: Partial<ProcedureContent>;
  /** What is different in the file of the process. */
  process?(xml: string): string;
  form?(definition: FormDefinition): FormDefinition;
  /** How its result looks. */
  result?: ResultTemplateDefinition;
  mapping?: VersionMapping;
};

/** The next version of a procedure, published today by the program itself, a day after the one before at the earliest. */
export async function publishNext(
  f: Pick<CasesFixture, 'db' | 'act' | 'clock'>,
  code: string,
  change: VersionChange,
): Promise<ProcedureVersion> {
  const last = (await listVersions(f.db, code)).find(v => v.status === 'published') ?? assert.fail();
  return f.db.tx(async tx => {
    const content = { ...contentOf(last), ...change.content, mapping: change.mapping ?? null };
    const draft = await createDraft(tx, code, content, f.act());
    if (change.process) {
      const { source } = await getDraftProcess(tx, draft.id);
      const saved = await saveDraftProcess(tx, draft.id, change.process(source), 0, f.act());
      assert.deepEqual(saved.problems, []);
    }
    if (change.form) {
      const { definition } = await getDraftForm(tx, draft.id);
      const saved = await saveDraftForm(tx, draft.id, change.form(definition ?? assert.fail()), 0, f.act());
      assert.deepEqual(saved.problems, []);
    }
    if (change.result) await saveDraftResult(tx, draft.id, change.result, 0, f.act());
    return publishVersion(tx, draft.id, localDate(f.clock.now()), f.act());
  });
}
