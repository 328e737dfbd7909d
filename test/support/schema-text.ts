import type { Queryable } from '#platform/db';

type Line = { line: string };

// Each query gives lines in a fixed order, of the schemas $1. Names of constraints that PostgreSQL makes by itself, and
// rows of newer versions for NOT NULL, are left out or stand with the column: the text is the same from 15 on.
const SECTIONS: ReadonlyArray<[title: string, sql: string]> = [
  [
    'tables',
    `SELECT format('%I.%I %s', n.nspname, c.relname,
              CASE c.relkind WHEN 'p' THEN 'PARTITIONED BY ' || pg_get_partkeydef(c.oid)
                WHEN 'v' THEN 'VIEW ' || md5(pg_get_viewdef(c.oid)) ELSE coalesce(pg_get_expr(c.relpartbound, c.oid), '') END) AS line
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`,
  ],
  [
    'columns',
    `SELECT format('%I.%I.%I %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
              CASE WHEN co.collname IS NOT NULL AND co.collname <> 'default' THEN format(' COLLATE %I', co.collname) END,
              CASE WHEN a.attnotnull THEN ' NOT NULL' END,
              CASE WHEN a.attgenerated <> '' THEN ' GENERATED ' || pg_get_expr(d.adbin, d.adrelid)
                WHEN a.attidentity <> '' THEN ' IDENTITY'
                WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END) AS line
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     LEFT JOIN pg_collation co ON co.oid = a.attcollation
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum`,
  ],
  [
    'constraints',
    `SELECT format('%I.%I %I %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) AS line
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND k.contype <> 'n' AND NOT c.relispartition
     ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"`,
  ],
  [
    'indexes',
    `SELECT pg_get_indexdef(i.indexrelid) AS line
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND NOT c.relispartition
       AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
     ORDER BY pg_get_indexdef(i.indexrelid) COLLATE "C"`,
  ],
  [
    'sequences',
    `SELECT format('%I.%I %s FROM %s BY %s CACHE %s', schemaname, sequencename, data_type, start_value, increment_by,
              cache_size) AS line
     FROM pg_sequences WHERE schemaname = ANY ($1) ORDER BY schemaname COLLATE "C", sequencename COLLATE "C"`,
  ],
  [
    'triggers',
    `SELECT pg_get_triggerdef(t.oid) AS line
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND NOT t.tgisinternal AND NOT c.relispartition ORDER BY pg_get_triggerdef(t.oid) COLLATE "C"`,
  ],
  [
    'functions, with the MD5 of their bodies',
    `SELECT format('%I.%I(%s) RETURNS %s %s%s %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid),
              coalesce(pg_get_function_result(p.oid), 'nothing'), p.provolatile,
              CASE WHEN p.prosecdef THEN ' SECURITY DEFINER' END,
              md5(coalesce(pg_get_function_sqlbody(p.oid), p.prosrc))) AS line
     FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = ANY ($1)
     ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"`,
  ],
  [
    'policies',
    `SELECT format('%I.%I %I %s %s USING %s CHECK %s', schemaname, tablename, policyname, cmd, roles, qual, with_check) AS line
     FROM pg_policies WHERE schemaname = ANY ($1)
     ORDER BY schemaname COLLATE "C", tablename COLLATE "C", policyname COLLATE "C"`,
  ],
  [
    'what the app may do with tables and sequences (arwd: insert, select, update, delete)',
    `SELECT format('%I.%I %s', n.nspname, c.relname, string_agg(left(x.privilege_type, 3), ' ' ORDER BY x.privilege_type)) AS line
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) x
     WHERE n.nspname = ANY ($1) AND x.grantee = 'fansipan_app'::regrole
     GROUP BY n.nspname, c.relname ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`,
  ],
  [
    'what the app may do with columns',
    `SELECT format('%I.%I.%I %s', n.nspname, c.relname, a.attname,
              string_agg(left(x.privilege_type, 3), ' ' ORDER BY x.privilege_type)) AS line
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace,
          aclexplode(a.attacl) x
     WHERE n.nspname = ANY ($1) AND x.grantee = 'fansipan_app'::regrole
     GROUP BY n.nspname, c.relname, a.attname, a.attnum ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum`,
  ],
  [
    'extensions',
    `SELECT extname::text AS line FROM pg_extension WHERE extname <> 'plpgsql' AND cardinality($1::text[]) > 0
     ORDER BY extname COLLATE "C"`,
  ],
];

/**
 * The database as its catalogue describes it, for review: what migrating an empty database gives. The same bytes on
 * every PostgreSQL from 15 on. `schemas`: those of the modules.
 */
export async function schemaText(q: Queryable, schemas: readonly string[]): Promise<string> {
  const parts: string[] = [
    '# Made by "npm run docs" from the catalogue of a migrated database; a test compares.',
  ];
  for (const [title, sql] of SECTIONS) {
    const lines = await q.query<Line>(sql, [schemas]);
    if (lines.length) parts.push('', `## ${title}`, '', ...lines.map(l => l.line.trim()));
  }
  return `${parts.join('\n')}\n`;
}
