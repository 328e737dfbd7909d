import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { median } from './line.ts';

const KEPT_OUT = /^(connection|keep-alive|content-encoding|content-length|transfer-encoding|date)$/;

/** A server of node:http alone that answers whatever is asked with what `body` gives, under the headers of an answer of ours. */
export async function bareServer(
  body: () => string | Buffer,
  headers: Headers,
): Promise<{ url: string; close(): void }> {
  const kept = Object.fromEntries([...headers].filter(([name]) => !KEPT_OUT.test(name)));
  const server = createServer((_, res) => {
    res.writeHead(200, kept);
    res.end(body());
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() };
}

/** One address, and what is sent with the request. */
export type Asked = { url: string; headers?: Record<string, string> };

/**
 * Milliseconds to the first byte of the body of ours, and of theirs with the same headers: the medians. One after the other over one
 * kept connection each, in turn; of several of ours, each of another person with his own limit of requests, one after the other.
 * `warm`: so often before it counts. A server runs for weeks; until V8 has compiled all that our pages pass through some 1,500 of
 * them have gone by, of node:http alone a hundred. Throws when an answer is not 200.
 */
export async function firstBytes(
  ours: readonly [Asked, ...Asked[]],
  theirs: string,
  options: { asked: number; warm: number },
): Promise<[ours: number, theirs: number]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let asked = 0;
  const firstByte = ({ url, headers }: Asked): Promise<number> =>
    new Promise((done, fail) => {
      const began = performance.now();
      // People are many: the limit of requests is a person's.
      const from = { 'x-forwarded-for': `10.1.${(asked++ >> 6) & 255}.1` };
      request(url, { agent, headers: { ...headers, ...from } }, res => {
        res.once('data', () => {
          const took = performance.now() - began;
          res
            .resume()
            .once('end', () => (res.statusCode === 200 ? done(took) : fail(new Error(`${res.statusCode}`))));
        });
      })
        .once('error', fail)
        .end();
    });
  const took: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let i = 0; i < options.asked + options.warm; i++) {
    const one = ours[i % ours.length] ?? ours[0];
    const pair = [await firstByte(one), await firstByte({ ...one, url: theirs })] as const;
    if (i < options.warm) continue;
    took.ours.push(pair[0]);
    took.theirs.push(pair[1]);
  }
  agent.destroy();
  return [median(took.ours), median(took.theirs)];
}
