import { readFile, stat } from 'node:fs/promises';
import { formatDateTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import {
  type BareProof,
  type Consistency,
  type Signed,
  verifyConsistencyProof,
  verifyProof,
} from '#platform/ledger';
import { loadTexts } from '../../env.ts';
import { modules } from '../../modules.ts';
import { EXIT, textOf, type Values } from '../command.ts';
import type { Io } from '../io.ts';
import { whyText } from './ledger-why.ts';

type Evidence = { type: 'fansipan-evidence/1'; receipt?: Signed; proofs: BareProof[]; unsealed: number };
type ProofFile = BareProof | Consistency | Evidence;

const TYPES = ['fansipan-proof/1', 'fansipan-consistency/1', 'fansipan-evidence/1'];
// An export begins with its header and may be huge; a proof is a few kilobytes an entry.
const LARGEST = 64 << 20;

/** The proof in `file`, whatever kind; undefined when it is something else, such as an export. */
export async function readProofFile(file: string): Promise<ProofFile | undefined> {
  if ((await stat(file)).size > LARGEST) return undefined;
  try {
    const value = JSON.parse(await readFile(file, 'utf8'));
    return TYPES.includes(value?.type) ? (value as ProofFile) : undefined;
  } catch {
    return undefined;
  }
}

/** Checks a file that somebody was given, with nothing but it and, where it is said, the log's fingerprint. Returns the exit code. */
export async function checkProofFile(io: Io, found: ProofFile, values: Values): Promise<number> {
  const texts = (await loadTexts(modules)).of(io.t.lang);
  const proofs: Array<BareProof | Consistency> =
    found.type === 'fansipan-evidence/1' ? found.proofs : [found];
  const log = textOf(values, 'fingerprint') ?? proofs[0]?.log ?? '';
  let bad = 0;
  for (const proof of proofs) {
    const { problems } = check(proof, log, found);
    for (const problem of problems) io.out(`✖ ${whyText(io, problem)}`);
    if (problems.length) bad++;
    else
      io.out(
        io.t(
          proof.type === 'fansipan-proof/1' ? 'cli.ledger.proof' : 'cli.ledger.consistency',
          wordsOf(proof, texts),
        ),
      );
  }
  if (found.type === 'fansipan-evidence/1' && found.unsealed)
    io.out(io.t('cli.ledger.evidence-unsealed', { count: found.unsealed }));
  if (log) io.out(io.t('cli.ledger.log', { log }));
  io.out(io.t(bad ? 'cli.ledger.proof-bad' : 'cli.ledger.proof-ok'));
  return bad ? EXIT.bad : EXIT.ok;
}

function check(proof: BareProof | Consistency, log: string, found: ProofFile) {
  if (proof.type === 'fansipan-consistency/1') return verifyConsistencyProof(proof, log);
  const receipt = found.type === 'fansipan-evidence/1' ? found.receipt : undefined;
  const isFor = receipt && JSON.parse(receipt.signed).id === JSON.parse(proof.entry).id;
  return verifyProof(proof, log, isFor ? receipt : undefined);
}

function wordsOf(proof: BareProof | Consistency, texts: Translate): Record<string, string | number> {
  if (proof.type === 'fansipan-consistency/1') {
    const [first, second] = [proof.first, proof.second].map(line => JSON.parse(line.signed).size as number);
    return { first: first ?? 0, second: second ?? 0 };
  }
  const { kind, recordedAt } = JSON.parse(proof.entry) as { kind: string; recordedAt: string };
  const key = `entry.${kind}`;
  const named = texts(key);
  const time = formatDateTime(new Date(recordedAt));
  return { kind: named === key ? kind : named, time, position: proof.position };
}
