import { type Form, type FormData, fileFields, staffLabel } from '#engines/forms';
import type { Queryable } from '#platform/db';

/** A scan that somebody handed in with an earlier dossier, for a field of this form. */
export type ReusablePaper = {
  field: string;
  sha256: string;
  filename: string;
  mediaType: string;
  size: number;
  receivedAt: Date;
  /** Code of the dossier that it comes from. */
  reusedFrom: string;
};

/**
 * The newest scan of each paper that a form asks for, from the applicant's earlier dossiers, by the paper's name, so that nobody brings it
 * twice. Results that he got are offered likewise. Not what he has put away.
 */
export async function reusablePapers(
  q: Queryable,
  accountId: string,
  form: Form,
  data: FormData,
): Promise<ReusablePaper[]> {
  const fields = fileFields(form, data);
  if (!fields.length) return [];
  return q.query<ReusablePaper>(
    `WITH asked AS (SELECT * FROM unnest($2::text[], $3::text[]) AS a (field, name)), held AS (
       SELECT p.name, p.sha256, p.filename, p.media_type, p.size, p.received_at, d.code
       FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id AND p.replaced_by IS NULL AND p.undone_at IS NULL WHERE d.applicant_id = $1
       UNION ALL
       SELECT r.title, r.sha256, r.title || '.pdf', 'application/pdf', f.size, r.issued_at, d.code
       FROM cases.dossier d JOIN cases.result r ON r.dossier_id = d.id AND r.status = 'valid' JOIN files.file f ON f.sha256 = r.sha256
       WHERE d.applicant_id = $1)
     SELECT DISTINCT ON (asked.field) asked.field, h.sha256, h.filename, h.media_type AS "mediaType", h.size,
       h.received_at AS "receivedAt", h.code AS "reusedFrom"
     FROM asked JOIN held h ON lower(h.name) = lower(asked.name)
     WHERE NOT EXISTS (SELECT FROM cases.put_away_paper a WHERE a.account_id = $1 AND a.sha256 = h.sha256)
     ORDER BY asked.field, h.received_at DESC, h.code DESC`,
    [accountId, fields.map(f => f.path), fields.map(f => staffLabel(f.layout, 'vi'))],
  );
}
