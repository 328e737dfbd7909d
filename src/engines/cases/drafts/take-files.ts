import {
  DROP_FIELD,
  dropUploads,
  fileStore,
  listFinished,
  type ReceivedFile,
  receiveFiles,
} from '#engines/files';
import type { Field, Form, FormData } from '#engines/forms';
import type { Tx } from '#platform/db';
import { type Ctx, textFields } from '#platform/http';
import type { FieldError } from '#ui';
import { addDraftFile, type Draft, listDraftFiles, removeDraftFile } from './draft.ts';
import { fileRefusal } from './file-refusal.ts';
import { filesByField, withFiles } from './files-of-draft.ts';

const fileField = (fields: readonly Field[], path: string): Field | undefined =>
  fields.find(f => f.path === path && f.widget === 'file');

/** Ties files to the draft; where one is asked for, the new one takes the place of the old. */
async function attach(
  tx: Tx,
  ctx: Ctx,
  draft: Draft,
  fields: readonly Field[],
  files: readonly ReceivedFile[],
): Promise<void> {
  for (const { field: path, filename, sha256, size, mediaType } of files) {
    if ((fileField(fields, path)?.layout.maxFiles ?? 1) === 1)
      for (const old of await listDraftFiles(tx, draft.id))
        if (old.field === path && old.sha256 !== sha256) await removeDraftFile(tx, draft.id, old.id);
    await addDraftFile(
      tx,
      { draftId: draft.id, field: path, filename, sha256, size, mediaType },
      ctx.clock.now(),
    );
  }
  await dropUploads(
    tx,
    files.flatMap(f => f.upload ?? []),
  );
}

/**
 * Takes what came for these fields, with the form or in pieces before it, and takes out what is no longer wanted. A file that is
 * refused becomes an error at its field, nothing else is lost.
 */
export async function takeFiles(ctx: Ctx, draft: Draft, fields: readonly Field[]): Promise<FieldError[]> {
  const { files, refused } = await receiveFiles(ctx, path => fileField(fields, path) !== undefined);
  const dropped = textFields(ctx.req.body, DROP_FIELD);
  if (files.length || dropped.length)
    await ctx.db.tx(async tx => {
      for (const kept of dropped.length ? await listDraftFiles(tx, draft.id) : [])
        if (dropped.includes(kept.id) && fileField(fields, kept.field))
          await removeDraftFile(tx, draft.id, kept.id);
      await attach(tx, ctx, draft, fields, files);
    });
  return refused.map(({ field, filename, error }) => ({
    path: field,
    message: fileRefusal(ctx, error, filename),
  }));
}

/**
 * What is filled in, with the files that came in pieces to a page of this draft which was closed before it was saved: they are part of
 * it now, and nobody has to choose them again. `under`: the beginning of the addresses of its pages.
 */
export async function withWaitingFiles(
  ctx: Ctx,
  { draft, form, under }: { draft: Draft; form: Form; under: string },
  fields: readonly Field[],
): Promise<FormData> {
  const data = draft.data as FormData;
  if (!fields.some(f => f.widget === 'file')) return data;
  const waiting = (await listFinished(ctx.db, draft.accountId, { under }, ctx.clock.now())).filter(f =>
    fileField(fields, f.field),
  );
  if (waiting.length)
    await ctx.db.tx(tx =>
      attach(
        tx,
        ctx,
        draft,
        fields,
        waiting.map(({ id, ...file }) => ({ ...file, upload: id })),
      ),
    );
  return withFiles(form, data, filesByField(await listDraftFiles(ctx.db, draft.id)));
}

/** Files in which the scanner found something after they were taken: told at their field until they are taken out. */
export async function infectedFiles(ctx: Ctx, draft: Draft, fields: readonly Field[]): Promise<FieldError[]> {
  if (!fields.some(f => f.widget === 'file')) return [];
  const kept = (await listDraftFiles(ctx.db, draft.id)).filter(f => fileField(fields, f.field));
  const scans = await ctx.get(fileStore).scanResults(
    ctx.db,
    kept.map(f => f.sha256),
  );
  return kept
    .filter(f => scans.get(f.sha256) === 'infected')
    .map(f => ({ path: f.field, message: ctx.t('cases.file.infected', { name: f.filename }) }));
}
