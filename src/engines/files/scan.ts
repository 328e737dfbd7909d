import net from 'node:net';

const CONNECT_MS = 3_000;
const ANSWER_MS = 30_000;
const CHUNK = 64 * 1024;

/** What a scanner says of a file; `found` is the name of what it found. */
export type Verdict = { result: 'clean' } | { result: 'infected'; found: string };

/** The scanner that is set up does not answer, or not as clamd(8) says. Nobody sees it: the file waits for a later look. */
export class ScannerAway extends Error {
  constructor(cause: unknown) {
    super('the scanner does not answer', { cause });
    this.name = 'ScannerAway';
  }
}

/** Sends one command and gives the answer, without its closing zero. Throws ScannerAway. */
function ask(address: string, command: string, bytes?: Uint8Array): Promise<string> {
  const [host, port] = address.split(':') as [string, string];
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port: Number(port) });
    let answer = '';
    const away = (cause: unknown) => {
      socket.destroy();
      reject(new ScannerAway(cause));
    };
    // Of the whole conversation: a daemon that trickles is as good as away.
    const limit = setTimeout(() => away(new Error('no answer in time')), ANSWER_MS);
    socket.setTimeout(CONNECT_MS, () => socket.connecting && away(new Error('no connection in time')));
    socket.on('error', away);
    socket.on('close', () => clearTimeout(limit));
    socket.on('connect', () => {
      socket.write(`z${command}\0`);
      if (!bytes) return;
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const chunk = bytes.subarray(at, at + CHUNK);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(chunk.length);
        socket.write(length);
        socket.write(chunk);
      }
      socket.write(Buffer.alloc(4));
    });
    socket.on('data', data => {
      answer += data.toString('utf8');
      if (answer.length > 4_096) away(new Error('answer too long'));
    });
    socket.on('end', () => {
      socket.destroy();
      resolve(answer.replaceAll('\0', '').trim());
    });
  });
}

/**
 * Has ClamAV at `address` (`host:port`) look at `bytes` by INSTREAM (clamd(8)): chunks with their length in 32 bits
 * before, a zero at the end, and one line as answer. Throws ScannerAway: nothing is ever taken for clean without its word.
 */
export async function scan(address: string, bytes: Uint8Array): Promise<Verdict> {
  const line = await ask(address, 'INSTREAM', bytes);
  if (line === 'stream: OK') return { result: 'clean' };
  const found = /^stream: (.+) FOUND$/.exec(line)?.[1];
  if (found) return { result: 'infected', found };
  throw new ScannerAway(new Error(`clamd: ${line}`));
}

/** The version of the ClamAV at `address`, e.g. `ClamAV 1.4.6`. Throws ScannerAway. */
export async function scannerVersion(address: string): Promise<string> {
  const line = await ask(address, 'VERSION');
  if (line.startsWith('ClamAV ')) return line.split('/')[0] ?? line;
  throw new ScannerAway(new Error(`clamd: ${line}`));
}
