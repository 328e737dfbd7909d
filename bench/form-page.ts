// Promise: the first byte of a form's page of seven fields, through session and saved draft, comes at least at a fifth of the
// speed at which node:http alone sends the same bytes. One after the other over one kept connection, in turn, medians.
import assert from 'node:assert/strict';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProgram } from '#test/program';
import { signedIn } from '../test/security/support/world.ts';
import { median, sayTimes } from './frame/line.ts';

const GOAL = 0.2;
const ASKED = 400;
const WARM = 200;

const program = await startProgram({ TRUST_PROXY: '1' });
const citizen = await signedIn(program, '+84912345678');
const begun = await citizen.post('/thu-tuc/1.001193/nop');
const path = `${/^\/nop\/[0-9a-f-]{36}/.exec(begun.location)?.[0] ?? assert.fail(begun.text.slice(0, 200))}/child`;
const headers = { cookie: [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };

const bytes = Buffer.from((await citizen.get(path)).text);
const answered = (await citizen.get(path)).headers;
const raw = createServer((_, res) => {
  res.writeHead(
    200,
    Object.fromEntries(
      [...answered].filter(
        ([name]) =>
          !/^(connection|keep-alive|content-encoding|content-length|transfer-encoding|date)$/.test(name),
      ),
    ),
  );
  res.end(bytes);
});
await new Promise<void>(done => raw.listen(0, '127.0.0.1', done));
const bare = `http://127.0.0.1:${(raw.address() as AddressInfo).port}${path}`;

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let asked = 0;
/** Milliseconds until the first byte of the body. */
const firstByte = (url: string): Promise<number> =>
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

const [ours, theirs]: [number[], number[]] = [[], []];
for (let i = 0; i < ASKED + WARM; i++) {
  const pair = [await firstByte(program.url + path), await firstByte(bare)] as const;
  if (i < WARM) continue;
  ours.push(pair[0]);
  theirs.push(pair[1]);
}
sayTimes('form-page', median(ours), median(theirs), GOAL);
agent.destroy();
raw.close();
await program.stop();
process.exit(0);
