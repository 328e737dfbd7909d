import { type Level, type Logger, pino } from 'pino';

/** JSON lines on stdout. Carries no personal data: ids, codes and durations only. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'> & {
  child(bindings: object): Log;
};

type Thrown = {
  name?: string;
  message?: string;
  stack?: string;
  code?: string;
  constraint?: string;
  cause?: unknown;
};

// Errors of the database carry rows (`detail`) and whole connections; of all that only what helps to find the place.
function plainError(error: Thrown): Record<string, unknown> {
  const { name, message, stack, code, constraint } = error;
  return { name, message, code, constraint, stack };
}

/** A log at `level`; `silent` writes nothing (tests). */
export function createLog(level: Level | 'silent'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: plainError },
    redact: {
      paths: [
        'req.headers.cookie',
        'req.headers.authorization',
        'password',
        'code',
        'phone',
        'email',
        '*.password',
      ],
      remove: true,
    },
  }) as unknown as Log;
}
