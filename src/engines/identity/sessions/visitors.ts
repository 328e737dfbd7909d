import type { Env } from '#platform/env';
import type { Visitor } from '#platform/http';
import { clientOf } from '../tokens/api-token.ts';
import { visitorOf } from './visitor-of.ts';

type Look = (secret: string | undefined) => Promise<Visitor | null>;

/** For the server: from the session's cookie to the visitor. */
export const sessionVisitor =
  (env: Pick<Env, 'db' | 'clock'>): Look =>
  async cookie =>
    cookie ? visitorOf(env.db, cookie, env.clock.now()) : null;

/** For the server: from `Authorization: Bearer …` (the whole header, or the token alone) to the visitor. */
export const tokenVisitor =
  (env: Pick<Env, 'db' | 'clock'>): Look =>
  async header => {
    const bearer = header?.replace(/^Bearer\s+/i, '').trim();
    return bearer ? clientOf(env.db, bearer, env.clock.now()) : null;
  };
