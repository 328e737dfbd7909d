import type { Db, Queryable } from '#platform/db';
import { onClient } from '../client.ts';
import { type Content, entryOf, parseContent } from '../entries.ts';
import { HeadFile, type LossLine } from '../heads/head-file.ts';
import type { Signed } from '../heads/heads.ts';
import { leafHash, TILE, type Tile } from '../tree/merkle.ts';
import { LogVerifier } from './log-verifier.ts';
import { type KnownHead, Outside } from './outside.ts';
import { because, NotVerifiable, type Why } from './problems.ts';
import { conclude, type Verified, type VerifyOptions } from './verify-export.ts';
import { checkErasures, checkPersonal } from './verify-personal.ts';
import { checkTables } from './verify-tables.ts';

type Row = {
  position: number;
  entry: string;
  leaf: Buffer;
  id: string | null;
  subject: string;
  version: number;
  kind: string;
  bytes: Buffer;
};

type Page = { rows: Row[]; heads: Array<Signed & { size: number }>; tiles: Map<number, Buffer> };

// A multiple of a tile.
const PAGE = 16 * TILE;

async function readPage(q: Queryable, from: number): Promise<Page> {
  const range = [from, from + PAGE];
  const rows = await q.query<Row>(
    `SELECT p.position, p.entry, p.leaf, e.id, e.subject, e.version, e.kind, e.bytes
       FROM ledger.position p ${entryOf('p.entry')}
      WHERE p.position >= $1 AND p.position < $2 ORDER BY p.position`,
    range,
  );
  const heads = await q.query<Signed & { size: number }>(
    `SELECT size, signed, translate(encode(signature, 'base64'), E'\\n', '') AS signature FROM ledger.head
      WHERE size > $1 AND size <= $2 ORDER BY size`,
    range,
  );
  const tiles = await q.query<{ index: number; hashes: Buffer }>(
    'SELECT index, hashes FROM ledger.tile WHERE level = 0 AND index >= $1 AND index < $2',
    range.map(n => Math.floor(n / TILE)),
  );
  return { rows, heads, tiles: new Map(tiles.map(t => [t.index, t.hashes])) };
}

/**
 * Verifies the log where it lies: recomputes everything from the stored bytes and holds it against heads in the database
 * and on file (and `options.head`, `options.leaves`), against the columns, hashes and tiles beside the bytes, the
 * personal values, and the tables around. Reads only; may run while the house works. Constant memory.
 */
export async function verifyDatabase(
  db: Db,
  options: VerifyOptions & { headFile?: string } = {},
): Promise<Verified> {
  const client = await db.connect();
  client.on('error', () => undefined);
  const q = onClient(client);
  try {
    await q.query('SET statement_timeout = 0');
    return await run(q, options);
  } finally {
    client.release(true);
  }
}

async function run(q: Queryable, options: VerifyOptions & { headFile?: string }): Promise<Verified> {
  const first = await q.maybe<{ spki: Buffer }>(
    'SELECT public_key AS spki FROM ledger.key ORDER BY after_size LIMIT 1',
  );
  if (!first) throw new NotVerifiable('unsealed', 'nothing was ever sealed here');
  // Upper tiles as they should be, to be compared after each page.
  let tiles: Tile[] = [];
  const verifier = new LogVerifier(options.resume ?? first.spki, tile => {
    if (tile.level > 0) tiles.push(tile);
  });
  if (options.fingerprint && options.fingerprint !== verifier.log)
    verifier.report({
      code: 'key',
      detail: because('log-key', { found: verifier.log, expected: options.fingerprint }),
    });
  const file = options.headFile ? new HeadFile(options.headFile) : undefined;
  const losses = (await file?.losses()) ?? [];
  const outside = [
    ...(options.head ? [new Outside('given', [options.head])] : []),
    ...(options.heads || file ? [new Outside('file', options.heads ?? file?.heads() ?? [])] : []),
    ...(options.stamped ? [new Outside('stamp', notLost(options.stamped, losses))] : []),
  ];
  for (const o of outside) await o.begin(verifier.size);
  for (const { loss } of losses)
    verifier.notes.push(because('file-lost', { size: loss.lost.size, from: loss.continues.size }));
  const unseen = new Set(options.resume ? [] : options.leaves?.keys());
  const { total } = await q.one<{ total: number }>(
    'SELECT coalesce(max(position) + 1, 0) AS total FROM ledger.position',
  );

  let next = readPage(q, verifier.size);
  let atEnd: { size: number } | undefined | null = null;
  for (;;) {
    const page = await next;
    if (page.rows.length === 0) {
      if (atEnd !== null) break;
      // Sealing goes on meanwhile: positions are committed before heads are signed, so after the heads have been read, a
      // second look at the positions says whether the log really ends before one of them.
      atEnd = await q.maybe<{ size: number }>(
        'SELECT size FROM ledger.head WHERE size > $1 ORDER BY size LIMIT 1',
        [verifier.size],
      );
      next = readPage(q, verifier.size);
      continue;
    }
    atEnd = null;
    const from = verifier.size;
    const last = page.rows.at(-1)?.position ?? from;
    // The next page is read while this one is hashed.
    const ahead = last + 1 === from + PAGE ? readPage(q, last + 1) : undefined;
    ahead?.catch(() => undefined);
    const contents = await takePage(verifier, page, outside, options.leaves, unseen);
    for (const problem of await checkPersonal(q, contents)) verifier.report(problem);
    await checkTiles(q, verifier, tiles);
    tiles = [];
    options.onProgress?.(Math.min(verifier.size, total), total);
    next = ahead ?? readPage(q, verifier.size);
  }
  for (const o of outside) o.end(verifier);
  if (atEnd) verifier.cutOff(atEnd, 'log');
  await checkErasures(q, verifier);
  await checkTables(q, verifier);
  for (const { id } of await q.query<{ id: string }>('SELECT id FROM ledger.entry WHERE id = ANY ($1)', [
    [...unseen],
  ]))
    unseen.delete(id);
  return conclude(verifier, unseen);
}

/** Without the heads that an accepted loss has given up. */
const notLost = (heads: readonly KnownHead[], losses: readonly LossLine[]) =>
  heads.filter(
    known =>
      !losses.some(
        ({ loss }) =>
          'head' in known && known.head.size > loss.continues.size && known.head.time <= loss.time,
      ),
  );

async function takePage(
  verifier: LogVerifier,
  page: Page,
  outside: readonly Outside[],
  known: ReadonlyMap<string, string> | undefined,
  unseen: Set<string>,
): Promise<Array<{ position: number; content: Content }>> {
  const contents: Array<{ position: number; content: Content }> = [];
  const heads = page.heads.values();
  let head = heads.next().value;
  for (const row of page.rows) {
    const { position } = row;
    const tile = page.tiles.get(Math.floor(position / TILE));
    const at = (position % TILE) * 32;
    const inTile = tile?.subarray(at, at + 32);
    while (verifier.size < position) verifier.gone(inTileOf(page, verifier.size));
    if (row.id === null) verifier.gone(row.leaf, row.entry);
    else {
      unseen.delete(row.id);
      const leaf = leafHash(row.bytes);
      const receipt = known?.get(row.id);
      const others = [row.leaf, inTile, receipt ? Buffer.from(receipt, 'hex') : undefined];
      verifier.entry(
        row.bytes,
        leaf,
        others.find(o => o && !o.equals(leaf)),
        row.id,
      );
      const content = checkColumns(verifier, row);
      if (content) contents.push({ position, content });
    }
    if (outside.some(o => o.due <= verifier.size)) for (const o of outside) await o.check(verifier);
    for (; head && head.size <= verifier.size; head = heads.next().value) verifier.signedHead(head);
  }
  return contents;
}

function inTileOf(page: Page, position: number): Buffer | undefined {
  const at = (position % TILE) * 32;
  return page.tiles.get(Math.floor(position / TILE))?.subarray(at, at + 32);
}

function checkColumns(verifier: LogVerifier, row: Row): Content | undefined {
  const report = (detail: Why) =>
    verifier.report({ code: 'column', position: row.position, id: row.entry, detail });
  let content: Content;
  try {
    content = parseContent(row.bytes);
  } catch {
    report(because('no-json'));
    return undefined;
  }
  for (const name of ['id', 'subject', 'version', 'kind'] as const) {
    if (content[name] !== row[name])
      report(because('column', { name, says: row[name] ?? '–', bytes: content[name] ?? '–' }));
  }
  return content;
}

async function checkTiles(q: Queryable, verifier: LogVerifier, tiles: readonly Tile[]): Promise<void> {
  for (const { level, index, hashes } of tiles) {
    const row = await q.maybe<{ hashes: Buffer }>(
      'SELECT hashes FROM ledger.tile WHERE level = $1 AND index = $2',
      [level, index],
    );
    if (!row?.hashes.equals(hashes))
      verifier.report({
        code: 'copy',
        detail: because('tile', { index, level }),
      });
  }
}
