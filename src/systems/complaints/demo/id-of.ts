import { createHash } from 'node:crypto';

/** The id of the complaint of a demo about a dossier: made again, it is the same complaint. */
export function idOf(dossierId: string): string {
  const hex = createHash('sha256').update(`complaint/${dossierId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
