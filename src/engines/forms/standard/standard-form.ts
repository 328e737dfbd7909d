import { accepted, checkDefinition } from '../define/define-form.ts';
import type { Form } from '../types.ts';
import { applicantBlock } from './applicant-block.ts';
import type { Block } from './block.ts';
import { ownerBlock, personBlock } from './owner-block.ts';
import { papersBlock, type StandardPaper } from './papers.ts';
import { placeBlock } from './place-block.ts';
import { requestBlock } from './request-block.ts';
import { fetchedBlock, resultBlock } from './result-block.ts';

export type { StandardPaper };

/**
 * The form of a procedure that has none of its own: who files, for whom, what and how to be told, how to receive the result, and
 * the papers. Five pages of three to seven fields (more where there are more than seven papers, four where there are none).
 * `id` is that of the form, e.g. `standard.1.001612`.
 */
export function standardForm(options: {
  papers: readonly StandardPaper[];
  /** The procedure is decided by communes: the applicant says by which. */
  atCommune?: boolean;
  /** The matter can only be a person's: no organisation is its owner. */
  ofPersons?: boolean;
  /** The result is signed where it is handed over: who has to come for it. */
  signedThere?: { vi: string; en: string };
  id?: string;
  version?: number;
}): Form {
  const request: Block = options.atCommune ? withPlace(requestBlock) : requestBlock;
  const blocks = [
    applicantBlock,
    options.ofPersons ? personBlock : ownerBlock,
    request,
    options.signedThere ? fetchedBlock(options.signedThere) : resultBlock,
    papersBlock(options.papers),
  ];
  const definition = {
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
  };
  // Only the papers differ, and an import makes thousands: the blocks' schemas were compiled by the tests.
  return accepted(definition, checkDefinition(definition));
}

/** The request with the question of the place at the top of its page. */
function withPlace(block: Block): Block {
  return {
    required: [...placeBlock.required, ...block.required],
    properties: { ...placeBlock.properties, ...block.properties },
    fields: { ...placeBlock.fields, ...block.fields },
    pages: block.pages.map((page, i) =>
      i === 0 ? { ...page, fields: [...Object.keys(placeBlock.fields), ...page.fields] } : page,
    ),
  };
}
