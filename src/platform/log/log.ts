import { destination, type Level, type Logger, multistream, pino } from 'pino';
import { forwardTo } from './forward.ts';

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

/** A log at `level`; `silent` writes nothing (tests). `forward`: where its lines go besides, as `forwardTo` reads it. */
export function createLog(level: Level | 'silent', forward: string | null = null): Log {
  const options = {
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
  };
  if (!forward || level === 'silent') return pino(options) as unknown as Log;
  const streams = [destination(1), forwardTo(forward)].map(stream => ({ stream, level: 'debug' as const }));
  return pino(options, multistream(streams)) as unknown as Log;
}
