import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { newId } from '#platform/db';
import { TooLarge } from './errors.ts';
import { fileName } from './file-name.ts';
import type { Upload } from './types.ts';

/**
 * Reads a multipart request: fields into an object, files into `folder`, where they lie until the answer has gone.
 * Throws TooLarge for a file over `maxBytes`; more files than `maxFiles` likewise.
 */
export async function readMultipart(
  request: FastifyRequest,
  limits: { maxBytes: number; maxFiles: number },
  folder: string,
): Promise<{ fields: Record<string, unknown>; uploads: Upload[] }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const fields: Record<string, unknown> = Object.create(null);
  const uploads: Upload[] = [];
  const parts = request.parts({
    limits: { fileSize: limits.maxBytes + 1, files: limits.maxFiles, fields: 1_000, fieldSize: 200_000 },
  });
  try {
    for await (const part of parts) {
      if (part.type === 'field') {
        const before = fields[part.fieldname];
        fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat();
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
      if (size > limits.maxBytes) throw TooLarge({ megabytes: Math.floor(limits.maxBytes / 1_000_000) });
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
    throw error;
  }
  // A browser sends an empty part for a file field that was left alone.
  const chosen = uploads.filter(u => u.filename !== '' || u.size > 0);
  await dropUploads(uploads.filter(u => !chosen.includes(u)));
  return { fields, uploads: chosen };
}

export async function dropUploads(uploads: readonly Upload[]): Promise<void> {
  await Promise.all(uploads.map(u => rm(u.path, { force: true })));
}
