import http from 'node:http';
import type { Person } from '#test/person';

/** Bytes of an answer as it goes over the wire to a browser that takes brotli: head and body. */
function bytesOf(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, 'accept-encoding': 'br' };
    http
      .get(url, { headers }, answer => {
        let bytes = answer.rawHeaders.join(': ').length + 17;
        answer.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
        });
        answer.on('end', () => resolve(bytes));
      })
      .on('error', reject);
  });
}

/** What opening a page costs somebody who has never been here: the requests of a browser, and their bytes. */
export async function costOf(who: Person, path: string): Promise<{ requests: number; bytes: number }> {
  const state = await who.context.storageState();
  const context = await who.context.browser()?.newContext({ storageState: state });
  if (!context) throw new Error('the browser is closed');
  try {
    const asked: string[] = [];
    context.on('request', r => /^https?:/.test(r.url()) && asked.push(r.url()));
    const page = await context.newPage();
    await page.goto(who.program.url + path, { waitUntil: 'networkidle' });
    const bytes = await Promise.all(asked.map(url => bytesOf(url, cookieOf(state.cookies))));
    return { requests: asked.length, bytes: bytes.reduce((sum, n) => sum + n, 0) };
  } finally {
    await context.close();
  }
}

const cookieOf = (cookies: ReadonlyArray<{ name: string; value: string }>): string =>
  cookies.map(c => `${c.name}=${c.value}`).join('; ');

/** Bytes of the page alone: what it costs somebody who has been on this site before. */
export const pageCostOf = async (who: Person, path: string): Promise<number> =>
  bytesOf(who.program.url + path, cookieOf((await who.context.storageState()).cookies));
