import { isAppError } from '#platform/errors';
import { type Answer, BadRequest, type Ctx, fileName, json, type Route } from '#platform/http';
import { FileEmpty } from '../errors.ts';
import { MAX_BYTES } from '../media-types.ts';
import { tooLarge } from '../store.ts';
import { takeWhole } from './finish.ts';
import { leaseUpload } from './lease.ts';
import { partialsService } from './partial.ts';
import { CHECKSUM_MISMATCH, CHECKSUMS, checksumIn, countIn, metadataIn, tus, VERSION } from './protocol.ts';
import { createUpload, dropUploads, getUpload, keepUpload, type Upload } from './upload.ts';

const PATH = '/tep';
const PIECE = 'application/offset+octet-stream';

const ownerOf = (ctx: Ctx) => ctx.visitor!.accountId;
const mine = (ctx: Ctx): Promise<Upload> =>
  getUpload(ctx.db, ownerOf(ctx), ctx.req.params.upload ?? '', ctx.clock.now());

/** What this server can do of the protocol. */
async function abilities(): Promise<Answer> {
  return tus(204, {
    'tus-version': VERSION,
    'tus-extension': 'creation,expiration,termination,checksum',
    'tus-max-size': String(MAX_BYTES),
    'tus-checksum-algorithm': CHECKSUMS.join(','),
  });
}

/** A file is announced: how long it is, what it is called, for which field of which page. */
async function create(ctx: Ctx): Promise<Answer> {
  const { headers } = ctx.req;
  const size = countIn(headers, 'upload-length');
  const meta = metadataIn(headers);
  const [place, field] = [meta?.place ?? '', meta?.field ?? ''];
  if (size === undefined || !place || !field || place.length > 200 || field.length > 200) throw BadRequest();
  const filename = fileName(meta?.filename ?? '');
  if (size === 0) throw FileEmpty({ filename });
  if (size > MAX_BYTES) throw tooLarge(size, filename);
  const input = { owner: ownerOf(ctx), place, field, filename, size };
  const upload = await ctx.db.tx(tx => createUpload(tx, input, ctx.clock.now()));
  return tus(201, { location: `${PATH}/${upload.id}`, 'upload-expires': upload.expiresAt.toUTCString() });
}

/** Does something with an upload while nobody else does; as it is then, not as it was before the wait. */
async function alone(
  ctx: Ctx,
  work: (upload: Upload, signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const { id } = await mine(ctx);
  const lease = await leaseUpload(ctx.db, id);
  if (!lease) return tus(423);
  try {
    return await work(await mine(ctx), lease.signal);
  } finally {
    await lease.release();
  }
}

/** How much of it is here, so that the sender goes on from there. */
const look = (ctx: Ctx): Promise<Answer> =>
  alone(ctx, async upload => {
    const here = upload.sha256 ? upload.size : await ctx.get(partialsService).size(upload.id);
    // All has come, and the program ended before it was taken: now, or the sender would think it done.
    if (here === upload.size && !upload.sha256) await takeWhole(ctx, upload);
    return tus(200, {
      'upload-offset': String(here),
      'upload-length': String(upload.size),
      'upload-expires': upload.expiresAt.toUTCString(),
    });
  });

/**
 * The next piece. Whatever of it arrives is kept, also when the line is cut in it; only a piece with a checksum is kept
 * whole or not at all. With the last one the file is checked and taken, or refused with what to do.
 */
function append(ctx: Ctx): Promise<Answer> {
  const { headers, stream } = ctx.req;
  return alone(ctx, async (upload, signal) => {
    const offset = countIn(headers, 'upload-offset');
    const checksum = checksumIn(headers);
    if (offset === undefined || checksum === undefined || !stream) throw BadRequest();
    const partials = ctx.get(partialsService);
    const here = upload.sha256 ? upload.size : await partials.size(upload.id);
    if (here !== offset) return tus(409, { 'upload-offset': String(here) });
    if (offset + (countIn(headers, 'content-length') ?? 0) > upload.size) return tus(413);
    const { size, ended } = await partials.append(upload.id, offset, stream, {
      most: upload.size,
      signal,
      ...(checksum && { hash: checksum.hash }),
    });
    const wrong = checksum && !checksum.hash.digest().equals(checksum.expected);
    if (ended === 'over' || wrong) {
      await partials.truncate(upload.id, offset);
      // Who goes on sending is not listened to any longer.
      return ended === 'over' ? tus(413, { connection: 'close' }) : tus(CHECKSUM_MISMATCH);
    }
    await keepUpload(ctx.db, upload.id, ctx.clock.now());
    if (size === upload.size) await takeWhole(ctx, upload);
    return tus(204, { 'upload-offset': String(size) });
  });
}

/** The sender thought better of it. */
const giveUp = (ctx: Ctx): Promise<Answer> =>
  alone(ctx, async upload => {
    await dropUploads(ctx.db, [upload.id]);
    await ctx.get(partialsService).remove(upload.id);
    return tus(204);
  });

/** Refusals in words for the script that shows them at the field. Version and refusals as the protocol says. */
const spoken =
  (handler: (ctx: Ctx) => Promise<Answer>) =>
  async (ctx: Ctx): Promise<Answer> => {
    const given = ctx.req.headers['tus-resumable'];
    if (ctx.req.method !== 'OPTIONS' && given !== VERSION) return tus(412, { 'tus-version': VERSION });
    try {
      return await handler(ctx);
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { t } = ctx;
      const what = t(`error.${error.code}.what`, error.params);
      const todo = t(`error.${error.code}.todo`, error.params);
      return json(
        { code: error.code, what, todo },
        { status: error.status, headers: { 'tus-resumable': VERSION } },
      );
    }
  };

const route = (method: Route['method'], path: string, handler: (ctx: Ctx) => Promise<Answer>): Route => ({
  method,
  path,
  rule: 'signed-in',
  handler: spoken(handler),
  stream: PIECE,
});

/**
 * Files that come in pieces, by the tus protocol 1.0.0 (core, creation, expiration, termination, checksum): a line that was cut costs
 * what was under way, not what had arrived. An upload is its sender’s alone; forms take it over by its id (`receiveFiles`).
 */
export const uploadRoutes: readonly Route[] = [
  route('OPTIONS', PATH, abilities),
  route('POST', PATH, create),
  route('HEAD', `${PATH}/:upload`, look),
  route('PATCH', `${PATH}/:upload`, append),
  route('DELETE', `${PATH}/:upload`, giveUp),
];
