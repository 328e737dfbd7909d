import { file, type Route } from '#platform/http';
import { WORKER_SCRIPT } from './assets.ts';
import { WORKER } from './paths.ts';

/**
 * The worker that answers without a network. Where it lies says how far it reaches: the pages below `/can-bo/khong-mang/`, no others. It is the
 * program's own text, the same for everybody, and asked for anew each time, so that a mended one takes effect.
 */
export const workerRoute: Route = {
  method: 'GET',
  path: WORKER,
  rule: 'public',
  handler: async () =>
    file(Buffer.from(WORKER_SCRIPT), 'text/javascript; charset=utf-8', {
      headers: { 'cache-control': 'no-cache' },
    }),
};
