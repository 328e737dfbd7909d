import { type Act, listAgencyWords } from '#engines/organisation';
import { type Graph, type Problem, parseProcess } from '#engines/processes';
import type { Queryable, Tx } from '#platform/db';
import { PROCESS_FACTS, PROCESS_MESSAGES, PROCESS_ROLES } from '../process-facts.ts';
import { listProcessServices } from '../store/process-services.ts';
import { processFile } from '../store/processes.ts';
import { getProcedureVersion } from '../store/read.ts';
import { listResultKinds } from '../store/result-kinds.ts';
import type { ProcedureVersion } from '../types.ts';
import { type DraftForm, getDraftForm } from './form.ts';
import { type SavedContent, type SaveOptions, saveAt, savePart } from './parts.ts';

/** The process of a draft, as it is being edited. */
export type DraftProcess = {
  /** Of the last save, for the next one; 0: nobody has saved it in this draft. */
  revision: number;
  savedBy: string | null;
  savedAt: Date | null;
  /** It is the standard process. */
  standard: boolean;
  /** BPMN 2.0 XML as it was saved. */
  source: string;
  /** What runs or can be rehearsed; null while it cannot run. */
  graph: Graph | null;
  /** To be drawn, also while there are problems; null where not all could be read. */
  sketch: Graph | null;
  /** All that stands in the way of publishing it; a sentence each: `describeProblem`. */
  problems: readonly Problem[];
  /** What may be meant so, and whoever proposes it has to have seen. */
  doubts: readonly Problem[];
};

/** The process of a draft (of a published version: the process it has), checked against the draft's form. `at`: as it was at an earlier save. */
export async function getDraftProcess(q: Queryable, versionId: string, at?: number): Promise<DraftProcess> {
  const version = await getProcedureVersion(q, versionId);
  return readDraftProcess(q, version, await saveAt(q, versionId, 'process', at));
}

/** Field paths that the conditions of a process may read: those of the form, also of one that is not finished. */
export const fieldPathsOf = ({ definition }: Pick<DraftForm, 'definition'>): string[] =>
  typeof definition?.fields === 'object' && definition.fields !== null ? Object.keys(definition.fields) : [];

/** What the checker says of a process that need not be saved, against the draft's form as it is. */
export async function checkDraftProcess(
  q: Queryable,
  versionId: string,
  xml: string,
): Promise<Pick<DraftProcess, 'graph' | 'problems' | 'doubts' | 'sketch'>> {
  const fields = fieldPathsOf(await getDraftForm(q, versionId));
  const agencies = new Set(await listAgencyWords(q));
  return parseProcess(xml, {
    fields,
    facts: PROCESS_FACTS,
    roles: PROCESS_ROLES,
    messages: PROCESS_MESSAGES,
    agencies,
    services: await listProcessServices(q),
    kinds: await listResultKinds(q, (await getProcedureVersion(q, versionId)).code),
  });
}

export async function readDraftProcess(
  q: Queryable,
  version: ProcedureVersion,
  saved: SavedContent | undefined,
): Promise<DraftProcess> {
  const standard = saved ? saved.content === null : version.process === null;
  const source = saved?.content ?? (await processFile(q, standard ? null : version.process));
  return {
    revision: saved?.revision ?? 0,
    savedBy: saved?.savedBy ?? null,
    savedAt: saved?.savedAt ?? null,
    standard,
    source,
    ...(await checkDraftProcess(q, version.id, source)),
  };
}

/**
 * Saves the process of a draft as BPMN XML, which need not be right; null makes it the standard process.
 * Refusals: see `savePart`.
 */
export async function saveDraftProcess(
  tx: Tx,
  versionId: string,
  xml: string | null,
  readRevision: number,
  act: Act,
  options?: SaveOptions,
): Promise<DraftProcess> {
  const saved = await savePart(tx, { versionId, part: 'process' }, xml, readRevision, act, options);
  return readDraftProcess(tx, await getProcedureVersion(tx, versionId), saved);
}
