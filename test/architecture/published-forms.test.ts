import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

const LIST = new URL('./published-forms.json', import.meta.url);

// Where a form was loaded under a version it stays as it is there: an installation that has it does not start with another content. So what
// went out is listed with its digest, and whoever changes a form gives it the next version. `UPDATE_DOCS=1` adds what is new.
test('a form that went out under a version is not changed under it', () => {
  const published: Record<string, string> = JSON.parse(readFileSync(LIST, 'utf8'));
  const changed: string[] = [];
  const fresh: string[] = [];
  for (const file of globSync('src/systems/**/*.form.json').sort()) {
    const form = JSON.parse(readFileSync(file, 'utf8'));
    const key = `${form.id} ${form.version}`;
    const digest = createHash('sha256').update(JSON.stringify(form)).digest('hex');
    if (!published[key]) fresh.push(key);
    else if (published[key] !== digest) changed.push(key);
    published[key] ??= digest;
  }
  assert.deepEqual(changed, [], 'they need the next version');
  if (process.env.UPDATE_DOCS && fresh.length) {
    const sorted = Object.entries(published).sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
    writeFileSync(LIST, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  } else assert.deepEqual(fresh, [], 'UPDATE_DOCS=1 adds them to the list');
});
