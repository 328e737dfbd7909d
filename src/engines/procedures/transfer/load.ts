import type { FormDefinition } from '#engines/forms';
import type { Act } from '#engines/organisation';
import type { Db, Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { getDraftForm, saveDraftForm } from '../draft/form.ts';
import { getDraftProcess, saveDraftProcess } from '../draft/process.ts';
import { getDraftResult, saveDraftResult } from '../draft/result.ts';
import { createDraft, updateDraft } from '../store/drafts.ts';
import { lockProcedure } from '../store/lock.ts';
import { record } from '../store/record.ts';
import type { ProcedureContent, ProcedureVersion } from '../types.ts';
import type { TransferFile } from './format.ts';
import { type Planned, planTransfer } from './plan.ts';

/** What loading a file has done with each of its procedures. */
export type TransferReport = Array<{
  code: string;
  name: string;
  did: 'created' | 'drafted' | 'replaced' | 'same' | 'kept' | 'refused';
  /** Code of the refusal. */
  error?: string;
}>;

/**
 * Loads the newest version of each procedure of a file as a draft: nothing is in force before somebody here has approved it. A
 * draft that is there already stays as it is unless its code stands in `replace`; what it was is kept among its saves.
 * Each procedure is loaded whole or not at all.
 */
export async function loadTransfer(
  db: Db,
  file: TransferFile,
  options: { only?: ReadonlySet<string>; replace: ReadonlySet<string> },
  act: Act,
): Promise<TransferReport> {
  const report: TransferReport = [];
  for (const procedure of file.procedures) {
    const { code } = procedure;
    if (options.only && !options.only.has(code)) continue;
    const name = procedure.versions.at(-1)?.content.name ?? '';
    try {
      report.push(
        await db.tx(async tx => {
          await lockProcedure(tx, code);
          // Planned again under the lock: somebody may have worked on it since the plan was shown.
          const [plan] = await planTransfer(tx, { ...file, procedures: [procedure] }, act.at);
          if (!plan) throw new Error(`no plan for ${code}`);
          return {
            code,
            name: plan.name,
            did: await loadOne(tx, file, plan, options.replace.has(code), act),
          };
        }),
      );
    } catch (error) {
      if (!isAppError(error)) throw error;
      report.push({ code, name, did: 'refused', error: error.code });
    }
  }
  await db.tx(tx =>
    record(tx, act, 'transfer-loaded', `procedure-transfer:${file.sha256}`, {
      sha256: file.sha256,
      procedures: file.procedures.length,
      loaded: report.filter(r => ['created', 'drafted', 'replaced'].includes(r.did)).length,
    }),
  );
  return report;
}

async function loadOne(
  tx: Tx,
  file: TransferFile,
  plan: Planned,
  replace: boolean,
  act: Act,
): Promise<TransferReport[number]['did']> {
  const { code, incoming, does, here } = plan;
  if (does === 'same') return 'same';
  if (does === 'waits' || (does === 'replace' && !replace)) return 'kept';
  const content: ProcedureContent = {
    ...incoming.content,
    form: null,
    process: null,
    source: { kind: 'transfer', from: file.from, number: incoming.number, sha256: incoming.sha256 },
  };
  if (does !== 'replace' || !here) {
    await saveParts(tx, await createDraft(tx, code, content, act), plan, act);
    return does === 'new' ? 'created' : 'drafted';
  }
  await saveParts(tx, await updateDraft(tx, here.id, content, here.contentSha256, act), plan, act);
  return 'replaced';
}

async function saveParts(tx: Tx, draft: ProcedureVersion, { incoming }: Planned, act: Act): Promise<void> {
  const form = await getDraftForm(tx, draft.id);
  if (incoming.form !== null || !form.standard)
    await saveDraftForm(tx, draft.id, incoming.form as FormDefinition | string | null, form.revision, act);
  const process = await getDraftProcess(tx, draft.id);
  if (incoming.process !== null || !process.standard)
    await saveDraftProcess(tx, draft.id, incoming.process, process.revision, act);
  const result = await getDraftResult(tx, draft.id);
  if (incoming.resultTemplate || result.template)
    await saveDraftResult(tx, draft.id, incoming.resultTemplate, result.revision, act);
}
