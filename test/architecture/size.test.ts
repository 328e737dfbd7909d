import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '#test/docs';

const LONGEST = 400;
const MEDIAN = 70;

test('files are one thought: none over 400 lines, half of them under 70', () => {
  const files = globSync('{src,test,bench,bin}/**/*.{ts,js}', { cwd: ROOT });
  const sizes = files.map(file => ({
    file,
    lines: readFileSync(path.join(ROOT, file), 'utf8').split('\n').length - 1,
  }));
  assert.deepEqual(
    sizes.filter(s => s.lines > LONGEST).map(s => `${s.file}: ${s.lines}`),
    [],
  );
  const sorted = sizes.map(s => s.lines).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  assert.ok(median <= MEDIAN, `median of ${files.length} files is ${median} lines`);
});

test('files are named for what they hold: in kebab-case, and never for being of use', () => {
  const files = globSync('{src,test,bench,bin}/**/*.{ts,js,css,json,bpmn,sql}', { cwd: ROOT });
  const wrong = files.filter(file => {
    const parts = file.split(/[/.]/);
    return (
      // A migration begins with its stamp.
      !/^(\d{8}T\d{4}-)?[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(path.basename(file)) ||
      parts.some(part =>
        /^(utils?|helpers?|common|shared|misc|managers?)$|-(utils?|helpers?|manager)$/.test(part),
      )
    );
  });
  assert.deepEqual(wrong, []);
});
