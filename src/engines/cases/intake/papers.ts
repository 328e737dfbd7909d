import {
  type Condition,
  type FieldPath,
  type Form,
  type FormData,
  fileFields,
  groupOf,
  paperFor,
  placedLabel,
  shownFields,
} from '#engines/forms';
import type { ProcedureVersion } from '#engines/procedures';
import type { DeskNotes, HandedIn } from './types.ts';

/** A paper that the desk looks for. */
export type AskedPaper = {
  /** The paper's of the procedure, else the field's of the form. */
  key: string;
  name: string;
  note: string | undefined;
  original: number | null;
  copy: number | null;
  alreadyHeld: boolean;
  required: boolean;
  /** It is required when the answers ask for it, which they do not yet: by this condition. */
  when: Condition | null;
  /** The field of the form that takes its scan, where it is asked for now. */
  path: FieldPath | null;
  maxFiles: number;
};

/**
 * The papers of a procedure in their order, each with the field of the form that takes its scan; then what only the form asks for. A paper
 * that the form asks for with each item of a group is asked for there, and not once more beside. `every`: what only the form asks for is listed
 * too where the answers do not ask for it yet.
 */
export function papersAsked(
  form: Form,
  data: FormData,
  version: Pick<ProcedureVersion, 'papers'>,
  { every = false }: { every?: boolean } = {},
): AskedPaper[] {
  const shown = shownFields(form, data);
  const whenOf = (field: ReturnType<typeof fileFields>[number] | undefined): Condition | null =>
    field?.required && !shown.has(field.path) && !groupOf(form, field.path)
      ? (field.layout.showIf ?? null)
      : null;
  const fields = fileFields(form, data);
  const fieldOf = (id: string) => fields.find(f => paperFor(f.path, f.layout) === id);
  const ofItems = new Set(
    Object.entries(form.fields).flatMap(([path, layout]) =>
      groupOf(form, path) ? (paperFor(path, layout) ?? []) : [],
    ),
  );
  const once = version.papers.filter(p => !ofItems.has(p.id));
  const known = new Set(once.flatMap(p => fieldOf(p.id)?.path ?? []));
  return [
    ...once.map((p): AskedPaper => {
      const field = fieldOf(p.id);
      const asked = field !== undefined && shown.has(field.path);
      return {
        key: p.id,
        name: p.name,
        note: p.note,
        original: p.original,
        copy: p.copy,
        alreadyHeld: p.alreadyHeld,
        required: field ? asked && field.required : !p.optional && !p.alreadyHeld,
        when: whenOf(field),
        path: asked ? field.path : null,
        maxFiles: field?.layout.maxFiles ?? 1,
      };
    }),
    ...fields
      .filter(f => (shown.has(f.path) || (every && whenOf(f))) && !known.has(f.path))
      .map((f): AskedPaper => {
        const paper = version.papers.find(p => p.id === paperFor(f.path, f.layout));
        return {
          key: f.path,
          name: placedLabel(form, f, 'vi'),
          note: f.layout.hint?.vi,
          original: paper?.original ?? null,
          copy: paper?.copy ?? null,
          alreadyHeld: paper?.alreadyHeld ?? false,
          required: f.required && shown.has(f.path),
          when: whenOf(f),
          path: f.path,
          maxFiles: f.layout.maxFiles ?? 1,
        };
      }),
  ];
}

/** A number as typed: undefined when it is none from 0 to 99; nothing typed is 0. */
export const readCount = (typed: string | undefined): number | undefined =>
  !typed?.trim() ? 0 : /^\d{1,2}$/.test(typed.trim()) ? Number(typed.trim()) : undefined;

/** As many of a paper as the procedure asks for; one, where it does not say. */
function wanted({ original, copy }: AskedPaper) {
  const both = { originals: original ?? 0, copies: copy ?? 0 };
  return both.originals + both.copies > 0 ? both : { originals: 1, copies: 0 };
}

/** Whether copies are all that the procedure asks for of a paper: then that it is missing is told where copies are counted. */
export const asksForCopies = ({ original, copy }: Pick<AskedPaper, 'original' | 'copy'>): boolean =>
  !original && Boolean(copy);

/** What lies on the desk, and what is held already: a list of papers of which there is something. */
export function papersOnDesk(asked: readonly AskedPaper[], desk: DeskNotes): HandedIn[] {
  return asked.flatMap(paper => {
    const typed = desk.papers?.[paper.key];
    const counts = { originals: readCount(typed?.originals) ?? 0, copies: readCount(typed?.copies) ?? 0 };
    const none = counts.originals + counts.copies === 0;
    const held = typed?.held === true && none;
    const filled = none && !held && desk.complete && paper.required ? wanted(paper) : counts;
    if (filled.originals + filled.copies === 0 && !held) return [];
    return [{ paper: paper.key, name: paper.name, ...filled, held }];
  });
}
