import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Act } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { ProcedureCodeTaken } from '../errors.ts';
import { createDraft } from '../store/drafts.ts';
import { getProcedureVersion, listVersions } from '../store/read.ts';
import { contentOf, type ProcedureContent, type ProcedureVersion } from '../types.ts';
import { getDraftForm, saveDraftForm, sourceOf } from './form.ts';
import { getDraftProcess, saveDraftProcess } from './process.ts';
import { getDraftResult, saveDraftResult } from './result.ts';

/** What a new procedure starts from: the standard form and process, a form without fields and a template process (receive, process, sign, hand over), or a version of another procedure. */
export type Beginning = { from: 'standard' } | { from: 'nothing' } | { from: 'copy'; versionId: string };

const NOTHING: Omit<ProcedureContent, 'name' | 'field'> = {
  levels: [],
  agencyKind: null,
  decidedBy: null,
  subjects: [],
  legalBasis: [],
  papers: [],
  fees: [],
  limits: {},
  results: [],
  // It begins with a form that citizens fill in: nothing says that they may not.
  serviceLevel: 'full-online',
  form: null,
  process: null,
  lifeEvents: [],
  keywords: [],
  unverified: [],
  source: {},
};

const EMPTY_FORM = sourceOf({
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {},
    required: [],
  },
  pages: [],
  fields: {},
});
// Receive, process, sign, hand over: it can be published as it is, and is what is drawn on.
const newProcess = () =>
  readFileSync(path.join(import.meta.dirname, '..', 'standard', 'new-process.bpmn'), 'utf8');

/**
 * Begins a procedure that is not there yet, as a draft.
 * Throws PROCEDURE_CODE_TAKEN when there is one of this code, and as `createDraft` does.
 */
export async function beginProcedure(
  tx: Tx,
  code: string,
  named: { name: string; field: string },
  beginning: Beginning,
  act: Act,
): Promise<ProcedureVersion> {
  if ((await listVersions(tx, code)).length) throw ProcedureCodeTaken({ code });
  const of = beginning.from === 'copy' ? await getProcedureVersion(tx, beginning.versionId) : null;
  // The copy's form and process become its own when it is published.
  const legal = of
    ? {
        ...contentOf(of),
        form: null,
        process: null,
        resultTemplate: null,
        mapping: null,
        source: { kind: 'copy', of: of.code },
      }
    : NOTHING;
  const { name, field } = named;
  const draft = await createDraft(tx, code, { ...legal, name, field }, act);
  if (of) {
    const [form, process] = [await getDraftForm(tx, of.id), await getDraftProcess(tx, of.id)];
    if (!form.standard) await saveDraftForm(tx, draft.id, form.source, 0, act);
    if (!process.standard) await saveDraftProcess(tx, draft.id, process.source, 0, act);
    const { template } = await getDraftResult(tx, of.id);
    if (template) await saveDraftResult(tx, draft.id, template, 0, act);
  } else if (beginning.from === 'nothing') {
    await saveDraftForm(tx, draft.id, EMPTY_FORM, 0, act);
    await saveDraftProcess(tx, draft.id, newProcess(), 0, act);
  }
  return draft;
}
