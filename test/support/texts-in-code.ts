import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '#test/docs';

type Said = { key: string; file: string };

const WHOLE = /\bt\(\s*'([^']+)'/g;
const BEGINNING = /\bt\(\s*`([\w.-]+)\$\{/g;

/**
 * The keys that the sources (without their tests) hand to `t`: written whole, `t('ui.change')`, or only their beginning,
 * t(`cases.status.${…}`).
 */
export function textsInCode(): { whole: Said[]; beginnings: Said[] } {
  const found = { whole: [] as Said[], beginnings: [] as Said[] };
  const src = path.join(ROOT, 'src');
  for (const name of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts') || name.includes('testing/')) continue;
    const code = readFileSync(path.join(src, name), 'utf8');
    for (const [, key = ''] of code.matchAll(WHOLE)) found.whole.push({ key, file: name });
    for (const [, key = ''] of code.matchAll(BEGINNING)) found.beginnings.push({ key, file: name });
  }
  return found;
}
