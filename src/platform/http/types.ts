import type { Readable } from 'node:stream';
import type { TSchema } from 'typebox';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { Lang, Translate } from '#platform/i18n';
import type { ApiDocument } from './api/api-document.ts';

/** A right held by a visitor: a permission at an agency, and at those below it if said. */
export type Grant = {
  permission: string;
  agencyId: string;
  below: boolean;
  /** The post through which it is held; null for an API client. */
  postId: string | null;
};

/** Who sends the request. Made by the identity engine from the session cookie or the API token. */
export type Visitor = {
  accountId: string;
  kind: 'citizen' | 'official' | 'client';
  name: string;
  /** The post that an official holds today, and where: what the bar of staff pages says below the name. */
  post?: { vi: string; en: string } | null;
  /** Session id (not the cookie's secret), or the token's id. */
  sessionId: string;
  grants: readonly Grant[];
  /** Scopes of an API token; empty for people. */
  scopes: readonly string[];
};

/** Who may call a route at all. What may be done to one object is decided by the engine that holds it. */
export type Rule =
  | 'public'
  | 'citizen'
  | 'official'
  | 'signed-in'
  /** An official who holds the permission somewhere. */
  | { permission: string }
  /** An API token with this scope. */
  | { scope: string };

/** A file sent with the request, in a temporary place until the answer has gone. */
export type Upload = { field: string; filename: string; path: string; size: number; sha256: string };

export type Req = {
  method: string;
  /** Path without query. */
  path: string;
  url: string;
  params: Record<string, string>;
  query: Record<string, string | string[]>;
  /** Parsed form or JSON; strings are NFC. Repeated fields are arrays. */
  body: Record<string, unknown>;
  uploads: readonly Upload[];
  /** Names of files that came and were not kept: of who may not send them here, or not yet; or too large, where the route tells so. */
  dropped?: readonly string[];
  /** The body as it comes, where the route has `stream`. */
  stream?: Readable;
  /** The body as it came, on `signed` routes; empty elsewhere. */
  raw: Buffer;
  headers: Record<string, string | string[] | undefined>;
  cookies: Record<string, string | undefined>;
  ip: string;
  /** Goes into the log and onto the error page. */
  traceId: string;
};

export type Cookie = { name: string; value: string; maxAge?: number; clear?: true };

export type Answer =
  | {
      kind: 'page';
      html: string;
      status?: number;
      cookies?: Cookie[];
      headers?: Record<string, string>;
      /** May stand in a frame of a page of ours, e.g. as a preview. */
      framed?: boolean;
      /** Looked at where the line is weak: a tenth smaller than other pages, for six times the work. */
      smallest?: boolean;
    }
  /** Messages to a page that listens: `eventStream` makes it. It ends when the server stops. */
  | { kind: 'events'; body: Readable }
  /** Headers alone: an answer to a program. */
  | { kind: 'empty'; status: number; cookies?: Cookie[]; headers?: Record<string, string> }
  | { kind: 'redirect'; to: string; status?: 303 | 302 | 301; cookies?: Cookie[] }
  | { kind: 'json'; data: unknown; status?: number; cookies?: Cookie[]; headers?: Record<string, string> }
  | {
      kind: 'file';
      body: Buffer | NodeJS.ReadableStream;
      type: string;
      /** Offered as a download under this name; shown in the browser when absent. */
      download?: string;
      /** Shown in the browser, and saved under this name by who saves it. */
      name?: string;
      status?: number;
      headers?: Record<string, string>;
    };

export type Ctx = Env & {
  visitor: Visitor | null;
  lang: Lang;
  t: Translate;
  /** Value for the hidden field `_csrf` of every form. */
  csrf: string;
  req: Req;
  /** What the route's `ahead` has found, if it has one. */
  ahead?: Promise<unknown>;
  /** The OpenAPI document of this server, in the reader's language. */
  apiDocument(): ApiDocument;
};

/** How a route stands in `/api/openapi.json`. Words are text keys: the document is made in either language. */
export type ApiDoc = {
  /** Name of the operation, for generated clients: `submitDossier`. */
  id: string;
  /** Text key of the group it stands in. */
  tag: string;
  summary: string;
  description?: string;
  params?: TSchema;
  /** Sent as text: numbers and booleans are understood. */
  query?: TSchema;
  headers?: TSchema;
  /** Of a JSON body, or of the parts of a multipart one where the route has `upload`. */
  body?: TSchema;
  /** Schema of the good answer. */
  response: TSchema;
  /** Status of the good answer; 200 unless said. */
  status?: 200 | 201;
  /** Media type of the good answer; JSON unless said. */
  produces?: string;
};

export type Route = {
  method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/thu-tuc/:code` */
  path: string;
  rule: Rule;
  handler(ctx: Ctx): Promise<Answer>;
  /**
   * Reads what the handler will need together with the session, so that the database is gone to once. It knows no visitor: the
   * handler, which has it as `ctx.ahead`, shows it to those alone whose it is.
   */
  ahead?(q: Queryable, params: Readonly<Record<string, string>>): Promise<unknown>;
  /**
   * Called by a program that signs what it sends: the handler checks the signature over `req.raw` before anything else. No form
   * token is asked for, and nobody is signed in. Only under `/api/`.
   */
  signed?: true;
  /**
   * Allows multipart with these limits; `maxFieldBytes` of all that is typed, a megabyte unless said. `tellsTooLarge`: of a file that is too
   * large the handler is told by name (`req.dropped`), and says so at its field.
   */
  upload?: { maxBytes: number; maxFiles: number; maxFieldBytes?: number; tellsTooLarge?: true };
  /**
   * Asked by a script of ours, not by a form: a body of this media type comes as `ctx.req.stream`, unread and of any
   * length, the form's token in the header `x-csrf-token`; who has to sign in gets a 401, not the page for it.
   */
  stream?: string;
  /** Describes the route in `/api/openapi.json`, and validates query and body. */
  api?: ApiDoc;
  /** Requests of one address, or of one token where the route is an API's, when not the general limit. */
  rateLimit?: { max: number; windowSeconds: number };
  /** What is posted holds a password or a code: it is never kept for later, as another form is whose session ended. */
  secret?: true;
  /** Answers files of the program itself, which no browser opens as a page. */
  asset?: true;
};

/** What is known of an answered request, without a word of who asked. */
export type Answered = {
  method: string;
  /** The route as it is declared, `/ho-so/:code`; null where there is none. */
  route: string | null;
  /** HTTP status of the answer. */
  status: number;
  /** From the request's first line to the answer's last byte. */
  ms: number;
};
