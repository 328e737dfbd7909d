import { createHash, type Hash } from 'node:crypto';
import { type Answer, empty } from '#platform/http';

/** The version of the protocol (tus.io, Resumable Upload Protocol 1.0.0). */
export const VERSION = '1.0.0';
export const CHECKSUMS = ['sha1', 'sha256'] as const;

/** The protocol’s own status for bytes that are not those which were announced. */
export const CHECKSUM_MISMATCH = 460;

type Headers = Record<string, string | string[] | undefined>;

/** An answer of the protocol: headers alone, each with the version. */
export const tus = (status: number, headers: Record<string, string> = {}): Answer =>
  empty(status, { 'tus-resumable': VERSION, ...headers });

/** A whole number of 0 or more in a header; undefined when there is none. */
export function countIn(headers: Headers, name: string): number | undefined {
  const text = headers[name];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** `Upload-Metadata`: keys with base64 values, separated by commas. Undefined when it is not so. */
export function metadataIn(headers: Headers): Record<string, string> | undefined {
  const text = headers['upload-metadata'];
  const found: Record<string, string> = Object.create(null);
  if (typeof text !== 'string') return found;
  if (text.length > 4_000) return undefined;
  for (const pair of text.split(',')) {
    const match = /^\s*([^\s,]+)(?: ([A-Za-z0-9+/]*={0,2}))?\s*$/.exec(pair);
    if (!match?.[1]) return undefined;
    found[match[1]] = Buffer.from(match[2] ?? '', 'base64')
      .toString('utf8')
      .normalize('NFC')
      .replaceAll('\0', '');
  }
  return found;
}

/** `Upload-Checksum: sha1 BASE64`: what the bytes of this request must hash to. Null for none, undefined for one that is not known here. */
export function checksumIn(headers: Headers): { hash: Hash; expected: Buffer } | null | undefined {
  const text = headers['upload-checksum'];
  if (text === undefined) return null;
  const match = typeof text === 'string' ? /^(\w+) ([A-Za-z0-9+/]+={0,2})$/.exec(text) : null;
  const algorithm = CHECKSUMS.find(a => a === match?.[1]);
  if (!match?.[2] || !algorithm) return undefined;
  return { hash: createHash(algorithm), expected: Buffer.from(match[2], 'base64') };
}
