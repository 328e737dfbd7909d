import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { modules } from '#app/modules';
import { schemaOf } from '#platform/db';
import { ROOT } from '#test/docs';

const schemas = new Map(modules.map(m => [schemaOf(m.id), m]));
const TABLE = `(${[...schemas.keys()].join('|')})\\.[a-z_]+`;
const WRITES = new RegExp(
  `\\b(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE|LOCK TABLE|COPY)\\s+(?:ONLY\\s+)?${TABLE}`,
  'g',
);
const READS = new RegExp(`\\b(?:FROM|JOIN|USING)\\s+(?:ONLY\\s+)?${TABLE}`, 'g');

// A province of nobody is written in bulk, a million dossiers at a time (decision 0340).
const IN_BULK = 'src/systems/simulation/bulk/';
/** Rows of engines that who stands above them reads by itself, and what for. */
const READ_FROM_ABOVE: Readonly<Record<string, string>> = {
  'src/app/metrics.ts': 'messages that wait, for whoever watches',
  'src/systems/my-data/export/make-export.ts': 'how many dossiers a copy will hold, for its progress',
  'src/systems/my-data/record.ts': 'locks the account for an entry about it',
  'src/systems/simulation/own-accounts.ts':
    'steps of a made past, of which it enters who had opened the dossier',
};

type Statement = { file: string; owner: string; schema: string };

/** Every statement of `pattern` in a module's own files about a table of another module. */
function elsewhere(pattern: RegExp): Statement[] {
  return modules.flatMap(owner =>
    globSync('**/*.ts', { cwd: owner.folder })
      .filter(file => !file.endsWith('.test.ts') && !file.includes('testing/'))
      .map(file => path.join(owner.folder, file))
      .flatMap(file =>
        [...readFileSync(file, 'utf8').matchAll(pattern)]
          .filter(([, schema]) => schema !== schemaOf(owner.id))
          .map(([, schema = '']) => ({ file: path.relative(ROOT, file), owner: owner.id, schema })),
      ),
  );
}

describe('a table', () => {
  // Manifests of the ground floor lie in one folder, whose module writes all of their schemas.
  const known = (s: Statement) => s.file.startsWith('src/platform/') || s.file.startsWith(IN_BULK);

  test('is written by the module whose schema it is in, and by nobody else', () => {
    const own = modules.flatMap(m =>
      globSync('**/*.ts', { cwd: m.folder }).filter(
        f => readFileSync(path.join(m.folder, f), 'utf8').search(WRITES) >= 0,
      ),
    );
    assert.ok(own.length > 100, 'statements were found');
    assert.deepEqual(
      elsewhere(WRITES)
        .filter(s => !known(s))
        .map(s => `${s.file} writes ${s.schema}`),
      [],
    );
  });

  test('is read by its own module, and by engines that name that module in their needs', () => {
    const needs = new Map(modules.map(m => [m.id, m]));
    const wrong = elsewhere(READS).filter(s => {
      if (known(s) || s.file in READ_FROM_ABOVE) return false;
      const [reader, read] = [needs.get(s.owner), schemas.get(s.schema)];
      return (
        reader?.layer === 'system' || (read?.layer !== 'platform' && !reader?.needs.includes(read?.id ?? ''))
      );
    });
    assert.deepEqual(
      wrong.map(s => `${s.file} reads ${s.schema}`),
      [],
    );
  });
});
