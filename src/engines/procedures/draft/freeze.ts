import { addFormVersion, defineForm, type FormDefinition, findNewestForm } from '#engines/forms';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { digest } from '../content.ts';
import { ProcedureIncomplete } from '../errors.ts';
import { processFile, storeProcess } from '../store/processes.ts';
import { getProcedureVersion } from '../store/read.ts';
import { replaceDraft } from '../store/write.ts';
import { contentOf, type ProcedureVersion, type Reference } from '../types.ts';
import { type DraftFault, faultsOf, readDraft } from './faults.ts';
import type { DraftForm } from './form.ts';
import { withGroundIds } from './named-grounds.ts';
import { formIdFor, processIdFor } from './own-ids.ts';
import { fieldPathsOf } from './process.ts';
import { standardFormOf } from './standard.ts';

/**
 * Makes of what is edited in a draft versions of their own: the form becomes the next version of the procedure's form, the
 * process of its process; where nothing differs from what there is, that stays. The procedure is locked.
 * Returns the draft with its references. Throws PROCEDURE_INCOMPLETE when something is missing or faulty; details: what.
 */
export async function freezeParts(tx: Tx, draft: ProcedureVersion, act: Act): Promise<ProcedureVersion> {
  const read = await readDraft(tx, draft);
  // A new edition of the program may speak of one that was never here: nothing of it runs here either.
  const foreign = (f: DraftFault) => f.part === 'mapping' && f.mapping.code === 'unknown-old';
  const faults = faultsOf(draft, read).filter(f => act.actor !== 'system' || !foreign(f));
  if (faults.length) throw ProcedureIncomplete({ code: draft.code }, faults);
  const { saved, form, process, result } = read;
  const parts = {
    form: saved.form ? await freezeForm(tx, draft, form, act) : draft.form,
    process: saved.process ? await freezeProcess(tx, draft, process, form, act) : draft.process,
    resultTemplate: result.template,
  };
  await replaceDraft(
    tx,
    { code: draft.code, versionId: draft.id },
    { ...contentOf(draft), fees: withGroundIds(draft.fees, form.definition), ...parts },
    draft.createdBy,
  );
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
