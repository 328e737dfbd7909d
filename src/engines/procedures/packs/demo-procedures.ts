import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Act } from '#engines/organisation';
import type { Db } from '#platform/db';
import { PackRefused } from '../errors.ts';
import { ensureFromPack } from './ensure.ts';
import { procedureFile } from './pack.ts';

const FILE = path.join(import.meta.dirname, '..', 'data', 'demo-procedures.jsonl');

/**
 * Loads some thirty everyday procedures, so that a newcomer's search finds something. What they say in law is invented
 * or unconfirmed and marked so. Again loads nothing.
 * Returns how many were loaded.
 */
export async function loadDemoProcedures(db: Db, act: Act): Promise<number> {
  let line = 0;
  let loaded = 0;
  for await (const text of createInterface({ input: createReadStream(FILE) })) {
    line++;
    if (!text.trim()) continue;
    const value: unknown = JSON.parse(text);
    if (!procedureFile.Check(value)) {
      const [e] = procedureFile.Errors(value);
      throw PackRefused({
        pack: 'demo',
        file: `demo-procedures.jsonl:${line}`,
        problem: `${e?.instancePath} ${e?.message}`,
      });
    }
    const { $schema: _, code, from, form: __, process: ___, ...legal } = value;
    const content = { ...legal, form: null, process: null, source: { kind: 'demo' } };
    if (await db.tx(tx => ensureFromPack(tx, code, content, from, act))) loaded++;
  }
  return loaded;
}
