import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/**
 * A server that closes ends at once the connections on which nothing is being answered, and each of the others as soon as its answer
 * is whole with the machine. Node's own way (`closeIdleConnections`, which closing a server calls) cuts an answer that the program has
 * handed over and a slow reader has not taken yet, and forgets a connection whose answer had begun without `Connection: close`:
 * the stop would wait for it until it times out.
 */
export function stopInOrder(app: FastifyInstance): void {
  const { server } = app;
  const underWay = new Map<Socket, number>();
  let closing = false;
  server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  server.on('request', ({ socket }: { socket: Socket }, answer: ServerResponse) => {
    const count = (by: number) => {
      const now = (underWay.get(socket) ?? 0) + by;
      if (underWay.has(socket)) underWay.set(socket, now);
      if (closing && now === 0) socket.destroySoon();
    };
    count(1);
    answer.once('close', () => count(-1));
  });
  server.closeIdleConnections = () => {
    for (const [socket, answers] of underWay) if (answers === 0) socket.destroy();
  };
  app.addHook('preClose', async () => {
    closing = true;
  });
  // A request that is under way when the server closes is answered; the one who asked is told that the connection is not kept for another.
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
