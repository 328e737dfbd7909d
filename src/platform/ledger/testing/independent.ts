import { createHash, verify } from 'node:crypto';

// A verifier that shares nothing with the ledger: RFC 9162, sections 2.1.1 and 2.1.3, written down as they are defined
// (recursively, on whole lists), with none of the ledger's code.

const sha = (...parts: Uint8Array[]) => {
  const h = createHash('sha256');
  for (const part of parts) h.update(part);
  return h.digest();
};

/** MTH(D[n]). */
export function treeHash(inputs: readonly Uint8Array[]): Buffer {
  const n = inputs.length;
  if (n === 0) return sha();
  if (n === 1) return sha(Buffer.of(0), inputs[0]!);
  let k = 1;
  while (2 * k < n) k = 2 * k;
  return sha(Buffer.of(1), treeHash(inputs.slice(0, k)), treeHash(inputs.slice(k)));
}

/** The root to which a leaf's path leads; the path is consumed from its end, the top of the tree. */
function climb(leaf: Buffer, m: number, n: number, path: readonly Buffer[]): Buffer {
  if (n === 1) {
    if (path.length) throw new Error('path too long');
    return leaf;
  }
  const top = path.at(-1);
  if (!top) throw new Error('path too short');
  const rest = path.slice(0, -1);
  let k = 1;
  while (2 * k < n) k = 2 * k;
  return m < k
    ? sha(Buffer.of(1), climb(leaf, m, k, rest), top)
    : sha(Buffer.of(1), top, climb(leaf, m - k, n - k, rest));
}

type Inclusion = {
  entry: string;
  position: number;
  path: string[];
  head: { signed: string; signature: string };
};
type AnyProof = Inclusion & {
  log: string;
  keys: Array<{ publicKey: string } & Partial<Inclusion>>;
  personal: Record<string, { salt: string; value: string }>;
};

/** Throws, saying why, unless the proof holds for the log with this fingerprint. */
export function check(proof: AnyProof, fingerprint: string): void {
  const must = (what: string, ok: boolean) => {
    if (!ok) throw new Error(what);
  };
  let key = Buffer.from(proof.keys[0]!.publicKey, 'base64');
  must('fingerprint', sha(key).toString('hex') === fingerprint);
  for (const link of [...proof.keys.slice(1), proof] as Inclusion[]) {
    const spki = { key, format: 'der', type: 'spki' } as const;
    const signature = Buffer.from(link.head.signature, 'base64');
    must('signature', verify('sha256', Buffer.from(link.head.signed), spki, signature));
    const head = JSON.parse(link.head.signed);
    must('type and log', head.type === 'fansipan-head/1' && head.log === fingerprint);
    const path = link.path.map(h => Buffer.from(h, 'hex'));
    const leaf = sha(Buffer.of(0), Buffer.from(link.entry));
    must('place', climb(leaf, link.position, head.size, path).toString('hex') === head.root);
    if (link === proof) break;
    const { body } = JSON.parse(link.entry);
    key = Buffer.from(body.publicKey, 'base64');
  }
  const { personal } = JSON.parse(proof.entry);
  for (const [field, { salt, value }] of Object.entries(proof.personal))
    must(field, sha(Buffer.from(salt, 'hex'), Buffer.from(value)).toString('hex') === personal[field]);
}

/**
 * PROOF read backwards (RFC 9162, section 2.1.4.1): the roots of the first m and of all n leaves that the path leads to. `whole`: the
 * part that is left is a whole tree of the first m, whose root is known and not in the path.
 */
function roots(m: number, n: number, path: Buffer[], whole: boolean, first: Buffer): [Buffer, Buffer] {
  if (m === n) {
    const root = whole ? first : path.pop();
    if (!root) throw new Error('path too short');
    return [root, root];
  }
  const other = path.pop();
  if (!other) throw new Error('path too short');
  let k = 1;
  while (2 * k < n) k = 2 * k;
  if (m <= k) {
    const [a, b] = roots(m, k, path, whole, first);
    return [a, sha(Buffer.of(1), b, other)];
  }
  const [a, b] = roots(m - k, n - k, path, false, first);
  return [sha(Buffer.of(1), other, a), sha(Buffer.of(1), other, b)];
}

/** Throws unless the tree `second` begins with all of the tree `first`. */
export function checkExtends(
  first: { size: number; root: Uint8Array },
  second: { size: number; root: Uint8Array },
  path: readonly Uint8Array[],
): void {
  const rest = path.map(h => Buffer.from(h));
  const known = Buffer.from(first.root);
  const [a, b] = roots(first.size, second.size, rest, true, known);
  if (rest.length) throw new Error('path too long');
  if (!a.equals(known) || !b.equals(second.root)) throw new Error('the second does not extend the first');
}
