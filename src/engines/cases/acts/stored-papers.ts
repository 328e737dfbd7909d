import type { Queryable } from '#platform/db';
import type { Upload } from '#platform/http';
import type { CaseDeps } from '../deps.ts';
import type { NewPaper } from './papers.ts';

/**
 * Stores what was uploaded, each as a paper called `name`; before the transaction that needs them, because a scanner may
 * take its time. Throws what the file store refuses.
 */
export async function storePapers(
  q: Queryable,
  deps: Pick<CaseDeps, 'files'>,
  uploads: readonly Upload[],
  name: string,
): Promise<NewPaper[]> {
  const papers: NewPaper[] = [];
  for (const { path, filename, field } of uploads) {
    const stored = await deps.files.put(q, { path, filename });
    papers.push({ field, name, filename, ...stored });
  }
  return papers;
}
