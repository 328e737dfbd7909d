import { execFileSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import type { Client } from './client.ts';
import { readMarkup } from './forms-on.ts';

/** What somebody reads at an address, in words: of a page, a PDF, a workbook or a table. */
export type Read = { path: string; text: string };

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Pages of one kind that are read: the same of other things say the same. */
const ALIKE = 2;

const decoder = new TextDecoder();

/** The words of a file, whatever it is; of what is no text nothing. */
export function wordsOf(bytes: Buffer): string {
  if (bytes.subarray(0, 4).toString() === '%PDF')
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: bytes, encoding: 'utf8' });
  if (bytes.subarray(0, 2).toString() === 'PK')
    return Object.values(unzipSync(bytes))
      .map(part => decoder.decode(part))
      .join('\n');
  return bytes.toString('utf8');
}

/** Everything that can be reached by links from these addresses and may be read, each kind of page a few times. */
export async function crawl(who: Client, from: readonly string[]): Promise<Read[]> {
  const seen = new Set(from);
  const counts = new Map<string, number>();
  const waiting = [...from];
  const read: Read[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = path
      .replace(UUID, ':id')
      .replace(/\d{4}-\d\d-\d\d/g, ':day')
      .replace(/=[^&#]*/g, '=');
    const count = counts.get(kind) ?? 0;
    if (count >= ALIKE && !from.includes(path)) continue;
    counts.set(kind, count + 1);
    const { status, headers, text, location } = await who.get(path);
    if (location.startsWith('/') && !seen.has(location)) {
      seen.add(location);
      waiting.push(location);
    }
    if (status !== 200) continue;
    const page = headers.get('content-type')?.startsWith('text/html') ?? false;
    read.push({ path, text: page ? readMarkup(text) : wordsOf(await who.bytes(path)) });
    if (!page) continue;
    for (const [, href = ''] of text.matchAll(/\shref="([^"#]*)/g)) {
      const to = new URL(readMarkup(href), new URL(path, who.base));
      const next = to.pathname + to.search;
      if (to.origin !== new URL(who.base).origin || to.searchParams.has('lang')) continue;
      if (seen.has(next) || !next.startsWith('/can-bo')) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return read;
}
