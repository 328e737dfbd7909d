import { findBrokenBooks } from '#engines/numbering';
import type { Db } from '#platform/db';

const rows = async (owner: Db, fault: string, sql: string, values: unknown[] = []): Promise<string[]> =>
  (await owner.query<{ id: string }>(sql, values)).map(({ id }) => `${fault}: ${id}`);

/**
 * What is wrong with the dossiers of an installation, of whose drafts these were acknowledged as sent; a line each:
 * acknowledged and not there, there twice, half there, without its entry in the ledger, or a gap in the numbers.
 */
export async function examine(owner: Db, acknowledged: readonly string[]): Promise<string[]> {
  const found = await Promise.all([
    rows(
      owner,
      'lost',
      `SELECT a.id FROM unnest($1::uuid[]) AS a(id) WHERE NOT EXISTS (
         SELECT FROM cases.draft d JOIN cases.dossier o ON o.id = d.dossier_id WHERE d.id = a.id)`,
      [acknowledged],
    ),
    rows(
      owner,
      'doubled',
      `SELECT o.id FROM cases.dossier o WHERE (SELECT count(*) FROM cases.draft d WHERE d.dossier_id = o.id) <> 1`,
    ),
    rows(
      owner,
      'not one code',
      `SELECT o.id FROM cases.dossier o WHERE (
         SELECT count(*) FROM cases.dossier_code c WHERE c.dossier_id = o.id AND c.code = o.code) <> 1`,
    ),
    rows(
      owner,
      'without its papers',
      `SELECT d.id FROM cases.draft d WHERE d.dossier_id IS NOT NULL
         AND (SELECT count(*) FROM cases.draft_file f WHERE f.draft_id = d.id)
           <> (SELECT count(*) FROM cases.paper p WHERE p.dossier_id = d.dossier_id)`,
    ),
    rows(
      owner,
      'without a task',
      `SELECT o.id FROM cases.dossier o WHERE NOT EXISTS (SELECT FROM work.task t WHERE t.subject_id = o.id)`,
    ),
    rows(
      owner,
      'not one entry of its submission',
      `SELECT o.id FROM cases.dossier o WHERE (SELECT count(*) FROM ledger.entry e
         WHERE e.subject = 'dossier:' || o.id AND e.kind = 'case.submitted') <> 1`,
    ),
    rows(
      owner,
      'entry without a dossier',
      `SELECT e.subject AS id FROM ledger.entry e WHERE e.kind = 'case.submitted'
         AND NOT EXISTS (SELECT FROM cases.dossier o WHERE e.subject = 'dossier:' || o.id)`,
    ),
    findBrokenBooks(owner).then(books => books.map(b => `gap in the numbers: ${b.series} ${b.period}`)),
  ]);
  return found.flat();
}
