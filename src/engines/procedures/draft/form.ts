import { checkForm, type FormDefinition, type FormProblem } from '#engines/forms';
import type { Act } from '#engines/organisation';
import type { Queryable, Tx } from '#platform/db';
import { getProcedureVersion } from '../store/read.ts';
import type { ProcedureVersion } from '../types.ts';
import { formIdFor } from './own-ids.ts';
import { type SavedContent, type SaveOptions, saveAt, savePart } from './parts.ts';
import { formOfVersion, standardFormOf } from './standard.ts';

/** The form of a draft, as it is being edited. */
export type DraftForm = {
  /** Of the last save, for the next one; 0: nobody has saved it in this draft. */
  revision: number;
  savedBy: string | null;
  savedAt: Date | null;
  /** It is the standard form, which follows the papers. */
  standard: boolean;
  /** JSON as it was typed. */
  source: string;
  /** What the source says; null when it is no JSON object, or parts of it are of a kind that nobody can draw. Else not checked: see `problems`. */
  definition: FormDefinition | null;
  /** All that stands in the way of publishing it; texts `forms.problem.CODE`. */
  problems: FormProblem[];
};

/** The form of a draft (of a published version: the form it has). `at`: as it was at an earlier save. */
export async function getDraftForm(q: Queryable, versionId: string, at?: number): Promise<DraftForm> {
  const version = await getProcedureVersion(q, versionId);
  return readDraftForm(q, version, await saveAt(q, versionId, 'form', at));
}

export async function readDraftForm(
  q: Queryable,
  version: ProcedureVersion,
  saved: SavedContent | undefined,
): Promise<DraftForm> {
  const head = {
    revision: saved?.revision ?? 0,
    savedBy: saved?.savedBy ?? null,
    savedAt: saved?.savedAt ?? null,
  };
  if (!saved || saved.content === null) {
    const standard = saved !== undefined || version.form === null;
    const { sha256: _, ...definition } = standard ? standardFormOf(version) : await formOfVersion(q, version);
    return { ...head, standard, source: sourceOf(definition), definition, problems: [] };
  }
  return {
    ...head,
    standard: false,
    source: saved.content,
    ...(await readSource(q, version, saved.content)),
  };
}

async function readSource(
  q: Queryable,
  version: ProcedureVersion,
  source: string,
): Promise<{ definition: FormDefinition | null; problems: FormProblem[] }> {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    const params = placeInJson(source, (error as Error).message);
    return { definition: null, problems: [{ place: 'form', code: 'not-json', params }] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { definition: null, problems: checkForm(value) };
  // Which form it is, and which version it will be, is not the editor's to say.
  const definition = { ...value, id: await formIdFor(q, version), version: 1 } as FormDefinition;
  const problems = checkForm(definition);
  return { definition: problems.some(p => p.code === 'bad-shape') ? null : definition, problems };
}

/** Where JSON stops being JSON, lines and columns counted from 1: where the reader says, else its end, which it did not expect. */
function placeInJson(source: string, message: string): { line: number; column: number } {
  const position = /at position (\d+)/.exec(message)?.[1];
  const before = source.slice(0, position === undefined ? source.trimEnd().length : Number(position));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

/** A definition as people read and edit it. */
export const sourceOf = (definition: unknown): string => `${JSON.stringify(definition, null, 2)}\n`;

/**
 * Saves the form of a draft: a definition, or JSON as typed, which need not be right; null makes it the standard form.
 * Refusals: see `savePart`.
 */
export async function saveDraftForm(
  tx: Tx,
  versionId: string,
  form: FormDefinition | string | null,
  readRevision: number,
  act: Act,
  options?: SaveOptions,
): Promise<DraftForm> {
  const content = form === null || typeof form === 'string' ? form : sourceOf(form);
  const saved = await savePart(tx, { versionId, part: 'form' }, content, readRevision, act, options);
  return readDraftForm(tx, await getProcedureVersion(tx, versionId), saved);
}
