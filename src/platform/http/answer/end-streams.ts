import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/**
 * Ends the streams to pages that listen when the server stops: nobody else ever would, and the pages find another server. Returns
 * what is to be told of each.
 */
export function endStreams(app: FastifyInstance): (body: Readable) => void {
  const open = new Set<Readable>();
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    for (const body of open) body.push(null);
  });
  return body => {
    open.add(body);
    body.once('close', () => open.delete(body));
    if (closing) body.push(null);
  };
}
