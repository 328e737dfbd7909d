import { type FileRef, type Form, type FormData, fileFields, withValue } from '#engines/forms';
import { fileName } from '#platform/http';
import type { DraftFile } from './draft.ts';

/** The files of a draft by the field they were sent with; names that were kept before they had to be printable are made so. */
export function filesByField(files: readonly DraftFile[]): Map<string, FileRef[]> {
  const by = new Map<string, FileRef[]>();
  for (const f of files)
    by.set(f.field, [...(by.get(f.field) ?? []), { id: f.id, name: fileName(f.filename), bytes: f.size }]);
  return by;
}

/** Data in which every file field holds the files that the draft really has: never what a browser says of them. */
export function withFiles(form: Form, data: FormData, files: ReadonlyMap<string, FileRef[]>): FormData {
  let next = data;
  for (const { path } of fileFields(form, data)) next = withValue(next, path, files.get(path));
  return next;
}
