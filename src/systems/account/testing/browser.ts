import type { createServer } from '#platform/http';
import { asRead } from '#test/visit';

type Server = Awaited<ReturnType<typeof createServer>>;
export type Seen = { status: number; path: string; html: string };

/** A browser without script: keeps cookies, follows redirects, sends a form with the hidden fields that the page gave it. */
export class Browser {
  readonly #server: Server;
  readonly cookies = new Map<string, string>();
  /** The last page. */
  seen: Seen = { status: 0, path: '', html: '' };
  /** All `Set-Cookie` lines so far. */
  readonly setCookies: string[] = [];

  constructor(server: Server) {
    this.#server = server;
  }

  async #send(method: 'GET' | 'POST', path: string, fields?: Record<string, string>): Promise<Seen> {
    const answer = await this.#server.inject({
      method,
      url: path,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36',
        ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      this.setCookies.push(line);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const to = answer.headers.location;
    if (to) return this.#send('GET', to.split('#')[0] ?? '/');
    this.seen = { status: answer.statusCode, path, html: asRead(answer.body) };
    return this.seen;
  }

  open(path: string): Promise<Seen> {
    return this.#send('GET', path);
  }

  /** Sends the form of the page that posts to `action`, with these values typed in. */
  submit(action: string, typed: Record<string, string> = {}): Promise<Seen> {
    const form = this.seen.html.split('<form').find(part => part.includes(`action="${action}"`));
    if (!form) throw new Error(`no form to ${action} on ${this.seen.path}`);
    const inside = form.slice(0, form.indexOf('</form>'));
    const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)];
    const kept = Object.fromEntries(
      hidden.map(([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')]),
    );
    return this.#send('POST', action, { ...kept, ...typed });
  }
}
