import { createHash } from 'node:crypto';
import { fold, tidy } from '#platform/text';
import { lifeEventsOf } from './life-events.ts';
import { CHANNELS, type Limits, type Missing, type ProcedureContent } from './types.ts';

/** Code of a field by its name: `Hộ tịch` → `ho-tich`. */
export const fieldCodeOf = (name: string): string =>
  fold(name)
    .replaceAll(' ', '-')
    .slice(0, 100)
    .replace(/^(.*[^-])?-*$/, '$1');

// Nothing is counted but more than nothing, and “within the day”.
const isUsable = (limit: Limits[keyof Limits]): boolean =>
  limit !== undefined &&
  Number.isFinite(limit.n) &&
  (limit.n > 0 || (limit.n === 0 && limit.unit === 'working-day'));

/**
 * What a version still lacks before it can be published.
 *
 * | missing | when |
 * | --- | --- |
 * | name, field, level | empty |
 * | limit | no channel has a usable time limit (`model.md`: a dossier whose clock runs has a due time) |
 * | online-limit | it says that it is done online and has no limit for that |
 * | fee | a fee has a damaged amount: marked `fees.unreadable` |
 */
export function missingForPublication(content: ProcedureContent): Missing[] {
  const missing: Missing[] = [];
  if (!content.name.trim()) missing.push('name');
  if (!fieldCodeOf(content.field)) missing.push('field');
  if (!content.levels.length) missing.push('level');
  const usable = CHANNELS.filter(
    c => isUsable(content.limits[c]) && (content.limits[c]?.cases ?? []).every(isUsable),
  );
  if (!usable.length) missing.push('limit');
  else if (content.serviceLevel !== 'counter' && !usable.includes('online')) missing.push('online-limit');
  if (content.unverified.includes('fees.unreadable')) missing.push('fee');
  return missing;
}

// Sorted keys: the same content has the same digest, whoever wrote it.
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, canonical(v)]));
}

/** SHA-256 of anything that is JSON, independent of the order of its keys. */
export const digest = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('hex');

/** Content as it is stored: names NFC and tidy, life events by the words of the name where none are given. */
export function tidyContent(content: ProcedureContent): ProcedureContent {
  const name = tidy(content.name);
  const { resultTemplate, mapping, sameMatter, ...rest } = content;
  return {
    ...rest,
    // Absent and none are the same.
    ...(resultTemplate ? { resultTemplate } : {}),
    ...(mapping?.elements.length || mapping?.fields.length ? { mapping } : {}),
    ...(sameMatter ? { sameMatter } : {}),
    name,
    field: tidy(content.field),
    decidedBy: content.decidedBy ? tidy(content.decidedBy) : null,
    papers: content.papers.map(p => ({ ...p, name: tidy(p.name) })),
    results: content.results.map(tidy).filter(Boolean),
    lifeEvents: content.lifeEvents.length ? content.lifeEvents : lifeEventsOf(name, content.field),
    limits: Object.fromEntries(CHANNELS.flatMap(c => (content.limits[c] ? [[c, content.limits[c]]] : []))),
  };
}

/** The text that a search looks in, with a space around every word. */
export const searchText = (code: string, content: ProcedureContent): string =>
  ` ${fold([content.name, ...content.keywords, ...content.results, content.field, code].join(' '))} `;
