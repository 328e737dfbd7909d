import { type Form, type FormData, fileFields } from '#engines/forms';
import type { Queryable } from '#platform/db';

/** A scan that somebody handed in with an earlier dossier, for a field of this form. */
export type ReusablePaper = {
  field: string;
  sha256: string;
  filename: string;
  mediaType: string;
  size: number;
  receivedAt: Date;
};

/**
 * The newest scan of each paper that a form asks for, from the applicant's earlier dossiers: the same field and the same name, so that
 * nobody brings a paper twice.
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
    `SELECT DISTINCT ON (p.field) p.field, p.sha256, p.filename, p.media_type AS "mediaType", p.size, p.received_at AS "receivedAt"
     FROM cases.dossier d JOIN cases.paper p ON p.dossier_id = d.id AND p.replaced_by IS NULL
     JOIN unnest($2::text[], $3::text[]) AS asked (field, name) ON asked.field = p.field AND asked.name = p.name
     WHERE d.applicant_id = $1 ORDER BY p.field, p.received_at DESC`,
    [accountId, fields.map(f => f.path), fields.map(f => f.layout.label.vi)],
  );
}
