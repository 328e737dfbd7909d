import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { file } from './index.ts';
import { httpFixture } from './testing/server.ts';

describe('http: a stop', () => {
  /** Who asks for `/dai`, and what came of it. Nobody but the stop itself ends the connection: not the server for its age. */
  async function asking(body: () => Buffer | Readable) {
    const other = await httpFixture({
      more: [
        { method: 'GET', path: '/dai', rule: 'public', handler: async () => file(body(), 'text/plain') },
      ],
    });
    other.server.server.keepAliveTimeout = 0;
    await other.server.listen({ port: 0, host: '127.0.0.1' });
    const { port } = other.server.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const got: Buffer[] = [];
    socket.on('data', part => got.push(part));
    socket.write(`GET /dai HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    await once(socket, 'data');
    // Begun before the stop, so that the answer does not say that the connection ends with it.
    assert.doesNotMatch(String(got[0]), /connection: close/i);
    const ended = once(socket, 'close');
    const stopped = async (stop: Promise<void>) => {
      const patience = new AbortController();
      const waited = delay(10_000, 'waits', { signal: patience.signal }).catch(() => 'over');
      const which = await Promise.race([Promise.all([stop, ended]).then(() => 'stopped'), waited]);
      patience.abort();
      socket.destroy();
      return which;
    };
    return { socket, close: () => other.server.close(), stopped, got: () => String(Buffer.concat(got)) };
  }

  test('does not wait for a connection whose answer had begun before it, once that is answered', async () => {
    const body = new Readable({ read() {} });
    body.push('mot ');
    const asked = await asking(() => body);
    const stop = asked.close();
    // The server has looked for connections at rest by now, and this one was not.
    await delay(50);
    body.push('hai');
    body.push(null);
    assert.equal(await asked.stopped(stop), 'stopped');
    assert.match(asked.got(), /mot .*hai/s);
  });

  test('cuts no answer that a slow reader is still taking', async () => {
    const asked = await asking(() => Buffer.alloc(16_000_000, 'x'));
    asked.socket.pause();
    const stop = asked.close();
    await delay(50);
    asked.socket.resume();
    assert.equal(await asked.stopped(stop), 'stopped');
    assert.equal(asked.got().split('\r\n\r\n')[1]?.length, 16_000_000);
  });

  test('does not wait for a connection on which nothing is asked', async () => {
    const other = await httpFixture();
    other.server.server.keepAliveTimeout = 0;
    await other.server.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((other.server.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const ended = once(socket, 'close');
    await Promise.all([other.server.close(), ended]);
  });
});
