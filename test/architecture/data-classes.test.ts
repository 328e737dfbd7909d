import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '#test/docs';

const CLASSES = ['public', 'internal', 'staff', 'personal', 'sensitive', 'secret'];

const read = (name: string) => readFileSync(path.join(ROOT, 'docs', name), 'utf8');

/** Part of a page from a heading to the next. */
const section = (text: string, heading: string) =>
  text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

// The schema's page is held against a migrated database by a test of its own. A partition is of the class of its table.
const tables = section(read('schema.txt'), 'tables')
  .split('\n')
  .filter(line => line && !/ FOR VALUES | DEFAULT$/.test(line))
  .flatMap(line => line.split(' ')[0]?.replaceAll('"', '') ?? []);

test('every table is of one class of data, and docs/data-classes.md says of which', () => {
  const page = read('data-classes.md');
  const classified = CLASSES.flatMap(name =>
    [...section(page, name).matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, table]) => table ?? ''),
  );
  assert.deepEqual(
    classified.filter((table, i) => classified.indexOf(table) !== i),
    [],
    'in two classes',
  );
  assert.deepEqual([...classified].sort(), [...new Set(tables)].sort());
  for (const name of CLASSES)
    assert.match(page, new RegExp(`^\\| ${name} \\| `, 'm'), 'what it needs is said');
});
