import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer as listenPlain, type Server as PlainServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type TLSSocket } from 'node:tls';
import { type Forwarder, forwardTo } from './forward.ts';
import { createLog } from './index.ts';

const line = (n: number, level = 30): string =>
  `${JSON.stringify({ level, time: '2026-11-28T16:00:00.000Z', n, msg: 'thử' })}\n`;
const HEADER = /^<(\d+)>1 2026-11-28T16:00:00\.000Z \S+ fansipan \d+ - - (\{.*\})$/;

describe('log: forwarded', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'fansipan-syslog-'));
  const forwarders: Forwarder[] = [];
  const keep = (f: Forwarder) => {
    forwarders.push(f);
    return f;
  };
  before(() => {
    for (const name of ['receiver', 'stranger'])
      execFileSync(
        'openssl',
        [
          ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
          ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
          ...['-keyout', `${name}.key`, '-out', `${name}.crt`],
        ],
        { cwd: folder, stdio: 'pipe' },
      );
  });
  after(() => {
    for (const forwarder of forwarders) forwarder.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A machine that takes syslog over TLS: messages by the length before each (RFC 5425), and what makes no sense. */
  async function receiver(name: string, port = 0) {
    const got: string[] = [];
    const sockets = new Set<TLSSocket>();
    const read = (f: string) => readFileSync(path.join(folder, f));
    const server = createServer({ key: read(`${name}.key`), cert: read(`${name}.crt`) }, socket => {
      sockets.add(socket);
      let bytes = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', chunk => {
        bytes = Buffer.concat([bytes, chunk]);
        for (;;) {
          const space = bytes.indexOf(32);
          const length = Number(bytes.subarray(0, space).toString());
          if (space < 1 || bytes.length < space + 1 + length) return;
          got.push(bytes.subarray(space + 1, space + 1 + length).toString());
          bytes = bytes.subarray(space + 1 + length);
        }
      });
    });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>(ready => server.listen(port, '127.0.0.1', ready));
    return {
      got,
      port: (server.address() as AddressInfo).port,
      stop: () =>
        new Promise<void>(done => {
          server.close(() => done());
          for (const socket of sockets) socket.destroy();
        }),
    };
  }
  const to = (port: number, ca = 'receiver') =>
    `syslog+tls://127.0.0.1:${port}?ca=${path.join(folder, `${ca}.crt`)}`;

  async function until(what: string, done: () => boolean): Promise<void> {
    for (let i = 0; i < 400 && !done(); i++) await sleep(25);
    assert.ok(done(), what);
  }

  test('each line arrives over TLS as RFC 5424 has it, with its level; also what the program logs', async () => {
    const there = await receiver('receiver');
    const forwarder = keep(forwardTo(to(there.port)));
    const levels = [20, 30, 40, 50, 60];
    for (const [n, level] of levels.entries()) forwarder.write(line(n, level));
    await until('five lines', () => there.got.length === 5);
    assert.deepEqual(
      there.got.map(m => Number(HEADER.exec(m)?.[1])),
      [135, 134, 132, 131, 130],
    );
    assert.ok(there.got[0]?.includes(` ${hostname()} `));
    assert.deepEqual(JSON.parse(HEADER.exec(there.got[2] ?? '')?.[2] ?? '{}'), {
      level: 40,
      time: '2026-11-28T16:00:00.000Z',
      n: 2,
      msg: 'thử',
    });
    await there.stop();
  });

  test('while the other machine is away lines wait, too many are counted, and all goes on when it is back', async () => {
    const there = await receiver('receiver');
    const { port } = there;
    const forwarder = keep(forwardTo(to(port), 3));
    forwarder.write(line(1));
    await until('the first line', () => there.got.length === 1);
    await there.stop();
    await sleep(50);
    for (let n = 2; n <= 7; n++) forwarder.write(line(n));
    const back = await receiver('receiver', port);
    await until('what waited', () => back.got.length >= 4);
    assert.match(back.got[0] ?? '', /"lost":3/);
    assert.deepEqual(
      back.got.slice(1).map(m => (JSON.parse(HEADER.exec(m)?.[2] ?? '{}') as { n: number }).n),
      [5, 6, 7],
    );
    await back.stop();
  });

  test('a machine that shows another certificate, or none, gets nothing', async () => {
    const stranger = await receiver('stranger');
    const read: string[] = [];
    const plain: PlainServer = listenPlain(socket => {
      socket.on('error', () => undefined);
      socket.on('data', data => read.push(data.toString('latin1')));
      socket.end();
    });
    await new Promise<void>(ready => plain.listen(0, '127.0.0.1', ready));
    const known = await receiver('receiver');
    for (const port of [stranger.port, (plain.address() as AddressInfo).port, known.port])
      keep(forwardTo(to(port))).write(line(1));
    await until('the known one', () => known.got.length === 1);
    await until('the plain one was called', () => read.length > 0);
    assert.deepEqual(stranger.got, []);
    assert.doesNotMatch(read.join(), /fansipan/);
    await stranger.stop();
    await known.stop();
    plain.close();
  });

  test('by datagrams a message each (RFC 5426)', async () => {
    const socket = createSocket('udp4');
    const got: string[] = [];
    socket.on('message', m => got.push(m.toString()));
    await new Promise<void>(ready => socket.bind(0, '127.0.0.1', ready));
    const log = createLog('info', `syslog+udp://127.0.0.1:${socket.address().port}`);
    log.warn({ route: '/a', phone: '0912345678' }, 'đã từ chối\nhai dòng');
    await until('one message', () => got.length === 1);
    assert.match(
      got[0] ?? '',
      /^<132>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ fansipan \d+ - - \{.*"route":"\/a".*\}$/,
    );
    assert.doesNotMatch(got[0] ?? '', /0912345678|\n/, 'nothing personal, and one line stays one');
    // What PostgreSQL says of a row stands in `detail`.
    const refused = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (phone)=(0912345678) already exists.',
    });
    log.error({ err: refused }, 'failed');
    await until('the second message', () => got.length === 2);
    assert.match(got[1] ?? '', /^<131>1 .*"code":"23505"/);
    assert.doesNotMatch(got[1] ?? '', /0912345678/);
    socket.close();
  });

  test('a file of the address that cannot be read is told at once', () => {
    assert.throws(() => forwardTo('syslog+tls://127.0.0.1:1?ca=/khong/co.crt'), {
      name: 'ForwardFileUnreadable',
      params: { part: 'ca', file: '/khong/co.crt', why: 'ENOENT' },
    });
  });
});
