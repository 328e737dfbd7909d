import type { createServer } from '#platform/http';

type Server = Awaited<ReturnType<typeof createServer>>;
type Fields = Record<string, string | string[]>;
export type Seen = { status: number; location: string | undefined; html: string; raw: Buffer };

/** A page as somebody reads it: a space at which no line breaks is a space. */
export const asRead = (page: string): string => page.replaceAll('\u00a0', ' ');

const BOUNDARY = 'fansipan-test-boundary';

function encode(fields: Fields): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) for (const v of [value].flat()) query.append(name, v);
  return query.toString();
}

function multipart(fields: Fields, file?: { field: string; name: string; body: Buffer }): Buffer {
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    [value]
      .flat()
      .map(v => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${v}\r\n`),
  );
  const head =
    file &&
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${file.field}"; filename="${file.name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(parts.join('') + (head ?? '')),
    ...(file ? [file.body, Buffer.from('\r\n')] : []),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ]);
}

/** A browser without script: opens pages, and sends the form it has seen last with what is typed in. */
export class Visit {
  readonly #server: Server;
  readonly #cookies = new Map<string, string>();
  #html = '';

  constructor(server: Server, session: string) {
    this.#server = server;
    this.#cookies.set('fs', session);
  }

  async #ask(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    type?: string,
    more: Record<string, string> = {},
  ): Promise<Seen> {
    const answer = await this.#server.inject({
      method,
      url,
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(type ? { 'content-type': type } : {}),
        ...more,
      },
      ...(payload === undefined ? {} : { payload }),
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const isPage = String(answer.headers['content-type']).startsWith('text/html');
    if (isPage && (answer.statusCode < 300 || answer.statusCode === 422)) this.#html = answer.body;
    return {
      status: answer.statusCode,
      location: answer.headers.location,
      html: isPage ? asRead(answer.body) : answer.body,
      raw: answer.rawPayload,
    };
  }

  open(url: string): Promise<Seen> {
    return this.#ask('GET', url);
  }

  /** The fields that the form of the last page holds, as a browser would send them. */
  #form(action: string): Fields {
    const forms = this.#html.split('<form').filter(part => part.includes(`action="${action}"`));
    const form = forms.find(part => part.includes('method="post"')) ?? forms[0];
    if (!form) return {};
    const inside = form.slice(0, form.indexOf('</form>'));
    const fields: Fields = {};
    const text = (t = '') =>
      t.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
    const add = (name: string, value: string) => {
      fields[name] = fields[name] === undefined ? value : [fields[name], value].flat();
    };
    for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag)?.[1];
      const type = /type="([^"]*)"/.exec(tag)?.[1];
      if (!name || type === 'file' || (/radio|checkbox/.test(type ?? '') && !tag.includes(' checked')))
        continue;
      add(name, text(/value="([^"]*)"/.exec(tag)?.[1]));
    }
    for (const [, name = '', value] of inside.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>\n?([^<]*)</g))
      add(name, text(value));
    for (const [, name = '', options = ''] of inside.matchAll(
      /<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
    ))
      add(name, text(/value="([^"]*)" selected/.exec(options)?.[1]));
    return fields;
  }

  /** Any form of the last page gives the hidden token; `action` says whose other fields are sent along. */
  #filled(action: string, typed: Fields): Fields {
    const token = /name="_csrf" value="([^"]*)"/.exec(this.#html)?.[1] ?? '';
    return { _csrf: token, ...this.#form(action), ...typed };
  }

  /** As a script of the last page asks: a body of a type of its own, the token in a header. */
  ask(url: string, body: string, type: string): Promise<Seen> {
    const { _csrf = '' } = this.#filled('', {});
    return this.#ask('POST', url, body, type, { 'x-csrf-token': String(_csrf) });
  }

  submit(action: string, typed: Fields = {}): Promise<Seen> {
    return this.#ask(
      'POST',
      action,
      encode(this.#filled(action, typed)),
      'application/x-www-form-urlencoded',
    );
  }

  /** As `submit`, and opens the page that it leads to. */
  async follow(action: string, typed: Fields = {}): Promise<Seen> {
    const sent = await this.submit(action, typed);
    return sent.location ? this.open(sent.location) : sent;
  }

  /** As `submit`, of a form that is sent as multipart; `headers`: what a script says besides. */
  send(action: string, typed: Fields, headers: Record<string, string> = {}): Promise<Seen> {
    const payload = multipart(this.#filled(action, typed));
    return this.#ask('POST', action, payload, `multipart/form-data; boundary=${BOUNDARY}`, headers);
  }

  upload(action: string, field: string, name: string, body: Buffer, typed: Fields = {}): Promise<Seen> {
    const payload = multipart(this.#filled(action, typed), { field, name, body });
    return this.#ask('POST', action, payload, `multipart/form-data; boundary=${BOUNDARY}`);
  }
}
