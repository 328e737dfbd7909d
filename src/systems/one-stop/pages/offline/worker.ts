import { file, type Route } from '#platform/http';
import { WORKER_SCRIPT } from './assets.ts';
import { PREPARE, WORKER } from './paths.ts';

/**
 * The worker that answers without a network: for `/can-bo/khong-mang` and the pages below, no others. By where it lies it would reach only those
 * below; the header lets it reach the page of preparation too, which people bookmark. It is the program's own text, the same for everybody, and
 * asked for anew each time, so that a mended one takes effect.
 */
export const workerRoute: Route = {
  method: 'GET',
  path: WORKER,
  rule: 'public',
  handler: async () =>
    file(Buffer.from(WORKER_SCRIPT), 'text/javascript; charset=utf-8', {
      headers: { 'cache-control': 'no-cache', 'service-worker-allowed': PREPARE },
    }),
};
