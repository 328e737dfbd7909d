import { newId, type Queryable, type Tx } from '#platform/db';
import type { HandOverRow, Recipient, RecipientCheck } from '../hand-over/hand-over.ts';
import type { Actor, Dossier } from '../types.ts';

/** A paper that was put on the desk: so many originals and copies, and how many files were made of it. */
export type BroughtPaper = { name: string; originals: number; copies: number; scans: number };

/** Who came to a counter for a dossier that runs, how the clerk knew him, and what he left there. */
export type Bringing = { id: string; check: RecipientCheck; who: Recipient; papers: readonly BroughtPaper[] };

export type Brought = Pick<
  HandOverRow,
  'id' | 'at' | 'clerkId' | 'clerkName' | 'checked' | 'checkedPaper'
> & {
  kind: 'supplement' | 'withdrawal';
  agencyId: string;
  /** Entry of the ledger that says it. */
  entryId: string;
  who: Recipient;
  papers: BroughtPaper[];
  /** It was taken back: the papers count as not handed in, the dossier as not withdrawn. */
  undone: boolean;
};

/** `id`: of what will be written down, so that the ledger can name it. */
export const bringing = (given: Omit<Bringing, 'id'>): Bringing => ({ id: newId(), ...given });

/** What the ledger says of it: that it came over a counter and how it was checked; who came enters as a salted hash. */
export const broughtEntry = (bringing: Bringing | undefined) =>
  bringing
    ? {
        body: { brought: bringing.id, checked: bringing.check.by },
        personal: { broughtBy: bringing.who, broughtPapers: bringing.papers },
      }
    : { body: {}, personal: {} };

/** Writes down who brought what, in the transaction of the act. Without `bringing` nobody came. */
export async function writeBrought(
  tx: Tx,
  of: { dossier: Dossier; kind: Brought['kind']; entryId: string },
  bringing: Bringing | undefined,
  actor: Actor,
): Promise<void> {
  if (!bringing) return;
  const { check, who } = bringing;
  await tx.run(
    `INSERT INTO cases.brought (id, dossier_id, kind, entry_id, agency_id, clerk_id, post_id, at, checked, checked_paper, name, number, relation)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      bringing.id,
      of.dossier.id,
      of.kind,
      of.entryId,
      actor.agencyId,
      actor.accountId,
      actor.postId,
      actor.at,
      check.by,
      check.by === 'paper' ? check.paper : null,
      who.name,
      who.relation ? who.personalNumber : null,
      who.relation,
    ],
  );
  for (const [position, p] of bringing.papers.entries())
    await tx.run(
      'INSERT INTO cases.brought_paper (brought_id, position, name, originals, copies, scans) VALUES ($1, $2, $3, $4, $5, $6)',
      [bringing.id, position, p.name, p.originals, p.copies, p.scans],
    );
}

type Row = Omit<Brought, 'who'> & Recipient;

/** What was brought to counters for a dossier, the oldest first. */
export async function listBrought(q: Queryable, dossierId: string): Promise<Brought[]> {
  const rows = await q.query<Row>(
    `SELECT b.id, b.kind, b.at, b.entry_id AS "entryId", b.agency_id AS "agencyId", b.clerk_id AS "clerkId", a.name AS "clerkName", b.checked,
       b.checked_paper AS "checkedPaper", b.name, b.number AS "personalNumber", b.relation,
       EXISTS (SELECT FROM cases.undoable_act u WHERE u.entry_id = b.entry_id AND u.undone_at IS NOT NULL) AS undone,
       coalesce((SELECT jsonb_agg(jsonb_build_object('name', p.name, 'originals', p.originals, 'copies', p.copies, 'scans', p.scans) ORDER BY p.position)
         FROM cases.brought_paper p WHERE p.brought_id = b.id), '[]') AS papers
     FROM cases.brought b JOIN identity.account a ON a.id = b.clerk_id WHERE b.dossier_id = $1 ORDER BY b.at, b.id`,
    [dossierId],
  );
  return rows.map(({ name, personalNumber, relation, ...rest }) => ({
    ...rest,
    who: { name, personalNumber, relation },
  }));
}
