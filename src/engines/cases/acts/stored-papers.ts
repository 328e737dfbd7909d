import type { Tx } from '#platform/db';
import type { Upload } from '#platform/http';
import type { CaseDeps } from '../deps.ts';
import type { NewPaper } from './papers.ts';

/** Stores what was uploaded, each as a paper called `name`. Throws what the file store refuses. */
export async function storePapers(
  tx: Tx,
  deps: Pick<CaseDeps, 'files'>,
  uploads: readonly Upload[],
  name: string,
): Promise<NewPaper[]> {
  const papers: NewPaper[] = [];
  for (const { path, filename, field } of uploads) {
    const stored = await deps.files.put(tx, { path, filename });
    papers.push({ field, name, filename, ...stored });
  }
  return papers;
}
