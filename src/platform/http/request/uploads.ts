import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { newId } from '#platform/db';
import { TextTooLarge, TooLarge, TooManyFiles } from '../errors.ts';
import { fileName } from '../file-name.ts';
import type { Route, Upload } from '../types.ts';

/** Bytes of all fields together unless the route says: as much as a form without files may have. */
const MAX_FIELD_BYTES = 1_000_000;

/** A request that says that it is longer is not read to its end to say at the field what of it was too large. */
const MOST_READ = 100_000_000;

const tooLarge = (bytes: number) => TooLarge({ megabytes: Math.floor(bytes / 1_000_000) });
const textTooLarge = (bytes: number) => TextTooLarge({ megabytes: Math.floor(bytes / 1_000_000) });

/**
 * Reads a multipart request: fields into an object, files into `folder`, where they lie until the answer has gone. Files of
 * which `keep` says no, asked with the fields that came before them, are read and dropped: a stranger fills no disk.
 * Returns what is kept, and the names of files that were dropped so.
 * Throws TooLarge when the files together are over `maxBytes`, or the fields over `maxFieldBytes` (a megabyte unless said);
 * TooManyFiles when there are more than `maxFiles`. With `tellsTooLarge` a file that alone is over `maxBytes` is dropped and named instead.
 */
export async function readMultipart(
  request: FastifyRequest,
  limits: NonNullable<Route['upload']>,
  folder: string,
  keep: (fields: Readonly<Record<string, unknown>>) => boolean = () => true,
): Promise<{ fields: Record<string, unknown>; uploads: Upload[]; dropped: string[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fields: Record<string, unknown> = Object.create(null);
  const uploads: Upload[] = [];
  const dropped: string[] = [];
  const { maxFieldBytes = MAX_FIELD_BYTES } = limits;
  const tells = limits.tellsTooLarge && Number(request.headers['content-length']) <= MOST_READ;
  // A field is cut where it is too long, without a word: one byte more than is allowed is enough to notice.
  const options = {
    throwFileSizeLimit: !tells,
    limits: {
      fileSize: limits.maxBytes + 1,
      files: limits.maxFiles,
      fields: 1_000,
      fieldSize: maxFieldBytes + 1,
    },
  };
  const parts = request.parts(options);
  let fieldBytes = 0;
  let fileBytes = 0;
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        fieldBytes += Buffer.byteLength(`${part.fieldname}${part.value}`);
        if (fieldBytes > maxFieldBytes) throw textTooLarge(maxFieldBytes);
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat();
        continue;
      }
      if (!keep(fields)) {
        for await (const chunk of part.file) fileBytes += (chunk as Buffer).length;
        if (fileBytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
        if (part.filename) dropped.push(fileName(part.filename));
        continue;
      }
      const target = path.join(folder, newId());
      const hash = createHash('sha256');
      let size = 0;
      const meter = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          hash.update(chunk);
          done(null, chunk);
        },
      });
      uploads.push({ field: part.fieldname, filename: '', path: target, size: 0, sha256: '' });
      await pipeline(part.file, meter, createWriteStream(target, { mode: 0o600 }));
      if (tells && size > limits.maxBytes) {
        dropped.push(fileName(part.filename ?? ''));
        continue;
      }
      fileBytes += size;
      if (fileBytes > limits.maxBytes) throw tooLarge(limits.maxBytes);
      uploads[uploads.length - 1] = {
        field: part.fieldname,
        filename: fileName(part.filename ?? ''),
        path: target,
        size,
        sha256: hash.digest('hex'),
      };
    }
  } catch (error) {
    await dropUploads(uploads);
    throw inOurTerms(error, { ...limits, maxFieldBytes });
  }
  // A browser sends an empty part for a file field that was left alone.
  const chosen = uploads.filter(u => u.filename !== '' || u.size > 0);
  await dropUploads(uploads.filter(u => !chosen.includes(u)));
  return { fields, uploads: chosen, dropped };
}

/** What the plugin says of a request that is over a limit, with the limit that this route has. */
function inOurTerms(error: unknown, limits: { maxBytes: number; maxFiles: number; maxFieldBytes: number }) {
  const { code } = error as { code?: string };
  if (code === 'FST_FILES_LIMIT')
    return limits.maxFiles > 0 ? TooManyFiles({ most: limits.maxFiles }) : tooLarge(limits.maxFieldBytes);
  if (code === 'FST_FIELDS_LIMIT' || code === 'FST_PARTS_LIMIT') return textTooLarge(limits.maxFieldBytes);
  return code === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge(limits.maxBytes) : error;
}

/** Deletes what was received of files, once the request is over; one that is gone already is no fault. */
export async function dropUploads(uploads: readonly Upload[]): Promise<void> {
  await Promise.all(uploads.map(u => rm(u.path, { force: true })));
}
