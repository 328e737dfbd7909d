import { addDraftFile, casesService, type Draft, listDraftFiles, removeDraftFile } from '#engines/cases';
import type { Field } from '#engines/forms';
import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import type { FieldError } from '#ui';
import { fileRefusal } from './file-refusal.ts';

/** Stores what was uploaded for these fields; a file that is refused becomes an error at its field, nothing else is lost. */
export async function takeFiles(ctx: Ctx, draft: Draft, fields: readonly Field[]): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  const store = ctx.get(casesService).files;
  for (const upload of ctx.req.uploads) {
    const field = fields.find(f => f.path === upload.field && f.widget === 'file');
    if (!field) continue;
    try {
      await ctx.db.tx(async tx => {
        const stored = await store.put(tx, { path: upload.path, filename: upload.filename });
        if ((field.layout.maxFiles ?? 1) === 1)
          for (const old of await listDraftFiles(tx, draft.id))
            if (old.field === upload.field) await removeDraftFile(tx, draft.id, old.id);
        await addDraftFile(
          tx,
          { draftId: draft.id, field: upload.field, filename: upload.filename, ...stored },
          ctx.clock.now(),
        );
      });
    } catch (error) {
      if (!isAppError(error)) throw error;
      errors.push({ path: upload.field, message: fileRefusal(ctx, error, upload.filename) });
    }
  }
  return errors;
}
