import type { Queryable, Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import type { Ledger } from '#platform/ledger';
import { fold } from '#platform/text';
import { heldAmong } from '../fees/waits-for-fee.ts';
import type { Result } from '../types.ts';

/** A file that somebody handed in, once however often it was used, with the dossier in which it was last. */
export type OwnPaper = {
  sha256: string;
  name: string;
  filename: string;
  mediaType: string;
  size: number;
  receivedAt: Date;
  paperId: string;
  /** Of the dossier. */
  code: string;
  /** In how many dossiers it is. */
  uses: number;
  putAway: boolean;
};

/** A result that somebody got, or gets once its fee is paid. */
export type OwnResult = {
  id: string;
  title: string;
  number: string;
  issuedAt: Date;
  code: string;
  status: Result['status'];
  /** It holds, and was never downloaded. */
  unseen: boolean;
  /** It waits for its fee: nobody has had it yet. */
  held: boolean;
};

/** More papers than anybody hands in. */
const MOST = 500;

/** The papers of an account's dossiers, the newest first; `words`: of these names only, with or without tone marks. */
export async function ownPapers(q: Queryable, accountId: string, words = ''): Promise<OwnPaper[]> {
  const rows = await q.query<OwnPaper>(
    // Handed in once more as a supplement, it is still what it was with an application.
    `SELECT newest.sha256, newest.filename, newest."mediaType", newest.size, newest."receivedAt", newest."paperId", newest.code, newest."putAway",
       coalesce((SELECT p.name FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id AND p.undone_at IS NULL
         WHERE d.applicant_id = $1 AND p.sha256 = newest.sha256 AND p.received_at <= d.received_at
         ORDER BY p.received_at DESC, p.id DESC LIMIT 1), newest.name) AS name,
       (SELECT count(DISTINCT d.id)::int FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id AND p.undone_at IS NULL
         WHERE d.applicant_id = $1 AND p.sha256 = newest.sha256) AS uses FROM (
       SELECT DISTINCT ON (p.sha256) p.sha256, p.name, p.filename, p.media_type AS "mediaType", p.size, p.received_at AS "receivedAt",
         p.id AS "paperId", d.code, a.sha256 IS NOT NULL AS "putAway"
       FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id AND p.undone_at IS NULL
       LEFT JOIN cases.put_away_paper a ON a.account_id = $1 AND a.sha256 = p.sha256
       WHERE d.applicant_id = $1 ORDER BY p.sha256, p.received_at DESC, p.id DESC) AS newest
     ORDER BY "receivedAt" DESC, sha256 LIMIT $2`,
    [accountId, MOST],
  );
  const sought = fold(words);
  return sought ? rows.filter(p => fold(`${p.name} ${p.filename} ${p.code}`).includes(sought)) : rows;
}

/** The results that an account has got, the newest first, but none that its signer took back; `words` as in `ownPapers`. */
export async function ownResults(q: Queryable, accountId: string, words = ''): Promise<OwnResult[]> {
  const found = await q.query<Omit<OwnResult, 'held'> & { dossier: string }>(
    `SELECT r.id, r.title, r.number, r.issued_at AS "issuedAt", d.code, r.status, d.id AS dossier,
       r.status = 'valid' AND r.fetched_at IS NULL AS unseen
     FROM cases.dossier d JOIN cases.result r ON r.dossier_id = d.id AND r.status <> 'withdrawn'
     WHERE d.applicant_id = $1 ORDER BY r.issued_at DESC LIMIT $2`,
    [accountId, MOST],
  );
  const waiting = await heldAmong(q, [...new Set(found.flatMap(r => (r.unseen ? r.dossier : [])))]);
  const rows = found.map(({ dossier, ...r }) => ({ ...r, held: r.unseen && waiting.has(dossier) }));
  const sought = fold(words);
  return sought ? rows.filter(r => fold(`${r.title} ${r.number} ${r.code}`).includes(sought)) : rows;
}

/**
 * Takes a paper out of those that are offered again (`away`), or puts it back among them; the same again changes nothing. The dossiers
 * keep it. Throws NotFound for what is no paper of the account's.
 */
export async function putPaperAway(
  tx: Tx,
  deps: { ledger: Pick<Ledger, 'append'> },
  { accountId, sha256, away }: { accountId: string; sha256: string; away: boolean },
  at: Date,
): Promise<void> {
  // The account's row is locked: it is the subject of the entry.
  const own = await tx.maybe(
    `SELECT a.id FROM identity.account a WHERE a.id = $1 AND EXISTS (
       SELECT FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id WHERE d.applicant_id = a.id AND p.sha256 = $2) FOR UPDATE`,
    [accountId, sha256],
  );
  if (!own) throw NotFound();
  const changed = away
    ? await tx.run(
        `INSERT INTO cases.put_away_paper (account_id, sha256, put_away_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [accountId, sha256, at],
      )
    : await tx.run('DELETE FROM cases.put_away_paper WHERE account_id = $1 AND sha256 = $2', [
        accountId,
        sha256,
      ]);
  if (!changed) return;
  await deps.ledger.append(tx, {
    kind: away ? 'paper.put-away' : 'paper.put-back',
    subject: `papers:${accountId}`,
    actor: accountId,
    at,
    personal: { sha256 },
  });
}

/** Takes all papers of an account out of those that are offered again. The caller enters it, in the same transaction. */
export const putAllPapersAway = (tx: Tx, accountId: string, at: Date): Promise<number> =>
  tx.run(
    `INSERT INTO cases.put_away_paper (account_id, sha256, put_away_at)
     SELECT DISTINCT $1::uuid, p.sha256, $2::timestamptz FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id
     WHERE d.applicant_id = $1 ON CONFLICT DO NOTHING`,
    [accountId, at],
  );
