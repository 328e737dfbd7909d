import { type Level, type Logger, pino } from 'pino';

/** JSON lines on stdout. Carries no personal data: ids, codes and durations only. */
export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'fatal'> & {
  child(bindings: object): Log;
};

/** A log at `level`; `silent` writes nothing (tests). */
export function createLog(level: Level | 'silent'): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
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
