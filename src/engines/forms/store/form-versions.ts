import type { Queryable, Tx } from '#platform/db';
import { digestOf, trusted } from '../define/define-form.ts';
import { FormNotFound, FormVersionTaken } from '../errors.ts';
import type { Form, FormDefinition } from '../types.ts';

const MAX_KEPT = 200;
const kept = new Map<string, Form>();

type Row = {
  id: string;
  version: number;
  schema: FormDefinition['schema'];
  layout: Pick<FormDefinition, 'pages' | 'fields' | 'groups'>;
  sha256: string;
};

/**
 * Keeps a version of a form (from `defineForm`), at `at`. The same again changes nothing.
 * Throws FORM_VERSION_TAKEN when that version is there with another content.
 */
export async function addFormVersion(tx: Tx, form: Form, at: Date): Promise<void> {
  const added = await tx.run(
    `INSERT INTO forms.form_version (id, version, schema, layout, sha256, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id, version) DO NOTHING`,
    [
      form.id,
      form.version,
      JSON.stringify(form.schema),
      JSON.stringify({ pages: form.pages, fields: form.fields, groups: form.groups }),
      form.sha256,
      at,
    ],
  );
  if (added) return;
  const { sha256 } = await tx.one<{ sha256: string }>(
    'SELECT sha256 FROM forms.form_version WHERE id = $1 AND version = $2',
    [form.id, form.version],
  );
  if (sha256 !== form.sha256) throw FormVersionTaken({ form: form.id, version: form.version });
}

/** A version of a form, if it is there. */
export async function findForm(q: Queryable, id: string, version: number): Promise<Form | undefined> {
  const head = await q.maybe<{ sha256: string }>(
    'SELECT sha256 FROM forms.form_version WHERE id = $1 AND version = $2',
    [id, version],
  );
  if (!head) return undefined;
  const before = kept.get(head.sha256);
  if (before) return before;
  const row = await q.one<Row>(
    'SELECT id, version, schema, layout, sha256 FROM forms.form_version WHERE id = $1 AND version = $2',
    [id, version],
  );
  return keep(row);
}

/** As `findForm`. Throws FORM_NOT_FOUND. */
export async function getForm(q: Queryable, id: string, version: number): Promise<Form> {
  const form = await findForm(q, id, version);
  if (!form) throw FormNotFound({ form: id, version });
  return form;
}

/** The newest version of a form, if there is one. */
export async function findNewestForm(q: Queryable, id: string): Promise<Form | undefined> {
  const newest = await q.maybe<{ version: number }>(
    'SELECT max(version) AS version FROM forms.form_version WHERE id = $1 HAVING max(version) IS NOT NULL',
    [id],
  );
  return newest && findForm(q, id, newest.version);
}

// jsonb gives keys back in its own order; the digest is of the canonical form, so it tells a row that was altered.
function keep(row: Row): Form {
  const definition = { id: row.id, version: row.version, schema: row.schema, ...row.layout };
  if (digestOf(definition) !== row.sha256)
    throw new Error(`form ${row.id} version ${row.version} is not what was stored`);
  const form = trusted(definition, row.sha256);
  kept.set(row.sha256, form);
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? '');
  return form;
}
