import { type Content, parseContent } from '../entries.ts';
import { isOpening } from '../heads/epoch.ts';
import { isSigned, readHead, type Signed } from '../heads/heads.ts';
import { type LogKey, rotatedKey } from '../heads/rotation.ts';
import { fingerprint } from '../heads/signer.ts';
import { leafHash, type Tile, Tree } from '../tree/merkle.ts';
import { because, type Problem, type Why } from './problems.ts';

/** All that is needed to go on later from here: a few kilobytes of JSON. */
export type Checkpoint = {
  log: string;
  size: number;
  edge: string[][];
  keys: Array<{ afterSize: number; keyId: string; publicKey: string }>;
  epoch: number;
  heads: Array<{ size: number; root: string }>;
};

const MANY = 1_000;
const HEADS_KEPT = 64;
const OWN_KIND = Buffer.from('"kind":"ledger.');

/**
 * Recomputes a log from its entries' bytes, one after the other, and holds each head against it. Constant memory.
 * Knows nothing of a database: what it is given may come from an export on another machine.
 */
export class LogVerifier {
  readonly problems: Problem[] = [];
  /** The last head that fitted. */
  head: { size: number; root: string } | null = null;
  /** Heads that did not fit, after the first one named. */
  laterHeads = 0;

  /** What is no fault, and is to be known: a loss that an opening admits. */
  readonly notes: Why[] = [];

  readonly #onTile: ((tile: Tile) => void) | undefined;
  #tree: Tree;
  // While stored hashes differ from the entries: the tree as those hashes would have it. The next head says who is right.
  #surviving: Tree | undefined;
  #differing: Array<{ position: number; id?: string | undefined }> = [];
  #keys: LogKey[];
  #epoch = 0;
  #heads: Array<{ size: number; root: string }> = [];
  // For each source of heads the size up to which it agreed, until it first disagreed.
  #base = 0;
  readonly #agreed = new Map<string, number>();
  readonly #disagreed = new Set<string>();

  /** `start`: the log's first key, or where an earlier verification stopped. `onTile` gets each tile as it should be. */
  constructor(start: Uint8Array | Checkpoint, onTile?: (tile: Tile) => void) {
    this.#onTile = onTile;
    if (start instanceof Uint8Array) {
      this.#tree = new Tree(onTile);
      this.#keys = [{ afterSize: 0, keyId: fingerprint(start), publicKey: Buffer.from(start) }];
      return;
    }
    const edge = start.edge.map(level => level.map(hash => Buffer.from(hash, 'hex')));
    this.#tree = Tree.restore(start.size, edge, onTile);
    this.#keys = start.keys.map(k => ({ ...k, publicKey: Buffer.from(k.publicKey, 'base64') }));
    this.#epoch = start.epoch;
    this.#heads = [...start.heads];
    this.head = this.#heads.at(-1) ?? null;
    this.#base = this.head?.size ?? 0;
  }

  get size(): number {
    return this.#tree.size;
  }

  get log(): string {
    return this.#keys[0]?.keyId ?? '';
  }

  get keys(): readonly LogKey[] {
    return this.#keys;
  }

  get epoch(): number {
    return this.#epoch;
  }

  root(): string {
    return this.#tree.root().toString('hex');
  }

  report(problem: Problem): void {
    if (this.problems.length < MANY) this.problems.push(problem);
    else if (this.problems.length === MANY) this.problems.push({ code: 'more' });
  }

  /** The next entry. `surviving`: a hash of it kept elsewhere, where that differs from the bytes'. */
  entry(bytes: Buffer, leaf: Buffer = leafHash(bytes), surviving?: Buffer, id?: string): void {
    const position = this.#tree.size;
    if (surviving) {
      this.#surviving ??= this.#tree.fork();
      if (this.#differing.length < MANY) this.#differing.push({ position, id });
    }
    this.#surviving?.push(surviving ?? leaf);
    this.#tree.push(leaf);
    if (bytes.includes(OWN_KIND)) this.#special(bytes, position);
  }

  /** An entry that is gone, of which a hash may survive. */
  gone(surviving: Buffer | undefined, id?: string): void {
    const position = this.#tree.size;
    this.report({ code: 'gone', position, ...(id ? { id } : {}) });
    if (surviving) this.#surviving ??= this.#tree.fork();
    if (surviving) this.#surviving?.push(surviving);
    this.#tree.push(leafHash(Buffer.alloc(0)));
  }

  #special(bytes: Uint8Array, position: number): void {
    let content: Content;
    try {
      content = parseContent(bytes);
    } catch {
      return;
    }
    const current = this.#keys.at(-1);
    if (!current) return;
    if (content.kind === 'ledger.key-rotated') {
      const next = rotatedKey(content, position, current);
      if (next) this.#keys.push(next);
      else
        this.report({
          code: 'key',
          position,
          id: content.id,
          detail: because('rotation-refused'),
        });
    }
    if (content.kind === 'ledger.epoch-opened') {
      const { counter, continues, lost } = content.body as {
        counter: number;
        continues: { size: number; root: string } | null;
        lost: { size: number } | null;
      };
      const known = continues && this.#heads.find(h => h.size === continues.size);
      const problem =
        counter !== this.#epoch + 1
          ? because('epoch-order', { counter, before: this.#epoch })
          : !isOpening(content, current.publicKey)
            ? because('epoch-unsigned', { counter })
            : continues && continues.size > 0 && known?.root !== continues.root
              ? because('epoch-continues', { counter, size: continues.size })
              : undefined;
      if (problem) this.report({ code: 'epoch', position, id: content.id, detail: problem });
      if (lost) this.notes.push(because('epoch-lost', { counter, position, size: lost.size }));
      this.#epoch = counter;
    }
  }

  /** A head that stands with the log, at the size reached. `source`: where it was found. */
  signedHead(line: Signed, source = 'log'): void {
    const head = readHead(line);
    const { size } = this.#tree;
    if (!head || head.size !== size) {
      this.report({ code: 'signature', to: size, detail: because('head-none') });
      return;
    }
    const key = this.#keys.findLast(k => k.afterSize < head.size);
    if (!key || head.log !== this.log || head.keyId !== key.keyId || !isSigned(key.publicKey, line)) {
      this.report({
        code: 'signature',
        to: size,
        detail: because('head-unsigned', { source }),
      });
      return;
    }
    this.knownHead(head, source);
  }

  /** A root known for the size reached. */
  knownHead(head: { size: number; root: string }, source: string): void {
    if (this.root() === head.root) {
      this.#settle('copy', 'hash-changed');
      this.#surviving = undefined;
    } else if (this.#surviving?.root().toString('hex') === head.root) {
      this.#settle('entry', 'bytes-changed');
      this.#tree = this.#surviving.fork(this.#onTile);
      this.#surviving = undefined;
    } else {
      this.#disagree(head, source);
      return;
    }
    this.#agreed.set(source, head.size);
    if (source !== 'given') this.#keep(head);
  }

  #disagree({ size }: { size: number }, source: string): void {
    if (this.#disagreed.has(source)) {
      this.laterHeads++;
      return;
    }
    this.#disagreed.add(source);
    // Only heads of the same source vouch for what lies before: others may have been forged after the crime.
    const from = Math.max(this.#base, this.#agreed.get(source) ?? 0);
    this.report({
      code: 'head',
      from,
      to: size - 1,
      detail: because('head-unfit', { source }),
    });
  }

  #keep({ size, root }: { size: number; root: string }): void {
    const before = this.head?.size ?? 0;
    if (size - before > 256)
      this.report({
        code: 'head-missing',
        from: before,
        to: size - 1,
        detail: because('heads-apart'),
      });
    this.head = { size, root };
    if (this.#heads.at(-1)?.size !== size) this.#heads.push(this.head);
    if (this.#heads.length > HEADS_KEPT) this.#heads.shift();
  }

  #settle(code: 'entry' | 'copy', why: string): void {
    for (const { position, id } of this.#differing)
      this.report({ code, position, ...(id ? { id } : {}), detail: because(why) });
    this.#differing = [];
  }

  /** No more entries. `known`: a head whose size was not reached. */
  cutOff(known: { size: number }, source: string): void {
    this.report({
      code: 'cut-off',
      from: this.size,
      to: known.size - 1,
      detail: because('ends-early', { source, known: known.size, missing: known.size - this.size }),
    });
  }

  /** Names what no head has decided on. */
  finish(): void {
    this.#settle('entry', 'hash-differs');
  }

  checkpoint(): Checkpoint {
    return {
      log: this.log,
      size: this.size,
      edge: this.#tree.edge().map(level => level.map(hash => hash.toString('hex'))),
      keys: this.#keys.map(k => ({ ...k, publicKey: k.publicKey.toString('base64') })),
      epoch: this.#epoch,
      heads: [...this.#heads],
    };
  }
}
