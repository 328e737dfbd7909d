import { fingerprint as fingerprintOf } from '../heads/signer.ts';
import { leafHash } from '../tree/merkle.ts';
import type { ExportHeader } from './export.ts';
import { type Checkpoint, LogVerifier } from './log-verifier.ts';
import { type KnownHead, Outside, type OutsideHeads } from './outside.ts';
import { because, NotVerifiable, type Problem, type Why } from './problems.ts';

export type Verified = {
  ok: boolean;
  size: number;
  root: string;
  /** The last head that fitted. */
  head: { size: number; root: string } | null;
  /** Fingerprint of the key that the log begins with. Where none was demanded, compare it with a published one. */
  log: string;
  problems: Problem[];
  /** Heads that did not fit, after the first one named. */
  laterHeads: number;
  /** No faults, but to be known. */
  notes: Why[];
  /** The log's keys, as SubjectPublicKeyInfo: what it has signed is signed by one of them. */
  keys: readonly Buffer[];
  /** To go on from here another time. */
  checkpoint: Checkpoint | null;
};

export type VerifyOptions = {
  /** Fingerprint of the log's first key, known from elsewhere. */
  fingerprint?: string | undefined;
  /** A head known from elsewhere. */
  head?: KnownHead | undefined;
  /** Heads kept elsewhere, in the order of their sizes, e.g. the file of heads. */
  heads?: OutsideHeads | undefined;
  /** Heads that a third party has time-stamped, in the order of their sizes. */
  stamped?: readonly KnownHead[] | undefined;
  /** Leaves known from elsewhere, as receipts state them: entry id → leaf (hexadecimal). */
  leaves?: ReadonlyMap<string, string> | undefined;
  resume?: Checkpoint | undefined;
  /** Told now and then how many of all entries have been looked at (where they lie; an export's size is its reader's to know). */
  onProgress?: OnProgress | undefined;
};

/** `done` of `total` entries. */
export type OnProgress = (done: number, total: number) => void;

/** Lines of a byte stream, without the newline. */
async function* linesOf(stream: AsyncIterable<Uint8Array | string>): AsyncGenerator<string[]> {
  let rest = Buffer.alloc(0);
  for await (const piece of stream) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    const bytes = rest.length
      ? Buffer.concat([rest, chunk])
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const end = bytes.lastIndexOf(0x0a);
    if (end < 0) {
      rest = Buffer.from(bytes);
      continue;
    }
    rest = Buffer.from(bytes.subarray(end + 1));
    yield bytes.toString('utf8', 0, end).split('\n');
  }
  if (rest.length) yield [rest.toString('utf8')];
}

const idOf = (bytes: Buffer): string | undefined =>
  /"id":"([0-9a-f-]{36})"/.exec(bytes.toString('utf8'))?.[1];

type Line = Partial<
  ExportHeader & {
    p: number;
    e: string;
    x: string;
    leaf: string;
    signed: string;
    signature: string;
    end: number;
  }
>;

// More than that is no gap to go on after.
const MANY_GONE = 100_000;

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

/**
 * Verifies an export, with nothing but the export: every hash is recomputed from the entries' bytes, every head and key
 * checked. Constant memory. An export that begins at a later position needs the checkpoint that ends there.
 */
export async function verifyExport(
  stream: AsyncIterable<Uint8Array | string>,
  options: VerifyOptions = {},
): Promise<Verified> {
  let verifier: LogVerifier | undefined;
  let ended = false;
  // Entries before the checkpoint were seen when it was made.
  const unseen = new Set(options.resume ? [] : options.leaves?.keys());
  const outside = [
    ...(options.head ? [new Outside('given', [options.head])] : []),
    ...(options.heads ? [new Outside('file', options.heads)] : []),
    ...(options.stamped ? [new Outside('stamp', options.stamped)] : []),
  ];
  let due = Number.POSITIVE_INFINITY;
  const soonest = () => {
    due = Math.min(...outside.map(o => o.due));
  };

  const begin = async (header: Line): Promise<LogVerifier> => {
    const first = header.keys?.[0];
    if (header.export !== 1 || !first)
      throw new NotVerifiable('no-export', 'this is no export: its first line says otherwise');
    const spki = Buffer.from(first.publicKey, 'base64');
    const made = new LogVerifier(options.resume ?? spki);
    if (fingerprintOf(spki) !== made.log || (options.fingerprint ?? made.log) !== made.log)
      made.report({
        code: 'key',
        detail: because('log-key', { found: fingerprintOf(spki), expected: options.fingerprint ?? made.log }),
      });
    if (header.from !== made.size)
      throw new NotVerifiable(
        'begins-later',
        `the export begins at position ${header.from}, expected ${made.size}`,
        { from: Number(header.from), expected: made.size },
      );
    for (const o of outside) await o.begin(made.size);
    soonest();
    return made;
  };

  const take = (v: LogVerifier, line: Line) => {
    if (line.signed !== undefined) {
      v.signedHead({ signed: line.signed, signature: String(line.signature) });
      return;
    }
    if (line.end !== undefined) {
      ended = line.end === v.size;
      return;
    }
    const position = Number(line.p);
    if (!Number.isSafeInteger(position)) {
      v.report({ code: 'line', position: v.size, detail: because('line-unknown') });
      return;
    }
    if (position < v.size) {
      v.report({ code: 'doubled', position });
      return;
    }
    if (!(position - v.size < MANY_GONE))
      throw new NotVerifiable('gap', `the positions from ${v.size} to ${position - 1} are missing`, {
        from: v.size,
        to: position - 1,
      });
    while (v.size < position) v.gone(undefined);
    if (line.leaf !== undefined) {
      v.gone(Buffer.from(line.leaf, 'hex'));
      return;
    }
    const bytes = line.e === undefined ? Buffer.from(String(line.x), 'base64') : Buffer.from(line.e);
    if (!options.leaves) {
      v.entry(bytes);
      return;
    }
    const id = idOf(bytes);
    const known = id && options.leaves.get(id);
    if (id) unseen.delete(id);
    const leaf = leafHash(bytes);
    v.entry(bytes, leaf, known && known !== leaf.toString('hex') ? Buffer.from(known, 'hex') : undefined, id);
  };

  for await (const lines of linesOf(stream)) {
    for (const text of lines) {
      if (!text) continue;
      const line = readLine(text);
      if (!line) {
        verifier?.report({ code: 'line', position: verifier.size });
        continue;
      }
      if (!verifier) {
        verifier = await begin(line);
        continue;
      }
      take(verifier, line);
      if (verifier.size >= due && line.signed === undefined) {
        for (const o of outside) await o.check(verifier);
        soonest();
      }
    }
  }
  if (!verifier) throw new NotVerifiable('no-export', 'this is no export: it is empty');
  if (!ended) verifier.report({ code: 'cut-off', from: verifier.size, detail: because('no-end') });
  for (const o of outside) o.end(verifier);
  return conclude(verifier, unseen);
}

/** The outcome; `unseen` are ids that receipts know and the log does not hold. */
export function conclude(verifier: LogVerifier, unseen: ReadonlySet<string>): Verified {
  for (const id of unseen) verifier.report({ code: 'gone', id, detail: because('receipt-unknown') });
  verifier.finish();
  const { problems, size, log, laterHeads, head, notes } = verifier;
  const ok = problems.length === 0;
  return {
    ok,
    size,
    root: verifier.root(),
    head,
    log,
    problems,
    laterHeads,
    notes,
    keys: verifier.keys.map(k => k.publicKey),
    checkpoint: ok ? verifier.checkpoint() : null,
  };
}
