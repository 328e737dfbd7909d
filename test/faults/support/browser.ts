import { type Field, fieldsOf, findForm } from './html.ts';
import { Line } from './line.ts';

export type Seen = {
  status: number;
  path: string;
  html: string;
  headers: Headers;
};

/**
 * Someone at a browser without script: keeps cookies, follows redirects, sends a form with what the page had in it.
 * A request that gets no answer (the server was killed) throws.
 */
export class Browser {
  base: string;
  readonly line: Line;
  /** The network address that the server sees (it believes one proxy): rates are limited by it. */
  ip = '10.0.0.1';
  readonly cookies = new Map<string, string>();
  /** The last page. */
  seen: Seen = { status: 0, path: '/', html: '', headers: new Headers() };

  constructor(base: string, line = new Line([base])) {
    this.base = base;
    this.line = line;
  }

  /** The same person (and session) at another address. */
  at(base: string): Browser {
    const other = new Browser(base, this.line);
    other.ip = this.ip;
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** What every request of this browser carries. */
  headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return { cookie, 'x-forwarded-for': this.ip };
  }

  async #request(
    method: string,
    path: string,
    body?: URLSearchParams | FormData,
    act = false,
  ): Promise<Seen> {
    const init = () => ({ method, headers: this.headers(), ...(body && { body }) });
    const response = act
      ? await this.line.act(this.base, path, init)
      : await this.line.ask(this.base, path, init());
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    const html = await response.text();
    this.seen = { status: response.status, path, html, headers: response.headers };
    return this.seen;
  }

  /** Follows redirects to the page that they lead to. */
  async #follow(seen: Seen): Promise<Seen> {
    let now = seen;
    for (let to = now.headers.get('location'); to && now.status === 303; to = now.headers.get('location'))
      now = await this.#request('GET', to);
    return now;
  }

  async open(path: string): Promise<Seen> {
    return this.#follow(await this.#request('GET', path));
  }

  /** What is in the form to `action` (or the page's own address), changed by what is typed. */
  filled(action: string, typed: Record<string, string> = {}): Field[] {
    const form = findForm(this.seen.html, action, this.seen.path);
    if (!form) throw new Error(`no form to ${action} on ${this.seen.path} (${this.seen.status})`);
    const kept = fieldsOf(form).filter(f => !(f.name in typed));
    return [...kept, ...Object.entries(typed).map(([name, value]) => ({ name, value }))];
  }

  /** Posts and stops at the answer: 303 is what says that it was taken. `act`: it matters that it is done once. */
  post(action: string, fields: readonly Field[], act = false): Promise<Seen> {
    return this.#request(
      'POST',
      action,
      new URLSearchParams(fields.map((f): [string, string] => [f.name, f.value])),
      act,
    );
  }

  /** The same with a file for each of `fileFields`. */
  postWithFile(
    action: string,
    fields: readonly Field[],
    fileFields: readonly string[],
    file: File,
  ): Promise<Seen> {
    const form = new FormData();
    for (const { name, value } of fields) form.append(name, value);
    for (const name of fileFields) form.append(name, file);
    return this.#request('POST', action, form);
  }

  async submit(action: string, typed: Record<string, string> = {}): Promise<Seen> {
    return this.#follow(await this.post(action, this.filled(action, typed)));
  }
}
