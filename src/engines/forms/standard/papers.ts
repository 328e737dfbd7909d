import { filesSchema } from '../define/files.ts';
import type { FieldLayout, FormPage, JsonSchema } from '../types.ts';
import { type Block, words } from './block.ts';

/** A paper that belongs to a dossier (thành phần hồ sơ). */
export type StandardPaper = {
  /** Stable name of its field; `paper1`, `paper2` … in their order when absent. */
  id?: string;
  /** In Vietnamese, as published. */
  name: string;
  nameEn?: string;
  /** Must be there when the dossier is filed online. */
  required: boolean;
  hint?: { vi: string; en: string };
  maxFiles?: number;
  /** The form says what it says: scanned at the counter where somebody brings it, not asked for online. */
  byForm?: boolean;
};

const MOST_ON_A_PAGE = 7;

/** A file field for each paper, at most seven a page; those that the form itself says on a page of the counter. */
export function papersBlock(papers: readonly StandardPaper[]): Block {
  const named = papers.map((paper, i) => ({ ...paper, id: paper.id ?? `paper${i + 1}` }));
  const properties: Record<string, JsonSchema> = {};
  const fields: Record<string, FieldLayout> = {};
  for (const { id, name, nameEn, hint, maxFiles = 5 } of named) {
    properties[id] = filesSchema({ max: maxFiles });
    fields[`papers.${id}`] = {
      label: words(name, nameEn ?? name),
      ...(hint && { hint }),
      maxFiles,
      class: 'sensitive',
    };
  }
  const required = named.filter(p => p.required && !p.byForm).map(p => p.id);
  const pathsOf = (byForm: boolean) =>
    named.filter(p => (p.byForm ?? false) === byForm).map(p => `papers.${p.id}`);
  const declarations = pathsOf(true);
  return {
    required: required.length ? ['papers'] : [],
    properties: papers.length ? { papers: { type: 'object', required, properties } } : {},
    pages: [
      ...pagesFor(pathsOf(false)),
      ...(declarations.length
        ? [
            {
              id: 'declarations',
              title: words('Tờ khai bản giấy', 'Declarations on paper'),
              fields: declarations,
              desk: true,
            },
          ]
        : []),
    ],
    fields,
  };
}

// Shared out evenly, so that no page is left with a single paper.
function pagesFor(paths: readonly string[]): FormPage[] {
  const count = Math.ceil(paths.length / MOST_ON_A_PAGE);
  const size = Math.ceil(paths.length / count);
  return Array.from({ length: count }, (_, i) => ({
    id: i === 0 ? 'papers' : `papers-${i + 1}`,
    title:
      count === 1
        ? words('Giấy tờ kèm theo', 'Papers')
        : words(`Giấy tờ kèm theo, phần ${i + 1}`, `Papers, part ${i + 1}`),
    fields: paths.slice(i * size, (i + 1) * size),
  }));
}
