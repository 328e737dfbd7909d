import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { connect, type TLSSocket } from 'node:tls';
import { framed, syslogMessage } from './syslog-frame.ts';

/** Lines that wait while the other end is away. What comes beyond is lost here (standard output has it), and counted. */
const MOST_WAITING = 2_000;
/** Bytes that may lie in the connection before lines wait instead. */
const MOST_IN_FLIGHT = 1_000_000;
const AGAIN_MS = { least: 500, most: 30_000 };
/** A datagram is cut here: more does not go through in one (RFC 5426, 3.2, asks for 2,048 at least). */
const DATAGRAM_BYTES = 8_192;
const PORTS = { 'syslog+tls:': 6_514, 'syslog+udp:': 514 };

/** Where lines of the log go besides standard output. */
export type Forwarder = {
  /** Never throws and never waits. */
  write(line: string): void;
  close(): void;
};

type Place = { host: string; port: number; query: URLSearchParams };

/** A file that the address names cannot be read: `part` of the address (`ca`, `cert`, `key`), the file, and why. */
export class ForwardFileUnreadable extends Error {
  readonly params: { part: string; file: string; why: string };
  constructor(part: string, file: string, cause: unknown) {
    super(`cannot read ${file} (${part})`, { cause });
    this.name = 'ForwardFileUnreadable';
    this.params = { part, file, why: (cause as NodeJS.ErrnoException).code ?? String(cause) };
  }
}

/**
 * Sends lines of the log to another machine as syslog (RFC 5424), so that who takes this one over cannot make undone what it wrote.
 * `address`: `syslog+tls://HOST[:6514]` (RFC 5425; `?ca=FILE` for an authority of one's own, `&cert=FILE&key=FILE` for a certificate that
 * the receiver asks for) or `syslog+udp://HOST[:514]` (RFC 5426; unprotected, for a network of one's own). Keeps no process alive.
 * Throws ForwardFileUnreadable.
 */
export function forwardTo(address: string, most = MOST_WAITING): Forwarder {
  const { protocol, hostname: host, port, searchParams: query } = new URL(address);
  const place = {
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port) || PORTS[protocol as keyof typeof PORTS],
    query,
  };
  return protocol === 'syslog+udp:' ? byDatagram(place) : byTls(place, most);
}

const self = () => ({ host: hostname(), pid: process.pid });

function byDatagram({ host, port }: Place): Forwarder {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  socket.on('error', () => undefined);
  socket.unref();
  return {
    write: line => {
      const bytes = Buffer.from(syslogMessage(line, self())).subarray(0, DATAGRAM_BYTES);
      socket.send(bytes, port, host, () => undefined);
    },
    close: () => socket.close(),
  };
}

function byTls({ host, port, query }: Place, most: number): Forwarder {
  const file = (name: string) => {
    const named = query.get(name);
    if (named === null) return undefined;
    try {
      return readFileSync(named);
    } catch (error) {
      throw new ForwardFileUnreadable(name, named, error);
    }
  };
  const files = Object.fromEntries(
    ['ca', 'cert', 'key'].flatMap(name => {
      const bytes = file(name);
      return bytes ? [[name, bytes]] : [];
    }),
  );
  const waiting: string[] = [];
  let lost = 0;
  let open: TLSSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pause = AGAIN_MS.least;
  let closed = false;

  const flush = () => {
    if (!open) return;
    if (lost) {
      const said = { level: 40, time: new Date().toISOString(), lost, msg: 'log lines were not forwarded' };
      open.write(framed(syslogMessage(JSON.stringify(said), self())));
      lost = 0;
    }
    while (waiting.length && open.writableLength < MOST_IN_FLIGHT)
      open.write(framed(syslogMessage(waiting.shift() ?? '', self())));
  };
  let last: TLSSocket;
  const dial = (): void => {
    // A name is checked as the certificate has it; an address stands in it as such.
    const socket = connect({ host, port, ...files });
    last = socket;
    socket.unref();
    socket.on('secureConnect', () => {
      pause = AGAIN_MS.least;
      open = socket;
      flush();
    });
    socket.on('drain', flush);
    socket.on('error', () => undefined);
    // Receivers send nothing; what they send is read, so that an end is seen.
    socket.resume();
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      open = undefined;
      if (closed) return;
      timer = setTimeout(dial, pause).unref();
      pause = Math.min(pause * 2, AGAIN_MS.most);
    });
  };
  dial();
  return {
    write: line => {
      waiting.push(line);
      if (waiting.length > most) {
        waiting.shift();
        lost++;
      }
      flush();
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      last.destroy();
    },
  };
}
