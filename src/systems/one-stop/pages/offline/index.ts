import type { Route } from '#platform/http';
import { awayRoutes } from './away.ts';
import { prepareRoutes } from './prepare.ts';
import { sendRoute } from './send.ts';
import { sessionRoutes } from './session.ts';
import { signOutRoute } from './sign-out.ts';
import { takeAlongRoute } from './take-along.ts';
import { workerRoute } from './worker.ts';

/** Receiving where there is no network: what is taken along, the page that works there, and the way back. */
export const offlineRoutes: readonly Route[] = [
  ...prepareRoutes,
  takeAlongRoute,
  ...awayRoutes,
  ...sessionRoutes,
  sendRoute,
  signOutRoute,
  workerRoute,
];
