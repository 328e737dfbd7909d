import net from 'node:net';

export type CutLine = {
  /** `http://127.0.0.1:…`: the way through the line. */
  url: string;
  /** Bytes that went up so far. */
  sent(): number;
  /** Cuts every connection once so many bytes have gone up since now, and those that come after until `mend`. */
  cutAfter(bytes: number): void;
  cutNow(): void;
  mend(): void;
  stop(): Promise<void>;
};

/** A line to `target` (`http://127.0.0.1:…`) that can be cut: a proxy of bytes that ends connections without a word. */
export async function cutLine(target: string, port = 0): Promise<CutLine> {
  const to = new URL(target);
  const open = new Set<net.Socket>();
  let sent = 0;
  let limit = Number.POSITIVE_INFINITY;
  const cut = () => {
    limit = -1;
    // The sender learns at once; what had come through is still read at the other end.
    for (const socket of open) socket.destroy();
  };
  const server = net.createServer(from => {
    if (limit < 0) {
      from.resetAndDestroy();
      return;
    }
    const up = net.connect(Number(to.port), to.hostname);
    for (const socket of [from, up]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => open.delete(socket));
    }
    from.on('data', chunk => {
      sent += chunk.length;
      if (sent > limit) cut();
      else if (!up.write(chunk)) {
        from.pause();
        up.once('drain', () => from.resume());
      }
    });
    from.on('end', () => up.end());
    up.pipe(from);
    from.on('close', () => up.destroy());
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const { port: at } = server.address() as net.AddressInfo;
  return {
    url: `http://127.0.0.1:${at}`,
    sent: () => sent,
    cutAfter: bytes => {
      limit = sent + bytes;
    },
    cutNow: cut,
    mend: () => {
      limit = Number.POSITIVE_INFINITY;
    },
    stop: () =>
      new Promise(resolve => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
