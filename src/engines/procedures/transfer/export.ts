import type { Queryable } from '#platform/db';
import { getDraftForm } from '../draft/form.ts';
import { getDraftProcess } from '../draft/process.ts';
import { getDraftResult } from '../draft/result.ts';
import { ProcedureNotFound } from '../errors.ts';
import { listVersions } from '../store/read.ts';
import { contentOf, type ProcedureVersion } from '../types.ts';
import {
  fileDigest,
  saidDigest,
  TRANSFER_FORMAT,
  type TransferFile,
  type TransferredVersion,
} from './format.ts';

/** A version with all that belongs to it, as a file carries it. */
export async function carried(q: Queryable, v: ProcedureVersion): Promise<TransferredVersion> {
  const { form: _, process: __, source: ___, resultTemplate: ____, ...content } = contentOf(v);
  const form = await getDraftForm(q, v.id);
  const process = await getDraftProcess(q, v.id);
  const said = {
    content,
    // What has faults goes as it was typed: it may be of any shape.
    form: form.standard ? null : form.problems.length ? form.source : bare(form.definition),
    process: process.standard ? null : process.source,
    resultTemplate: (await getDraftResult(q, v.id)).template,
  };
  return {
    number: v.number,
    status: v.status === 'draft' ? 'draft' : 'published',
    from: v.from,
    to: v.to,
    ...said,
    sha256: saidDigest(said),
  };
}

// Under which name and number a form is kept is each installation's own.
function bare(definition: object | null): Record<string, unknown> | null {
  if (!definition) return null;
  const { id: _, version: __, ...rest } = definition as Record<string, unknown>;
  return rest;
}

/**
 * Procedures as one file: every version that is or was in force, and the draft; only one version when `number` says which.
 * Throws PROCEDURE_NOT_FOUND, naming the code.
 */
export async function exportProcedures(
  q: Queryable,
  codes: readonly string[],
  about: { from: string; at: Date; number?: number },
): Promise<TransferFile> {
  const procedures: TransferFile['procedures'] = [];
  for (const code of codes) {
    const versions = (await listVersions(q, code))
      .filter(v => v.status !== 'withdrawn' && (about.number === undefined || v.number === about.number))
      .reverse();
    if (!versions.length) throw ProcedureNotFound({ code });
    const carriedVersions: TransferredVersion[] = [];
    for (const v of versions) carriedVersions.push(await carried(q, v));
    procedures.push({ code, versions: carriedVersions });
  }
  const file = {
    format: TRANSFER_FORMAT,
    from: about.from,
    exportedAt: about.at.toISOString(),
    procedures,
    sha256: '',
  } satisfies TransferFile;
  return { ...file, sha256: fileDigest(file) };
}
