import { type AppError, isAppError } from '#platform/errors';
import { type Ctx, textFields } from '#platform/http';
import { fileStore, type StoredFile } from '../store.ts';
import { createUpload, finishUpload, listFinished } from './upload.ts';

/** The hidden field by which a form names the uploads that it takes over. */
export const UPLOAD_FIELD = '_tep';
/** The field by which a form takes out what it named before. */
export const DROP_FIELD = '_bo';

/** A file that came with a form, in it or before it, and is in the store now. */
export type ReceivedFile = StoredFile & {
  field: string;
  filename: string;
  /** To be dropped (`dropUploads`) in the transaction that takes the file over. */
  upload?: string;
};

export type Received = {
  files: ReceivedFile[];
  /** Those that the store refused, each to be told at its field. */
  refused: Array<{ field: string; filename: string; error: AppError }>;
};

/**
 * All files of the fields that are wanted: those in the form itself and those that came in pieces before it, which it names in `_tep`.
 * Outside of a transaction, because a scanner may take its time. What is not the visitor’s, or was taken over before, is passed over.
 */
export async function receiveFiles(ctx: Ctx, wants: (field: string) => boolean): Promise<Received> {
  const received: Received = { files: [], refused: [] };
  const { body } = ctx.req;
  const dropped = textFields(body, DROP_FIELD);
  const ids = textFields(body, UPLOAD_FIELD).filter(id => !dropped.includes(id));
  const before =
    ids.length && ctx.visitor
      ? await listFinished(ctx.db, ctx.visitor.accountId, { ids }, ctx.clock.now())
      : [];
  for (const { id, ...file } of before) if (wants(file.field)) received.files.push({ ...file, upload: id });
  for (const { field, filename, path } of ctx.req.uploads) {
    if (!wants(field)) continue;
    try {
      const stored = await ctx.get(fileStore).put(ctx.db, { path, filename });
      received.files.push({ field, filename, ...stored });
    } catch (error) {
      if (!isAppError(error)) throw error;
      received.refused.push({ field, filename, error });
    }
  }
  return received;
}

/**
 * Keeps files that came with a form which was refused for another reason, so that nobody has to choose them again: they wait like
 * those that came in pieces, and the form names them when it is drawn again.
 */
export async function holdFiles(ctx: Ctx, files: readonly ReceivedFile[]): Promise<void> {
  const owner = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  await ctx.db.tx(async tx => {
    for (const { upload, field, filename, size, sha256 } of files) {
      if (upload) continue;
      const held = await createUpload(tx, { owner, place: ctx.req.path, field, filename, size }, now);
      await finishUpload(tx, held.id, sha256, now);
    }
  });
}
