import type { Route } from '#platform/http';
import { againRoute } from './again.ts';
import { mailDeskRoutes } from './desk.ts';
import { letterRoutes } from './letter.ts';
import { mailListRoutes } from './list.ts';

/** Results that go out by post: the printed list, numbers, receipts, what comes back. */
export const mailRoutes: readonly Route[] = [
  ...mailDeskRoutes,
  ...mailListRoutes,
  ...letterRoutes,
  againRoute,
];
