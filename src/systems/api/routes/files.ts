import { Type } from 'typebox';
import { fileStore } from '#engines/files';
import { newId } from '#platform/db';
import { BadRequest, type Ctx, json, type Route, type Upload } from '#platform/http';
import { clientOf } from '../client.ts';
import { BASE, TAGS } from '../scopes.ts';
import { FILE_DAYS } from '../sent-files.ts';
import { Digest, Id, Moment, Query, Shape } from '../view/schemas.ts';

const DAY_MS = 86_400_000;

/** The one part `file` of a multipart body. */
export const FilePart = Shape({
  file: Type.String({
    format: 'binary',
    contentMediaType: 'application/octet-stream',
    description: 'api.field.file',
  }),
});

/** The file that was sent. Throws BadRequest with the place when there is none. */
export function sentUpload(ctx: Ctx): Upload {
  const upload = ctx.req.uploads.find(u => u.field === 'file');
  if (upload) return upload;
  const expected = { missingProperty: 'file' };
  throw BadRequest({}, [{ in: 'body', at: '/file', rule: 'required', expected }]);
}

async function upload(ctx: Ctx) {
  const { path, filename } = sentUpload(ctx);
  const { tokenId } = clientOf(ctx);
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  const name = filename || id;
  const { mediaType, size, sha256 } = await ctx.get(fileStore).put(ctx.db, { path, filename: name });
  await ctx.db.run(
    `INSERT INTO api.file (id, token_id, sha256, filename, media_type, size, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, tokenId, sha256, name, mediaType, size, now],
  );
  const until = new Date(now.getTime() + FILE_DAYS * DAY_MS);
  return json({ id, name, bytes: size, mediaType, sha256, until }, { status: 201 });
}

/** A file is sent before the dossier whose data names it. */
export const fileRoute: Route = {
  method: 'POST',
  path: `${BASE}/files`,
  rule: { scope: 'dossiers.submit' },
  handler: upload,
  upload: { maxBytes: 20_971_520, maxFiles: 1 },
  rateLimit: { max: 120, windowSeconds: 60 },
  api: {
    id: 'uploadFile',
    tag: TAGS.dossiers,
    summary: 'api.op.upload',
    description: 'api.op.upload.about',
    query: Query({}),
    body: FilePart,
    status: 201,
    response: Shape({
      id: Id('api.field.file-id'),
      name: Type.String(),
      bytes: Type.Integer(),
      mediaType: Type.String(),
      sha256: Digest,
      until: Moment('api.field.file-until'),
    }),
  },
};
