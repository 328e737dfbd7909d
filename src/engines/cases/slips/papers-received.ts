import { type Form, fileFields, paperFor, staffLabel } from '#engines/forms';
import type { ProcedureVersion } from '#engines/procedures';
import type { HandedIn } from '../intake/types.ts';
import type { Dossier, Paper } from '../types.ts';
import { onDeskWords } from './words.ts';

/** What was handed in on paper and as files, in the order of the procedure's papers; what it does not name comes last. */
export function papersReceived({
  form,
  version,
  dossier,
  papers,
  given,
}: {
  form: Form;
  version: Pick<ProcedureVersion, 'papers'>;
  dossier: Pick<Dossier, 'data'>;
  papers: readonly Paper[];
  given: readonly HandedIn[];
}): string[] {
  const onDesk = given.map(p => ({ id: p.paper, words: `${p.name} (${onDeskWords(p)})` }));
  const asFiles = fileFields(form, dossier.data).flatMap(({ path, layout }) => {
    const files = papers.filter(p => p.field === path).map(p => p.filename);
    const id = paperFor(path, layout) ?? path;
    const named = given.some(p => p.paper === path || p.paper === id);
    return files.length && !named
      ? [{ id, words: `${staffLabel(layout, 'vi')} (tệp ${files.join(', ')})` }]
      : [];
  });
  const place = ({ id }: { id: string | null }) => {
    const at = version.papers.findIndex(p => p.id === id);
    return at < 0 ? version.papers.length : at;
  };
  return [...onDesk, ...asFiles].sort((a, b) => place(a) - place(b)).map(p => p.words);
}
