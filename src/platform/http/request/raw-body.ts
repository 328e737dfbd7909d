import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { TooLarge } from '../errors.ts';

const MOST_BYTES = 1_000_000;
const kept = new WeakMap<FastifyRequest, Buffer>();

/** Keeps the bytes of a body before it is parsed: a signature is over them, and not over what they mean. Throws TooLarge. */
export async function keepRaw(request: FastifyRequest, payload: AsyncIterable<Buffer>): Promise<Readable> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of payload) {
    size += chunk.length;
    if (size > MOST_BYTES) throw TooLarge({ megabytes: 1 });
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  kept.set(request, bytes);
  // Fastify compares it with Content-Length.
  return Object.assign(Readable.from([bytes]), { receivedEncodedLength: bytes.length });
}

/** The bytes of a body that `keepRaw` kept; none where it did not. */
export const rawBodyOf = (request: FastifyRequest): Buffer => kept.get(request) ?? Buffer.alloc(0);
