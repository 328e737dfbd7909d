import type { Tx } from '#platform/db';

/** A complaint of a demo about a dossier that comes in at a moment. */
export type Planned = { dossierId: string; at: Date; make: (tx: Tx) => Promise<unknown> };
