import { defineForm } from '../define/define-form.ts';
import type { Form } from '../types.ts';
import { applicantBlock, ownerBlock, requestBlock, resultBlock } from './blocks.ts';
import { papersBlock, type StandardPaper } from './papers.ts';

export type { StandardPaper };

/**
 * The form of a procedure that has none of its own: who files, for whom, what and how to be told, how to receive the result, and
 * the papers. Five pages of three to seven fields (more where there are more than seven papers, four where there are none).
 * `id` is that of the form, e.g. `standard.1.001612`.
 */
export function standardForm(options: {
  papers: readonly StandardPaper[];
  id?: string;
  version?: number;
}): Form {
  const blocks = [applicantBlock, ownerBlock, requestBlock, resultBlock, papersBlock(options.papers)];
  return defineForm({
    id: options.id ?? 'standard',
    version: options.version ?? 1,
    schema: {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      required: blocks.flatMap(b => b.required),
      properties: Object.assign({}, ...blocks.map(b => b.properties)),
    },
    pages: blocks.flatMap(b => b.pages),
    fields: Object.assign({}, ...blocks.map(b => b.fields)),
  });
}
