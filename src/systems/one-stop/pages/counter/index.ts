import type { Route } from '#platform/http';
import { entryRoutes } from './entry.ts';
import { personRoutes } from './person.ts';
import { receivedRoute } from './received.ts';
import { startRoutes } from './start.ts';

/** Receiving at the counter: the procedure, the person, the form with its papers, the slip. */
export const counterRoutes: readonly Route[] = [
  ...startRoutes,
  ...personRoutes,
  ...entryRoutes,
  receivedRoute,
];
