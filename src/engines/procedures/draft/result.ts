import type { Act } from '#engines/organisation';
import type { Graph } from '#engines/processes';
import type { Queryable, Tx } from '#platform/db';
import { checkResult, partsIn } from '../result/check-result.ts';
import { isResultTemplate, type ResultTemplateDefinition } from '../result/definition.ts';
import type { ResultProblem } from '../result/problem.ts';
import { stepFactsOf } from '../result/step-facts.ts';
import { getProcedureVersion } from '../store/read.ts';
import type { ProcedureVersion } from '../types.ts';
import { type DraftForm, getDraftForm, sourceOf } from './form.ts';
import { type SavedContent, type SaveOptions, saveAt, savePart } from './parts.ts';
import { getDraftProcess } from './process.ts';

/** The result template of a draft, as it is being edited. */
export type DraftResult = {
  /** Of the last save, for the next one; 0: nobody has saved it in this draft. */
  revision: number;
  savedBy: string | null;
  savedAt: Date | null;
  /** Null: the procedure has none of its own. */
  template: ResultTemplateDefinition | null;
  /** All that stands in the way of publishing it; texts `procedures.result.problem.CODE`. */
  problems: ResultProblem[];
};

/** The result template of a draft (of a published version: the one it has), checked against the draft's form and process. `at`: as it was at an earlier save. */
export async function getDraftResult(q: Queryable, versionId: string, at?: number): Promise<DraftResult> {
  const version = await getProcedureVersion(q, versionId);
  const form = await getDraftForm(q, versionId);
  const { graph } = await getDraftProcess(q, versionId);
  return readDraftResult(version, { form, graph }, await saveAt(q, versionId, 'result', at));
}

export function readDraftResult(
  version: ProcedureVersion,
  { form, graph }: { form: Pick<DraftForm, 'definition'>; graph: Graph | null },
  saved: SavedContent | undefined,
): DraftResult {
  const template = saved ? parse(saved.content) : (version.resultTemplate ?? null);
  return {
    revision: saved?.revision ?? 0,
    savedBy: saved?.savedBy ?? null,
    savedAt: saved?.savedAt ?? null,
    template: isResultTemplate(template) ? template : null,
    problems: template === null ? [] : checkResult(template, partsIn(form.definition), stepFactsOf(graph)),
  };
}

function parse(content: string | null): unknown {
  return content === null ? null : JSON.parse(content);
}

/** Saves the result template of a draft; null: none of its own. Refusals: see `savePart`. */
export async function saveDraftResult(
  tx: Tx,
  versionId: string,
  template: ResultTemplateDefinition | null,
  readRevision: number,
  act: Act,
  options?: SaveOptions,
): Promise<DraftResult> {
  const content = template && sourceOf(template);
  await savePart(tx, { versionId, part: 'result' }, content, readRevision, act, options);
  return getDraftResult(tx, versionId);
}
