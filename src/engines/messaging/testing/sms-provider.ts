import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TakenSms = { id: string; to: string; text: string; authorization: string | undefined };

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

/**
 * A small SMS provider: takes messages over, each id once, knows numbers that are none, and can be made to fail: `faults`
 * are what it does with the next requests, one after the other.
 */
export async function smsProvider(options: { token?: string; unknown?: readonly string[] } = {}) {
  const taken: TakenSms[] = [];
  const faults: Array<'error' | 'hang-up' | 'lost-answer'> = [];
  const take = (sms: TakenSms) => {
    if (!taken.some(known => known.id === sms.id)) taken.push(sms);
  };
  const answer = (response: ServerResponse, status: number, data: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(data));
  const server = createServer(async (request, response) => {
    const sms = {
      ...JSON.parse(await bodyOf(request)),
      authorization: request.headers.authorization,
    } as TakenSms;
    const fault = faults.shift();
    if (fault === 'error') return void answer(response, 503, { error: 'busy' });
    if (fault === 'hang-up') return void request.socket.destroy();
    if (options.token && sms.authorization !== `Bearer ${options.token}`)
      return void answer(response, 401, {});
    if (options.unknown?.includes(sms.to)) return void answer(response, 422, { error: 'no such number' });
    take(sms);
    // It has the message; the sender does not know.
    if (fault === 'lost-answer') return void request.socket.destroy();
    answer(response, 202, { id: `sms-${taken.length}` });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/send`,
    taken,
    faults,
    close: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
