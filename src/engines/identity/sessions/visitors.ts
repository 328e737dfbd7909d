import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { Visitor } from '#platform/http';
import { clientOf } from '../tokens/api-token.ts';
import { visitorOf } from './visitor-of.ts';

/** `q`: asked instead of the pool. */
type Look = (secret: string | undefined, q?: Queryable) => Promise<Visitor | null>;

/** For the server: from the session's cookie to the visitor. */
export const sessionVisitor =
  (env: Pick<Env, 'db' | 'clock'>): Look =>
  async (cookie, q) => {
    if (!cookie) return null;
    const look = (on: Queryable) => visitorOf(on, cookie, env.clock.now());
    return q ? look(q) : env.db.together(look);
  };

/** For the server: from `Authorization: Bearer …` (the whole header, or the token alone) to the visitor. */
export const tokenVisitor =
  (env: Pick<Env, 'db' | 'clock'>): Look =>
  async (header, q = env.db) => {
    const bearer = header?.replace(/^Bearer\s+/i, '').trim();
    return bearer ? clientOf(q, bearer, env.clock.now()) : null;
  };
