import type { Form } from '#engines/forms';
import { formOfVersion, getProcedureVersion, loadProcess, type ProcedureVersion } from '#engines/procedures';
import type { Graph } from '#engines/processes';
import type { Queryable } from '#platform/db';

/** A version of a procedure with everything that runs it. */
export type LoadedProcedure = { version: ProcedureVersion; graph: Graph; form: Form };

/** The version by its id, whatever its status, with its form. */
export async function loadVersion(
  q: Queryable,
  versionId: string,
): Promise<{ version: ProcedureVersion; form: Form }> {
  const version = await getProcedureVersion(q, versionId);
  return { version, form: await formOfVersion(q, version) };
}

/** What a dossier runs under: the version that it was received under, for as long as it lives. */
export async function loadProcedure(
  q: Queryable,
  dossier: { procedureVersionId: string },
): Promise<LoadedProcedure> {
  const { version, form } = await loadVersion(q, dossier.procedureVersionId);
  return { version, form, graph: await loadProcess(q, version.process) };
}
