import { createHash } from 'node:crypto';
import { canonical } from '#platform/ledger';

/** SHA-256 (hexadecimal) of anything that is JSON, of its canonical bytes (RFC 8785): what the ledger states of a dossier's data. */
export const digest = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');
