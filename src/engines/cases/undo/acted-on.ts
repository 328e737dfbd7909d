import type { Queryable } from '#platform/db';
import { defineExtensionPoint } from '#platform/env';

/** What whoever applied did outside the dossier's own entries, and when; `what`: key of the words for it. */
export type ActedOn = { at: Date; what: string };

/** Whether whoever applied has acted, since a moment, on what came of a dossier: rated it, complained about it. Then an act on it is not taken back any more. */
export const actedOn =
  defineExtensionPoint<(q: Queryable, dossierId: string, since: Date) => Promise<ActedOn | undefined>>(
    'cases.acted-on',
  );
