import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import { fileStore } from '../store.ts';
import { partialsService } from './partial.ts';
import { dropUploads, finishUpload, type Upload } from './upload.ts';

/**
 * Takes an upload of which all has come into the store. Whoever calls holds its lease. Throws what the store refuses; then the upload is
 * gone, because no other piece would mend it.
 */
export async function takeWhole(ctx: Ctx, upload: Upload): Promise<void> {
  const partials = ctx.get(partialsService);
  try {
    const source = { path: partials.pathOf(upload.id), filename: upload.filename };
    const stored = await ctx.get(fileStore).put(ctx.db, source);
    await finishUpload(ctx.db, upload.id, stored.sha256, ctx.clock.now());
  } catch (error) {
    if (!isAppError(error)) throw error;
    await dropUploads(ctx.db, [upload.id]);
    await partials.remove(upload.id);
    throw error;
  }
  await partials.remove(upload.id);
}
