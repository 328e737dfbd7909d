import { commitment } from '../append.ts';
import { type Content, parseContent } from '../entries.ts';
import { type Head, isSigned, readHead, type Signed } from '../heads/heads.ts';
import { openReceipt } from '../heads/receipts.ts';
import { rotatedKey } from '../heads/rotation.ts';
import { fingerprint as fingerprintOf } from '../heads/signer.ts';
import { leafHash } from '../tree/merkle.ts';
import { verifyConsistency, verifyInclusion } from '../tree/merkle-proof.ts';
import { because, type Why } from './problems.ts';
import type { BareProof, Consistency, Inclusion, KeyLink } from './proofs.ts';

export type Checked = { ok: boolean; problems: Why[] };

const unhex = (path: readonly string[]) => path.map(h => Buffer.from(h, 'hex'));

function checkInclusion(log: string, key: Buffer, given: Inclusion): { head: Head; leaf: Buffer } | Why {
  const head = readHead(given.head);
  if (!head || head.log !== log) return because('head-foreign');
  if (!isSigned(key, given.head)) return because('head-bad', { size: head.size });
  const leaf = leafHash(Buffer.from(given.entry));
  const root = Buffer.from(head.root, 'hex');
  if (!verifyInclusion(leaf, given.position, head.size, unhex(given.path), root))
    return because('not-at-position', { position: given.position, size: head.size });
  return { head, leaf };
}

/** The keys in order, each with the size after which it signs; or what is wrong with them. */
function checkKeys(
  log: string,
  links: readonly KeyLink[],
): Array<{ afterSize: number; publicKey: Buffer }> | Why {
  const keys: Array<{ afterSize: number; keyId: string; publicKey: Buffer }> = [];
  for (const link of links) {
    const publicKey = Buffer.from(link.publicKey, 'base64');
    const current = keys.at(-1);
    if (!current) {
      if (fingerprintOf(publicKey) !== log) return because('first-key');
      keys.push({ afterSize: 0, keyId: link.keyId, publicKey });
      continue;
    }
    if (!('entry' in link)) return because('key-unproven', { key: link.keyId });
    const checked = checkInclusion(log, current.publicKey, link);
    if ('why' in checked) return checked;
    const next = rotatedKey(parseContent(Buffer.from(link.entry)), link.position, current);
    if (next?.keyId !== link.keyId || fingerprintOf(publicKey) !== link.keyId)
      return because('key-not-handed', { key: link.keyId });
    keys.push(next);
  }
  return keys.length ? keys : because('no-key');
}

const keyFor = (keys: ReadonlyArray<{ afterSize: number; publicKey: Buffer }>, line: Signed) =>
  keys.findLast(key => key.afterSize < (readHead(line)?.size ?? 0))?.publicKey ?? Buffer.alloc(0);

/**
 * Checks a proof file with nothing but the log's fingerprint: keys, signature of the head, place of the entry, personal
 * values; and that it redeems `receipt`, where one is given.
 */
export function verifyProof(
  proof: BareProof,
  fingerprint: string,
  receipt?: Signed,
): Checked & { content?: Content } {
  if (proof.log !== fingerprint) return { ok: false, problems: [because('other-log', { log: proof.log })] };
  const keys = checkKeys(proof.log, proof.keys);
  if ('why' in keys) return { ok: false, problems: [keys] };
  const checked = checkInclusion(proof.log, keyFor(keys, proof.head), proof);
  if ('why' in checked) return { ok: false, problems: [checked] };
  const content = parseContent(Buffer.from(proof.entry));
  const problems: Why[] = [];
  for (const [field, { salt, value }] of Object.entries(proof.personal)) {
    if (commitment(Buffer.from(salt, 'hex'), value) !== content.personal[field])
      problems.push(because('value-differs', { field }));
  }
  if (receipt) {
    const opened = openReceipt(
      receipt,
      keys.map(k => k.publicKey),
    );
    if (opened?.log !== fingerprint) problems.push(because('receipt-foreign'));
    else if (opened.id !== content.id || opened.leaf !== checked.leaf.toString('hex'))
      problems.push(because('receipt-other', { id: opened.id }));
  }
  return { ok: problems.length === 0, problems, content };
}

/** Checks that one signed head extends another, with nothing but the log's fingerprint. */
export function verifyConsistencyProof(proof: Consistency, fingerprint: string): Checked {
  const no = (problem: Why): Checked => ({ ok: false, problems: [problem] });
  if (proof.log !== fingerprint) return no(because('other-log', { log: proof.log }));
  const keys = checkKeys(proof.log, proof.keys);
  if ('why' in keys) return no(keys);
  const heads: Array<{ size: number; root: Buffer }> = [];
  for (const line of [proof.first, proof.second]) {
    const head = readHead(line);
    if (head?.log !== fingerprint || !isSigned(keyFor(keys, line), line)) return no(because('head-foreign'));
    heads.push({ size: head.size, root: Buffer.from(head.root, 'hex') });
  }
  const [first, second] = heads;
  if (!first || !second || !verifyConsistency(first, second, unhex(proof.path)))
    return no(because('not-extended'));
  return { ok: true, problems: [] };
}
