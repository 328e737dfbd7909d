import { asRead } from '#test/visit';

/** An answer as it came: redirects are not followed. */
export type Seen = { status: number; headers: Headers; text: string; location: string };

export type Ask = {
  headers?: Record<string, string>;
  /** Posted as a form, with the client's own token unless `_csrf` is among them. */
  form?: Record<string, string>;
  body?: string | FormData | URLSearchParams;
};

/** Somebody who sends what he likes: cookies are kept, nothing else is done for him. */
export class Client {
  readonly base: string;
  readonly cookies = new Map<string, string>();
  readonly token: string | undefined;
  /** The address that the server sees when it believes one proxy: rates are limited by it. */
  ip = '10.0.0.1';
  #csrf: string | undefined;

  constructor(base: string, session?: string, token?: string) {
    this.base = base;
    this.token = token;
    if (session) this.cookies.set('fs', session);
  }

  async send(method: string, path: string, ask: Ask = {}): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = ask.form ? new URLSearchParams(ask.form) : ask.body;
    const answer = await fetch(this.base + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-for': this.ip,
        ...(cookie ? { cookie } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...ask.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const said = await answer.text();
    const text = answer.headers.get('content-type')?.startsWith('text/html') ? asRead(said) : said;
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      location: answer.headers.get('location') ?? '',
    };
  }

  get(path: string, headers?: Record<string, string>): Promise<Seen> {
    return this.send('GET', path, headers ? { headers } : {});
  }

  /** A file as it is downloaded. */
  async bytes(path: string): Promise<Buffer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.base + path, {
      redirect: 'manual',
      headers: {
        cookie,
        'x-forwarded-for': this.ip,
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
    });
    return Buffer.from(await answer.arrayBuffer());
  }

  /** The token of this browser's forms: one for all of them. */
  async csrf(): Promise<string> {
    this.#csrf ??= /name="_csrf" value="([^"]+)"/.exec((await this.get('/tra-cuu')).text)?.[1] ?? '';
    return this.#csrf;
  }

  async post(
    path: string,
    form: Record<string, string> = {},
    headers?: Record<string, string>,
  ): Promise<Seen> {
    const all = { _csrf: await this.csrf(), ...form };
    return this.send('POST', path, { form: all, ...(headers ? { headers } : {}) });
  }
}
