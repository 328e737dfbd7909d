/** What a failed request tells the person: the text keys of a code are `error.CODE.what` and `error.CODE.todo`. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Record<string, string | number>;
  /** Extra facts for an API caller, e.g. the fields that failed. Never personal data of others. */
  readonly details: unknown;

  constructor(code: string, status: number, params: Record<string, string | number> = {}, details?: unknown) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.status = status;
    this.params = params;
    this.details = details;
  }
}

export type ErrorDefinition = {
  readonly code: string;
  readonly status: number;
  /** Makes the error, with the values its sentences name. */
  (params?: Record<string, string | number>, details?: unknown): AppError;
};

const catalogue = new Map<string, ErrorDefinition>();

/**
 * Declares an error once, for the whole program. A test holds that every code has a vi and an en sentence for what
 * happened and what to do next, and a line in `docs/errors.md`.
 * Throws when the code is declared twice.
 */
export function defineError(code: string, status: number): ErrorDefinition {
  if (catalogue.has(code)) throw new Error(`error code declared twice: ${code}`);
  const make = (params?: Record<string, string | number>, details?: unknown) =>
    new AppError(code, status, params, details);
  const definition = Object.assign(make, { code, status }) as ErrorDefinition;
  catalogue.set(code, definition);
  return definition;
}

/** All declared errors, by code. */
export const errorCatalogue = (): ReadonlyMap<string, ErrorDefinition> => catalogue;

export const isAppError = (e: unknown): e is AppError => e instanceof AppError;
