import type { Form } from '#engines/forms';
import { formOfVersion, getProcedureVersion, loadProcess, type ProcedureVersion } from '#engines/procedures';
import type { Graph } from '#engines/processes';
import type { Queryable } from '#platform/db';

/** A version without what may still become of it: it may be followed by another, or withdrawn before its first day. */
export type RunningVersion = Omit<ProcedureVersion, 'status' | 'to'>;

/** A version of a procedure with everything that runs it. */
export type LoadedProcedure = { version: RunningVersion; graph: Graph; form: Form };

// What is published never changes (procedure_version_immutable), nor do the form and the process that it names: read once.
// The last asked for stand last; the first falls out.
const published = new Map<string, LoadedProcedure>();
const MAX_KEPT = 500;

/**
 * What a dossier or a draft runs under: the version that it was received or begun under, whatever its status now, for as long
 * as it lives. No query when it is published and was asked for before. Throws PROCEDURE_NOT_FOUND.
 */
export async function loadProcedure(
  q: Queryable,
  { procedureVersionId: id }: { procedureVersionId: string },
): Promise<LoadedProcedure> {
  const known = published.get(id);
  if (known) {
    published.delete(id);
    published.set(id, known);
    return known;
  }
  const { status, to: _, ...version } = await getProcedureVersion(q, id);
  const form = await formOfVersion(q, version);
  const loaded = { version, form, graph: await loadProcess(q, version.process) };
  if (status === 'draft') return loaded;
  published.set(id, loaded);
  if (published.size > MAX_KEPT) published.delete(published.keys().next().value ?? '');
  return loaded;
}
