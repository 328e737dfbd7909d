import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ImportFileUnreadable } from '../errors.ts';
import { readCsvObjects } from './csv.ts';

/** Lines to import, with where they come from. `total` is known before the first is read. */
export type UnitSource = {
  name: string;
  total: number;
  lines: Iterable<{ line: number; value: unknown }>;
};

function* jsonLines(text: string): Generator<{ line: number; value: unknown }> {
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = null;
    }
    yield { line: i + 1, value };
  }
}

/** The lines of a text in JSON Lines or, where `name` ends in `.csv`, CSV. */
export function unitText(name: string, text: string): UnitSource {
  const lines = [...(name.toLowerCase().endsWith('.csv') ? readCsvObjects(text) : jsonLines(text))];
  return { name, total: lines.length, lines };
}

/** Text of a file, which must be UTF-8. Throws IMPORT_FILE_UNREADABLE, and what the system says of a file that cannot be opened. */
export async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw ImportFileUnreadable({ file, why: 'UTF-8' });
  }
}

/** A file of units in the shape of `docs/import.md`. Throws IMPORT_FILE_UNREADABLE. */
export const unitFile = async (file: string): Promise<UnitSource> =>
  unitText(path.basename(file), await readText(file));
