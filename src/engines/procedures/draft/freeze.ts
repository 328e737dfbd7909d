import { addFormVersion, defineForm, type FormDefinition, findNewestForm } from '#engines/forms';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { digest } from '../content.ts';
import { ProcedureIncomplete } from '../errors.ts';
import { processFile, storeProcess } from '../store/processes.ts';
import { getProcedureVersion } from '../store/read.ts';
import { replaceDraft } from '../store/write.ts';
import { contentOf, type ProcedureVersion, type Reference } from '../types.ts';
import { type DraftForm, readDraftForm } from './form.ts';
import { formIdFor, processIdFor } from './own-ids.ts';
import { lastSave } from './parts.ts';
import { fieldPathsOf, readDraftProcess } from './process.ts';
import { readDraftResult } from './result.ts';
import { standardFormOf } from './standard.ts';

/** What stands in the way of publishing a part; details of PROCEDURE_INCOMPLETE. */
export type PartFault = { part: 'form' | 'process' | 'result'; problems: number };

/**
 * Makes of what is edited in a draft versions of their own: the form becomes the next version of the procedure's form, the
 * process of its process; where nothing differs from what there is, that stays. The procedure is locked.
 * Returns the draft with its references. Throws PROCEDURE_INCOMPLETE when a part has problems.
 */
export async function freezeParts(tx: Tx, draft: ProcedureVersion, act: Act): Promise<ProcedureVersion> {
  const savedForm = await lastSave(tx, draft.id, 'form');
  const savedProcess = await lastSave(tx, draft.id, 'process');
  const savedResult = await lastSave(tx, draft.id, 'result');
  if (!savedForm && !savedProcess && !savedResult) return draft;
  const form = await readDraftForm(tx, draft, savedForm);
  const process = await readDraftProcess(tx, draft, savedProcess);
  const result = readDraftResult(draft, form, savedResult);
  const faults = Object.entries({ form, process, result }).flatMap(([part, { problems }]) =>
    problems.length ? [{ part: part as PartFault['part'], problems: problems.length }] : [],
  );
  if (faults.length) throw ProcedureIncomplete({ code: draft.code }, faults);
  const parts = {
    form: savedForm ? await freezeForm(tx, draft, form, act) : draft.form,
    process: savedProcess ? await freezeProcess(tx, draft, process, form, act) : draft.process,
    resultTemplate: result.template,
  };
  await replaceDraft(tx, { code: draft.code, versionId: draft.id }, { ...contentOf(draft), ...parts });
  return getProcedureVersion(tx, draft.id);
}

// What a form says, without which version of which form it is.
const said = ({ schema, pages, fields, groups }: FormDefinition) => digest({ schema, pages, fields, groups });

async function freezeForm(
  tx: Tx,
  draft: ProcedureVersion,
  form: DraftForm,
  act: Act,
): Promise<Reference | null> {
  const { definition } = form;
  if (form.standard || !definition || said(definition) === said(standardFormOf(draft))) return null;
  const id = await formIdFor(tx, draft);
  await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('procedures.form:' || $1, 0))", [id]);
  const newest = await findNewestForm(tx, id);
  if (newest && said(newest) === said(definition)) return { id, version: newest.version };
  const { schema, pages, fields, groups } = definition;
  const version = (newest?.version ?? 0) + 1;
  const next = defineForm({ id, version, schema, pages, fields, ...(groups ? { groups } : {}) });
  await addFormVersion(tx, next, act.at);
  return { id, version: next.version };
}

async function freezeProcess(
  tx: Tx,
  draft: ProcedureVersion,
  process: { standard: boolean; source: string },
  form: DraftForm,
  act: Act,
): Promise<Reference | null> {
  if (process.standard || process.source === (await processFile(tx, null))) return null;
  return storeProcess(tx, await processIdFor(tx, draft), process.source, act, { fields: fieldPathsOf(form) });
}
