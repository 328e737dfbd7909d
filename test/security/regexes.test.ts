import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { parseSync } from '@swc/core';
import { check } from 'recheck';
import { ROOT } from '#test/docs';

/** Those that need more than linear time, and why nobody can make them take it. */
const BOUNDED: Readonly<Record<string, string>> = {
  [String.raw`/\/\*[\s\S]*?\*\//g`]: 'src/ui/assets/css.ts: our own style sheets, once at start',
  [String.raw`/\n\/\/# source.*\s*$/`]:
    'src/engines/forms/browser/scripts.ts: our own scripts, once at start',
  [String.raw`/\B(?=(\d{3})+$)/g`]: 'the digits of one number',
};

type Found = Map<string, { source: string; flags: string; files: Set<string> }>;

/** Every regular expression of the sources: as a literal, and as the `pattern` of a schema. */
function regexesOf(folder: string): Found {
  const found: Found = new Map();
  const add = (source: string, flags: string, file: string) => {
    const key = `/${source}/${flags}`;
    const known = found.get(key) ?? { source, flags, files: new Set<string>() };
    known.files.add(file);
    found.set(key, known);
  };
  const walk = (node: unknown, file: string): void => {
    if (Array.isArray(node)) for (const one of node) walk(one, file);
    if (!node || typeof node !== 'object' || Array.isArray(node)) return;
    const n = node as Record<string, unknown> & { key?: { value?: unknown }; value?: { value?: unknown } };
    if (n.type === 'RegExpLiteral') add(String(n.pattern), String(n.flags), file);
    if (n.type === 'KeyValueProperty' && n.key?.value === 'pattern' && typeof n.value?.value === 'string')
      add(n.value.value, 'u', file);
    // In a JSON file a pattern is an entry like any other.
    if (typeof n.pattern === 'string' && n.type !== 'RegExpLiteral') add(n.pattern, 'u', file);
    for (const value of Object.values(n)) walk(value, file);
  };
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.test.ts') || name.includes('/testing/') || name.includes('/locales/')) continue;
    const text = () => readFileSync(path.join(folder, name), 'utf8');
    if (/\.[tj]s$/.test(name)) walk(parseSync(text(), { syntax: 'typescript', target: 'esnext' }).body, name);
    if (name.endsWith('.json')) walk(JSON.parse(text()), name);
  }
  return found;
}

const MINUTE = 60_000;

/** Where the judge tries instead of proving, it measures, and a busy machine misleads it: what it found so has to be disproved. */
async function judge({ source, flags }: { source: string; flags: string }) {
  const told = await check(source, flags, { timeout: MINUTE });
  if (told.status === 'safe' || told.checker !== 'fuzz') return told;
  const proved = await check(source, flags, { timeout: 4 * MINUTE, checker: 'automaton' });
  return proved.status === 'safe' ? proved : told;
}

describe('security: regular expressions', () => {
  test('none can be made to take more than linear time by what somebody sends', async () => {
    const found = regexesOf(path.join(ROOT, 'src'));
    assert.ok(found.size > 200, 'the sources were read');
    const wrong: string[] = [];
    for (const [regex, known] of found) {
      if (regex in BOUNDED) continue;
      const told = await judge(known);
      if (told.status !== 'safe')
        wrong.push(
          `${regex} in ${[...known.files].join()}: ${'complexity' in told ? told.complexity.summary : told.status}`,
        );
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(
      Object.keys(BOUNDED).filter(regex => !found.has(regex)),
      [],
      'gone from the sources',
    );
  });

  test('a control: the judge finds those that were mended', async () => {
    for (const [source, flags] of [
      // A word of a PDF: one of 80,000 digits took seconds, of twice as many four times as long.
      [String.raw`^[+-]?(\d+\.?\d*|\.\d+)$`, ''],
      [String.raw`<(\/?)[A-Za-z_][^>]*?(\/?)>`, 'g'],
      [String.raw`\s*(?:đồng|đ|vnđ|vnd)\.?$`, 'iu'],
      ['^(a+)+$', ''],
    ] as const)
      assert.equal((await judge({ source, flags })).status, 'vulnerable', source);
  });

  test('patterns are put together in the program only where they are checked, or made of our own words', () => {
    const dynamic = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter(f => f.endsWith('.ts') && !f.endsWith('.test.ts') && !f.includes('/testing/'))
      .filter(f => /new RegExp\(|(?<![\w.])RegExp\(/.test(readFileSync(path.join(ROOT, 'src', f), 'utf8')));
    assert.deepEqual(dynamic.sort(), [
      'engines/forms/regex/check-regex.ts',
      'systems/procedure-design/pages/legal/rows.ts',
      // Of numbers that the simulation has drawn itself.
      'systems/simulation/bulk/marks.ts',
    ]);
  });
});
