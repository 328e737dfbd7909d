import { Logger } from 'graphile-worker';

/** graphile-worker speaks only of failures, and through our own log (see the worker's events). */
export const quiet = new Logger(() => () => undefined);
