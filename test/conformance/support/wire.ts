import http from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Person } from '#test/person';
import { asRead } from '#test/visit';

type Sent = { cookie?: string; form?: Readonly<Record<string, string>> };
type Came = { bytes: number; body: string; cookies: string[] };

/** Asks as a browser that takes brotli; a post when there is a form. `bytes`: head and body as they go over the wire. */
function ask(url: string, { cookie = '', form }: Sent): Promise<Came> {
  return new Promise((resolve, reject) => {
    const headers = {
      'accept-encoding': 'br',
      ...(cookie ? { cookie } : {}),
      ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    };
    const request = http.request(url, { method: form ? 'POST' : 'GET', headers }, answer => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        const small = answer.headers['content-encoding'] === 'br';
        resolve({
          bytes: answer.rawHeaders.join(': ').length + 17 + body.length,
          body: (small ? brotliDecompressSync(body) : body).toString(),
          cookies: (answer.headers['set-cookie'] ?? []).map(c => c.split(';', 1)[0] ?? ''),
        });
      });
    });
    request.on('error', reject);
    request.end(form ? new URLSearchParams(form).toString() : undefined);
  });
}

/** What opening a page costs somebody who has the session but nothing kept: the requests of a browser, and their bytes. */
export async function costOf(who: Person, path: string): Promise<{ requests: number; bytes: number }> {
  const state = await who.context.storageState();
  const context = await who.context.browser()?.newContext({ storageState: state });
  if (!context) throw new Error('the browser is closed');
  const cookie = state.cookies.map(c => `${c.name}=${c.value}`).join('; ');
  try {
    const asked: string[] = [];
    context.on('request', r => /^https?:/.test(r.url()) && asked.push(r.url()));
    const page = await context.newPage();
    await page.goto(who.program.url + path, { waitUntil: 'networkidle' });
    const came = await Promise.all(asked.map(url => ask(url, { cookie })));
    return { requests: asked.length, bytes: came.reduce((sum, { bytes }) => sum + bytes, 0) };
  } finally {
    await context.close();
  }
}

/** The bytes of a page and of all style sheets it names, and its words. */
async function withSheets(base: string, came: Came): Promise<{ bytes: number; body: string }> {
  const sheets = [...came.body.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(m => m[1] ?? '');
  if (!sheets.length) throw new Error('a page without a style sheet');
  const sizes = await Promise.all(sheets.map(async path => (await ask(base + path, {})).bytes));
  return { bytes: sizes.reduce((sum, n) => sum + n, came.bytes), body: asRead(came.body) };
}

/**
 * What looking up a dossier costs somebody who was never here, each page with all that it needs: the page that asks, and
 * the one that answers.
 */
export async function trackingCost(base: string, code: string, digits: string) {
  const asking = await ask(`${base}/tra-cuu?ma=${encodeURIComponent(code)}`, {});
  const csrf = /name="_csrf" value="([^"]+)"/.exec(asking.body)?.[1] ?? '';
  const form = { _csrf: csrf, ma: code, so: digits };
  const answer = await ask(`${base}/tra-cuu`, { cookie: asking.cookies.join('; '), form });
  return { asked: await withSheets(base, asking), answered: await withSheets(base, answer) };
}
