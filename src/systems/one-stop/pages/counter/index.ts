import type { Route } from '#platform/http';
import { cardRoutes } from './brought/card.ts';
import { supplementRoutes } from './brought/supplement.ts';
import { withdrawRoutes } from './brought/withdraw.ts';
import { entryRoutes } from './entry.ts';
import { openDraftRoutes } from './open-draft.ts';
import { personRoutes } from './person.ts';
import { receivedRoute } from './received.ts';
import { startRoutes } from './start.ts';

/** Receiving at the counter: the procedure, the person, the form with its papers, the slip. */
export const counterRoutes: readonly Route[] = [
  ...startRoutes,
  ...openDraftRoutes,
  ...personRoutes,
  ...entryRoutes,
  receivedRoute,
  ...cardRoutes,
  ...supplementRoutes,
  ...withdrawRoutes,
];
