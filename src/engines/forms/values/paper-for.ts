import type { FieldLayout, FieldPath } from '../types.ts';

const PAPERS = 'papers.';

/** The id of the paper that a field takes: what its layout says, else its path: `papers.birthNotice`. Undefined: some other file. */
export const paperFor = (
  path: FieldPath,
  layout: Pick<FieldLayout, 'paper'> | undefined,
): string | undefined => layout?.paper ?? (path.startsWith(PAPERS) ? path.slice(PAPERS.length) : undefined);
