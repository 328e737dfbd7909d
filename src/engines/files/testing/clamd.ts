import net from 'node:net';

/** The EICAR test file: harmless, and found by every scanner. In two halves, or scanners would find this source. */
export const EICAR = Buffer.from(
  `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-${'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`,
);

/** A small clamd that speaks INSTREAM and VERSION, and knows one virus. `seen`: bytes of each stream; `at`: where it listens,
 * any free port unless said. */
export async function startClamd(
  at = '127.0.0.1:0',
): Promise<{ address: string; seen: number[]; stop(): Promise<void> }> {
  const seen: number[] = [];
  const server = net.createServer(socket => {
    let data = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', chunk => {
      data = Buffer.concat([data, chunk]);
      if (data.toString('latin1').startsWith('zVERSION\0')) return socket.end('ClamAV 1.0.0-test/1/today\0');
      if (data.length < 10) return;
      if (data.toString('latin1', 0, 10) !== 'zINSTREAM\0') return socket.end('UNKNOWN COMMAND\0');
      const parts: Buffer[] = [];
      for (let at = 10; at + 4 <= data.length; ) {
        const length = data.readUInt32BE(at);
        if (length === 0) {
          const stream = Buffer.concat(parts);
          seen.push(stream.length);
          socket.end(stream.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
          return;
        }
        if (at + 4 + length > data.length) return;
        parts.push(data.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  });
  await new Promise<void>(resolve => server.listen(Number(at.split(':')[1]), '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    seen,
    stop: () => new Promise(resolve => server.close(() => resolve())),
  };
}
