import { type Form, getForm, standardForm } from '#engines/forms';
import { getProcedureVersion, loadProcess, type ProcedureVersion } from '#engines/procedures';
import type { Graph } from '#engines/processes';
import type { Queryable } from '#platform/db';

/** A version of a procedure with everything that runs it. */
export type LoadedProcedure = { version: ProcedureVersion; graph: Graph; form: Form };

const standardForms = new Map<string, Form>();

/** The form of a version: its own, or the standard one with the papers of the procedure. */
async function formOf(q: Queryable, version: ProcedureVersion): Promise<Form> {
  if (version.form) return getForm(q, version.form.id, version.form.version);
  // Standard forms follow from the version alone, which never changes once published.
  let form = standardForms.get(version.contentSha256);
  if (!form) {
    form = standardForm({
      id: `standard.${version.code}`.toLowerCase(),
      atCommune: version.levels.includes('commune') || version.levels.includes('district'),
      papers: version.papers
        .filter(p => !p.alreadyHeld)
        .map(p => ({ id: p.id, name: p.name, required: !p.optional })),
    });
    if (standardForms.size > 200) standardForms.clear();
    standardForms.set(version.contentSha256, form);
  }
  return form;
}

/** The version by its id, whatever its status, with its form. */
export async function loadVersion(
  q: Queryable,
  versionId: string,
): Promise<{ version: ProcedureVersion; form: Form }> {
  const version = await getProcedureVersion(q, versionId);
  return { version, form: await formOf(q, version) };
}

/** What a dossier runs under: the version that it was received under, for as long as it lives. */
export async function loadProcedure(
  q: Queryable,
  dossier: { procedureVersionId: string },
): Promise<LoadedProcedure> {
  const { version, form } = await loadVersion(q, dossier.procedureVersionId);
  return { version, form, graph: await loadProcess(q, version.process) };
}
