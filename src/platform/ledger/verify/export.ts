import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Queryable } from '#platform/db';
import { entryOf } from '../entries.ts';
import type { Signed } from '../heads/heads.ts';
import { logKeys } from '../heads/rotation.ts';

/**
 * The lines of an export, JSON each:
 * 1. `{"export":1,"log":fingerprint,"keys":[{"afterSize","keyId","publicKey"}],"from":position}`
 * 2. an entry, `{"p":position,"e":bytes as text}`; bytes that are no UTF-8 as `{"p","x":base64}`; an entry that should
 *    be there and is not as `{"p","leaf":hex}`
 * 3. a signed head after the last entry under it, `{"signed","signature"}`
 * 4. `{"end":size}`
 */
export type ExportHeader = {
  export: 1;
  log: string | null;
  keys: Array<{ afterSize: number; keyId: string; publicKey: string }>;
  from: number;
};

type Row = { position: number; leaf: Buffer; bytes: Buffer | null };

function entryLine({ position, leaf, bytes }: Row): string {
  if (!bytes) return `{"p":${position},"leaf":"${leaf.toString('hex')}"}\n`;
  const text = bytes.toString('utf8');
  // One comparison costs less than a check of UTF-8 of our own: what does not come back the same goes as base64.
  if (Buffer.byteLength(text) === bytes.length && Buffer.from(text).equals(bytes))
    return `{"p":${position},"e":${JSON.stringify(text)}}\n`;
  return `{"p":${position},"x":"${bytes.toString('base64')}"}\n`;
}

const PAGE = 2_000;

/**
 * Writes the log to `out`, which is not ended: sealed entries and signed heads, no salt and no personal value. `from`:
 * the position to begin at, to continue an earlier export. Returns the size reached.
 */
export async function exportTo(q: Queryable, out: Writable, { from = 0 } = {}): Promise<number> {
  const write = async (text: string) => {
    if (!out.write(text)) await once(out, 'drain');
  };
  const keys = await logKeys(q);
  const header: ExportHeader = {
    export: 1,
    log: keys[0]?.keyId ?? null,
    keys: keys.map(k => ({ ...k, publicKey: k.publicKey.toString('base64') })),
    from,
  };
  await write(`${JSON.stringify(header)}\n`);
  let position = from;
  for (;;) {
    const rows = await q.query<Row>(
      `SELECT p.position, p.leaf, e.bytes FROM ledger.position p ${entryOf('p.entry')}
        WHERE p.position >= $1 AND p.position < $2 ORDER BY p.position`,
      [position, position + PAGE],
    );
    if (rows.length === 0) break;
    const heads = await q.query<Signed & { size: number }>(
      `SELECT size, signed, translate(encode(signature, 'base64'), E'\\n', '') AS signature FROM ledger.head
        WHERE size > $1 AND size <= $2 ORDER BY size`,
      [position, position + PAGE],
    );
    let text = '';
    let next = heads.shift();
    for (const row of rows) {
      text += entryLine(row);
      position = row.position + 1;
      while (next && next.size <= position) {
        text += `${JSON.stringify({ signed: next.signed, signature: next.signature })}\n`;
        next = heads.shift();
      }
    }
    await write(text);
  }
  await write(`{"end":${position}}\n`);
  return position;
}
