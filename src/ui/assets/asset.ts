import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

export type Asset = {
  /** `citizen.1a2b3c4d5e.css`: the digest is in the name, so a browser may keep it for ever. */
  name: string;
  /** Media type, with charset. */
  type: string;
  body: Buffer;
  /** The same, compressed when somebody first asks for it: at start it would cost every process a second. */
  brotli(): Promise<Buffer>;
};

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const assets = new Map<string, Asset>();

/**
 * Adds a file to what `/a/:name` serves; to be called while the program loads. Returns its address.
 * Throws when the ending is not css, js, svg or woff2.
 */
export function defineAsset(name: string, content: string | Buffer): string {
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const type = TYPES[ending];
  if (!type) throw new Error(`asset ${name}: expected .css, .js, .svg or .woff2`);
  const body = Buffer.from(content);
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const versioned = `${name.slice(0, -ending.length)}${digest}.${ending}`;
  let compressed: Promise<Buffer> | undefined;
  const brotli = () => {
    compressed ??= compress(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
    return compressed;
  };
  assets.set(versioned, { name: versioned, type, body, brotli });
  return `/a/${versioned}`;
}

/** The asset of this versioned name. */
export const findAsset = (name: string): Asset | undefined => assets.get(name);
