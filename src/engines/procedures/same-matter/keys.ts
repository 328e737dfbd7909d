import { createHash } from 'node:crypto';
import { type FormData, valueAt } from '#engines/forms';
import { tidy } from '#platform/text';
import type { SameMatter } from './definition.ts';

/** No more keys of one dossier, as its row holds them: a form may list plots by the hundred. */
const MOST_KEYS = 20;

/** An answer as it is compared: NFC, one space between words, no capitals. Undefined where nothing was said. */
function compared(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? tidy(value).toLowerCase() : '';
  return text || undefined;
}

/** The items of a repeating group that a path leads through: `plots.sheet` of two plots is `plots.0.sheet` and `plots.1.sheet`. */
function groupOf(data: FormData, paths: readonly string[]): { group: string; items: number } | undefined {
  for (const path of paths) {
    const [group = ''] = path.split('.');
    const value = valueAt(data, group);
    if (Array.isArray(value)) return { group, items: value.length };
  }
  return undefined;
}

/**
 * Digests of what an application is about, one for each way that all answers were given for (of a repeating group: for each item).
 * Who knows a digest does not know the answers; the same answers give the same digest, in whichever form they were given. `before`: what
 * was declared before it was corrected; its digests come after those of what holds, and go first where there are too many.
 */
export function matterKeys(
  same: SameMatter | null | undefined,
  data: FormData,
  before: FormData = data,
): string[] {
  if (!same) return [];
  const keys = new Set([data, before].flatMap(said => [...keysOf(same, said)]));
  return [...keys].slice(0, MOST_KEYS);
}

function keysOf(same: SameMatter, data: FormData): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const way of same.ways) {
    const answers = Object.entries(way).sort(([a], [b]) => (a < b ? -1 : 1));
    const repeated = groupOf(
      data,
      answers.map(([, path]) => path),
    );
    for (let item = 0; item < (repeated ? repeated.items : 1) && keys.size < MOST_KEYS; item++) {
      const said = answers.map(([means, path]) => {
        const inItem = repeated && path.startsWith(`${repeated.group}.`);
        const at = inItem ? `${repeated.group}.${item}.${path.slice(repeated.group.length + 1)}` : path;
        return [means, compared(valueAt(data, at))] as const;
      });
      if (said.every(([, value]) => value !== undefined))
        keys.add(
          createHash('sha256')
            .update(JSON.stringify([same.matter, said]))
            .digest('base64url')
            .slice(0, 22),
        );
    }
  }
  return keys;
}
