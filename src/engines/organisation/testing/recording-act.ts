import { Ajv2020 } from 'ajv/dist/2020.js';
import type { NewEntry } from '#platform/ledger';
import { entryKinds } from '../entries.ts';
import type { Act } from '../types.ts';

const ajv = new Ajv2020();
const schemas = new Map(entryKinds.map(({ kind, body }) => [kind, ajv.compile(body)]));

/** An act whose entries are kept in a list instead of the ledger; like the ledger it refuses what was not declared. */
export function recordingAct(at = '2026-11-20T02:00:00Z'): Act & { entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  return {
    entries,
    ledger: {
      append: async (_tx, entry) => {
        const check = schemas.get(entry.kind);
        if (!check?.(entry.body)) throw new Error(`${entry.kind}: ${ajv.errorsText(check?.errors ?? [])}`);
        entries.push(entry);
      },
    },
    actor: 'account:test',
    at: new Date(at),
  };
}
