import net from 'node:net';
import { FileInfected, ScannerAway } from './errors.ts';

const TIMEOUT_MS = 30_000;
const CHUNK = 64 * 1024;

/**
 * Has ClamAV look at `bytes` by INSTREAM (clamd(8)): chunks with their length in 32 bits before, a zero at the end, and
 * one line as answer.
 * Throws FileInfected when something was found, ScannerAway when the daemon does not answer or refuses.
 */
export function scan(address: string, bytes: Uint8Array, filename: string): Promise<void> {
  const [host, port] = address.split(':') as [string, string];
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port: Number(port) });
    let answer = '';
    const away = (cause?: unknown) => {
      socket.destroy();
      reject(Object.assign(ScannerAway(), { cause }));
    };
    socket.setTimeout(TIMEOUT_MS, () => away(new Error('timeout')));
    socket.on('error', away);
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
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
      const line = answer.replaceAll('\0', '').trim();
      const found = /^stream: (.+) FOUND$/.exec(line);
      if (found) reject(FileInfected({ filename, found: found[1] ?? '' }));
      else if (line === 'stream: OK') resolve();
      else away(new Error(`clamd: ${line}`));
    });
  });
}
