import type { Queryable } from '#platform/db';
import { type BareProof, type ByHand, byHand, type Ledger, type Signed } from '#platform/ledger';
import type { Dossier } from '../types.ts';

/** What an applicant can hold against the house: the signed promise of the reception, and the proof of every act since. */
export type Evidence = ByHand & {
  type: 'fansipan-evidence/1';
  code: string;
  /** The ledger's signed receipt of the reception; checks by itself, and against any later proof. */
  receipt?: Signed;
  /** One for each entry of the dossier that is sealed by now, with the applicant's own salts. */
  proofs: BareProof[];
  /** Entries that are not sealed yet: ask again in a minute. */
  unsealed: number;
};

/** Everything that proves what happened to a dossier, as one file that can be checked without this program. */
export async function evidenceOf(q: Queryable, ledger: Ledger, dossier: Dossier): Promise<Evidence> {
  const entries = await ledger.history(q, `dossier:${dossier.id}`);
  const first = entries.find(e => e.kind === 'case.submitted');
  const proofs = await Promise.all(entries.map(e => ledger.prove(q, e.id)));
  const sealed = proofs.filter(p => p !== undefined);
  const receipt = first && (await ledger.receiptFor(q, first.id));
  return {
    type: 'fansipan-evidence/1',
    code: dossier.code,
    ...byHand('evidence'),
    ...(receipt ? { receipt } : {}),
    // How to check them is said once for all.
    proofs: sealed.map(({ howToCheck: _, script: __, ...proof }) => proof),
    unsealed: entries.length - sealed.length,
  };
}

/** What the printed receipt says of the ledger: the leaf of the reception, and the fingerprint by which the log is known. */
export async function ledgerMark(
  q: Queryable,
  ledger: Ledger,
  dossier: Dossier,
): Promise<{ leaf: string; log: string } | null> {
  const [first] = await ledger.history(q, `dossier:${dossier.id}`, ['case.submitted']);
  const receipt = first && (await ledger.receiptFor(q, first.id));
  if (!receipt) return null;
  const { leaf, log } = JSON.parse(receipt.signed) as { leaf: string; log: string };
  return { leaf, log };
}
