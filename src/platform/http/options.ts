import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { ErrorPage } from './answer/failures.ts';
import type { Answer, Answered, Ctx, Route, Visitor } from './types.ts';

export type ServerOptions = {
  env: Env;
  routes: readonly Route[];
  /** Signs form tokens. */
  secret: Buffer;
  /** Who sends this request: from the session cookie or the bearer token. Injected by the app (identity engine). */
  visitorOf(
    request: {
      cookies: Record<string, string | undefined>;
      authorization: string | undefined;
      ip: string;
    },
    /** Asked instead of the pool, where something else is asked together with it. */
    q?: Queryable,
  ): Promise<Visitor | null>;
  /** The page for a failed request. Injected by the app. */
  errorPage: ErrorPage;
  /**
   * Where a person goes to sign in, and what happens to a form that was posted without the session of `owner`, for whom it
   * was drawn (null: for nobody): with none, or with somebody else's, who is then the visitor. Injected by the app.
   */
  signIn(ctx: Ctx, route: Route, owner: string | null): Promise<Answer>;
  /** Told of every request once it was answered: for figures. */
  answered?(answered: Answered): void;
  /** Folder for files in transit. */
  temporary: string;
};
