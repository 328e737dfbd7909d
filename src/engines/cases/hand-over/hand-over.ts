import { newId, type Queryable, type Tx } from '#platform/db';
import type { FacedStep } from '../access/step-for.ts';
import { returnResult } from '../acts/return-result.ts';
import type { CaseDeps } from '../deps.ts';
import { BothHaveToSign } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import type { Actor, Dossier } from '../types.ts';
import { bothSign } from './both-sign.ts';
import { givenEntry, keepGiven, refuseOther, type ToGive, toGive } from './to-give.ts';

/** How the clerk knew who stood before him: by the code on the receipt, by the personal number, or by another paper. */
export type RecipientCheck = { by: 'slip' } | { by: 'number' } | { by: 'paper'; paper: string };

/** Who took the result. `relation`: what he is to the applicant and by what authority; null for the applicant himself. */
export type Recipient = { name: string; personalNumber: string | null; relation: string | null };

/** The second of two who both sign, and by which paper the clerk knew him. */
export type SecondRecipient = { name: string; paper: string; signature: string | null };

export type HandedOver = {
  check: RecipientCheck;
  recipient: Recipient;
  /** Digest of the picture drawn on the pad; null where the printed slip was signed. */
  signature: string | null;
  /** Where both have to sign, the other of them; the first is known by a paper, too. */
  second?: SecondRecipient | null;
  /** Of two of whom something does not agree with the dossier: why it is given to them all the same. */
  mismatch?: string | null;
};

/** What the ledger says of it: how it was checked and signed; who took it enters as a salted hash. */
export const handedOverEntry = ({ check, recipient, signature, second, mismatch }: HandedOver) => ({
  body: {
    checked: check.by,
    signed: signature ? 'pad' : 'paper',
    ...(signature ? { signature } : {}),
    ...(second ? { both: true } : {}),
    ...(second?.signature ? { secondSignature: second.signature } : {}),
  },
  personal: {
    recipient,
    ...(second ? { second: { name: second.name, paper: second.paper } } : {}),
    ...(mismatch ? { mismatch } : {}),
  },
});

/** Writes down to whom was handed over what. */
export async function writeHandOver(
  tx: Tx,
  { dossierId, taskId, gives }: { dossierId: string; taskId: string | null; gives: readonly ToGive[] },
  { check, recipient, signature, second, mismatch }: HandedOver,
  actor: Actor,
): Promise<void> {
  const id = newId();
  await tx.run(
    `INSERT INTO cases.hand_over (id, dossier_id, task_id, agency_id, clerk_id, post_id, at, checked, checked_paper, recipient_name,
       recipient_number, recipient_relation, signature_sha256, second_name, second_paper, second_signature_sha256,
       mismatch_reason)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      id,
      dossierId,
      taskId,
      actor.agencyId,
      actor.accountId,
      actor.postId,
      actor.at,
      check.by,
      check.by === 'paper' ? check.paper : null,
      recipient.name,
      recipient.relation ? recipient.personalNumber : null,
      recipient.relation,
      signature,
      second?.name ?? null,
      second?.paper ?? null,
      second?.signature ?? null,
      mismatch ?? null,
    ],
  );
  await keepGiven(tx, { handOver: id }, gives);
}

/**
 * Hands a result over at the counter, as a step of the process, and notes to whom. `shown`: the mark of what the page said is handed over (`giveMark`).
 * Throws what `returnResult` throws, DOSSIER_CHANGED where it is something else by now, and BOTH_HAVE_TO_SIGN
 * where it is signed by two and not both are named by their papers, or somebody is said to stand in for one.
 */
export async function handOver(
  tx: Tx,
  deps: Pick<CaseDeps, 'ledger'>,
  input: { dossierId: string; taskId: string; locked: FacedStep; handed: HandedOver; shown?: string },
  actor: Actor,
): Promise<Dossier> {
  const { handed, shown, ...step } = input;
  const { dossier, task } = step.locked;
  const gives = await toGive(tx, dossier, task);
  refuseOther(dossier, gives, shown);
  const both = await bothSign(tx, await loadProcedure(tx, dossier), dossier, task);
  if (both && (!handed.second || handed.check.by !== 'paper' || handed.recipient.relation))
    throw BothHaveToSign({ code: dossier.code });
  const { body, personal } = handedOverEntry(handed);
  const noted = { body: { ...body, ...givenEntry(gives) }, personal };
  const next = await returnResult(tx, deps, { ...step, how: 'counter', noted }, actor);
  await writeHandOver(tx, { ...step, gives }, handed, actor);
  return next;
}

export type HandOverRow = {
  id: string;
  taskId: string | null;
  at: Date;
  clerkId: string;
  clerkName: string;
  checked: RecipientCheck['by'];
  checkedPaper: string | null;
  recipient: Recipient;
  signature: string | null;
  second: SecondRecipient | null;
  mismatch: string | null;
  /** Only the decision that ended a result was given, and no result. */
  decisionOnly: boolean;
};

type Row = Omit<HandOverRow, 'recipient' | 'second'> &
  Recipient & { secondName: string | null; secondPaper: string; secondSignature: string | null };

/** To whom results of a dossier were handed over at a counter, the oldest first. */
export async function listHandOvers(q: Queryable, dossierId: string): Promise<HandOverRow[]> {
  const rows = await q.query<Row>(
    `SELECT h.id, h.task_id AS "taskId", h.at, h.clerk_id AS "clerkId", a.name AS "clerkName", h.checked, h.checked_paper AS "checkedPaper", h.signature_sha256 AS signature,
       h.recipient_name AS name, h.recipient_number AS "personalNumber", h.recipient_relation AS relation,
       h.second_name AS "secondName", h.second_paper AS "secondPaper", h.second_signature_sha256 AS "secondSignature", h.mismatch_reason AS mismatch,
       coalesce((SELECT bool_and(g.act_id IS NOT NULL) FROM cases.given g WHERE g.hand_over_id = h.id), false) AS "decisionOnly"
     FROM cases.hand_over h JOIN identity.account a ON a.id = h.clerk_id WHERE h.dossier_id = $1 ORDER BY h.at`,
    [dossierId],
  );
  return rows.map(
    ({ name, personalNumber, relation, secondName, secondPaper, secondSignature, ...rest }) => ({
      ...rest,
      recipient: { name, personalNumber, relation },
      second: secondName ? { name: secondName, paper: secondPaper, signature: secondSignature } : null,
    }),
  );
}
