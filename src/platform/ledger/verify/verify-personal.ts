import type { Queryable } from '#platform/db';
import { commitment } from '../append.ts';
import { type Content, parseContent } from '../entries.ts';
import type { LogVerifier } from './log-verifier.ts';
import { because, type Problem } from './problems.ts';

type Placed = { position: number; content: Content };
type Field = { entry: string; field: string };

// An entry's bytes may say anything: what is no id is asked for nowhere.
const isId = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(text);

/** The fields that an erasure entry names; none when its bytes cannot be read. */
function fieldsOf(bytes: Buffer): Field[] {
  try {
    const { fields } = parseContent(bytes).body;
    return Array.isArray(fields) ? fields.filter(f => isId(f?.entry) && typeof f.field === 'string') : [];
  } catch {
    return [];
  }
}

const nameOf = ({ entry, field }: Field) => `${entry}/${field}`;

/**
 * Holds the personal values beside the log against the commitments in these entries. A value that is there must be the one
 * committed to (`personal`); one that is not must have been erased by an entry of its subject (`salt`).
 */
export async function checkPersonal(q: Queryable, entries: readonly Placed[]): Promise<Problem[]> {
  const committed = new Map(
    entries.filter(e => Object.keys(e.content.personal).length > 0).map(e => [e.content.id, e]),
  );
  if (committed.size === 0) return [];
  const rows = await q.query<Field & { salt: Buffer | null; value: string | null }>(
    'SELECT entry, field, salt, value FROM ledger.personal WHERE entry = ANY ($1)',
    [[...committed.keys()].filter(isId)],
  );
  const problems: Problem[] = [];
  const there = new Set<string>();
  for (const row of rows) {
    const entry = committed.get(row.entry);
    if (!entry || !row.salt || row.value === null) continue;
    there.add(nameOf(row));
    if (commitment(row.salt, row.value) !== entry.content.personal[row.field])
      problems.push({
        code: 'personal',
        position: entry.position,
        id: row.entry,
        detail: because('value-differs', { field: row.field }),
      });
  }
  const empty = [...committed.values()].flatMap(({ position, content }) =>
    Object.keys(content.personal)
      .map(field => ({ entry: content.id, field, position, subject: content.subject }))
      .filter(field => !there.has(nameOf(field))),
  );
  const erased = await erasedOf(q, [...new Set(empty.map(e => e.subject))]);
  for (const field of empty.filter(e => !erased.has(nameOf(e))))
    problems.push({
      code: 'salt',
      position: field.position,
      id: field.entry,
      detail: because('salt-gone', { field: field.field }),
    });
  return problems;
}

async function erasedOf(q: Queryable, subjects: readonly string[]): Promise<Set<string>> {
  if (subjects.length === 0) return new Set();
  const rows = await q.query<{ bytes: Buffer }>(
    // The first condition is the index's.
    `SELECT bytes FROM ledger.entry WHERE kind LIKE 'ledger.%' AND kind = 'ledger.erased' AND subject = ANY ($1)`,
    [subjects],
  );
  return new Set(rows.flatMap(r => fieldsOf(r.bytes)).map(nameOf));
}

/** What was erased by an entry must not be there again (`unerased`). */
export async function checkErasures(q: Queryable, verifier: LogVerifier): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await q.query<{ id: string; bytes: Buffer }>(
      `SELECT id, bytes FROM ledger.entry
        WHERE kind LIKE 'ledger.%' AND kind = 'ledger.erased' AND id > $1 ORDER BY id LIMIT 200`,
      [after],
    );
    const fields = rows.flatMap(r => fieldsOf(r.bytes));
    const back = await q.query<Field>(
      `SELECT s.entry, s.field FROM ledger.personal s
         JOIN unnest($1::uuid[], $2::text[]) AS erased(entry, field) USING (entry, field) WHERE s.salt IS NOT NULL`,
      [fields.map(f => f.entry), fields.map(f => f.field)],
    );
    for (const { entry, field } of back)
      verifier.report({
        code: 'unerased',
        id: entry,
        detail: because('value-back', { field }),
      });
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
