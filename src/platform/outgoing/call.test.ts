import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { AnswerTooLong, call } from './index.ts';

describe('calls to other services', () => {
  /** What a server within was asked: nobody outside may lead us to it. */
  const within: string[] = [];
  let answer: (response: ServerResponse) => void = r => r.end('{}');
  const listen = async (server: Server) => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const inner = createServer((request, response) => {
    within.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
    response.end('secret');
  });
  const service = createServer((request, response) => {
    request.resume();
    request.on('end', () => answer(response));
  });
  let inside: string;
  let outside: string;
  before(async () => {
    [inside, outside] = [await listen(inner), await listen(service)];
  });
  after(() => {
    for (const server of [inner, service]) {
      server.closeAllConnections();
      server.close();
    }
  });
  const ask = (mostBytes = 1_000) =>
    call(outside, { headers: { authorization: 'Bearer token' }, body: '{}', mostBytes });

  test('bring the answer with its status', async () => {
    answer = r => r.writeHead(422).end('không');
    const { status, ok, body } = await ask();
    assert.deepEqual([status, ok, body.toString()], [422, false, 'không']);
  });

  test('are not led elsewhere, nor is the token', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      answer = r => r.writeHead(status, { location: `${inside}/latest/meta-data` }).end();
      await assert.rejects(ask());
    }
    assert.deepEqual(within, []);
  });

  test('end when the answer does not', async () => {
    let written = 0;
    answer = r => {
      const more = () => {
        written += 65_536;
        if (!r.destroyed && r.write(Buffer.alloc(65_536)) !== undefined) setImmediate(more);
      };
      more();
    };
    await assert.rejects(ask(200_000), AnswerTooLong);
    assert.ok(written > 200_000);
    answer = r => r.end(Buffer.alloc(1_000));
    assert.equal((await ask()).body.length, 1_000);
    answer = r => r.end(Buffer.alloc(1_001));
    await assert.rejects(ask(), AnswerTooLong);
  });

  test('that reach nobody, or are cut off, say what the machine said', async () => {
    const gone = createServer();
    const address = await listen(gone);
    gone.close();
    await once(gone, 'close');
    const refused = call(address, { headers: {}, mostBytes: 1_000 });
    await assert.rejects(refused, (error: Error) => {
      assert.match(error.message, /^ECONNREFUSED: /);
      assert.match((error.cause as Error).message, /^connect ECONNREFUSED/);
      return true;
    });
    await assert.rejects(call('http://nowhere.invalid/', { headers: {}, mostBytes: 1_000 }), {
      name: 'Unreached',
      message: /^(ENOTFOUND|EAI_AGAIN): /,
    });
    answer = r => r.destroy();
    await assert.rejects(ask(), { name: 'Unreached', message: /^(UND_ERR_SOCKET|ECONNRESET): / });
    answer = r => r.writeHead(200, { 'content-length': '10' }).write('{', () => r.destroy());
    await assert.rejects(ask(), { name: 'Unreached', message: /^(UND_ERR_SOCKET|ECONNRESET): / });
    answer = r => r.writeHead(302, { location: inside }).end();
    await assert.rejects(ask(), { message: /unexpected redirect/ });
  });
});
