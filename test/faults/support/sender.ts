import { createHash, randomBytes } from 'node:crypto';
import { cutLine } from '../../../src/engines/files/testing/cut-line.ts';
import { pdf } from '../../../src/engines/files/testing/samples.ts';
import type { Acks } from './acks.ts';
import { Refused } from './applicant.ts';
import type { Browser } from './browser.ts';

const VERSION = { 'tus-resumable': '1.0.0' };
const PIECE = { ...VERSION, 'content-type': 'application/offset+octet-stream' };
const b64 = (text: string) => Buffer.from(text).toString('base64');

type File = { bytes: Buffer; sha256: string; id: string };

/** A citizen who sends one file after the other in pieces, and goes on where the server says that it is. */
export class Sender {
  readonly #browser: Browser;
  readonly #acks: Acks;
  doubtful: File | undefined;
  /** Where in each file the program that sends it dies, from 0 to 1; another one then goes on. */
  dies: (() => number) | undefined;
  /** How many have died. */
  deaths = 0;
  /** After its death the file is sent as one body from the beginning, as by a page without a script: nothing is kept of the first. */
  resumes = true;
  /** Size of the next files in bytes. */
  size = 60_000;

  constructor(browser: Browser, acks: Acks) {
    this.#browser = browser;
    this.#acks = acks;
  }

  get #csrf(): string {
    return /name="_csrf" value="([^"]+)"/.exec(this.#browser.seen.html)?.[1] ?? '';
  }

  #headers(more: Record<string, string>): Record<string, string> {
    return { ...this.#browser.headers(), 'x-csrf-token': this.#csrf, ...more };
  }

  async #announce(): Promise<File> {
    const bytes = pdf(randomBytes(this.size / 2).toString('hex'));
    const meta = `place ${b64('/nop/1')},field ${b64('papers.other')},filename ${b64('don.pdf')}`;
    const { line, base } = this.#browser;
    const answer = await line.ask(base, '/tep', {
      method: 'POST',
      headers: this.#headers({
        ...VERSION,
        'upload-length': String(bytes.length),
        'upload-metadata': meta,
      }),
    });
    const id = answer.headers.get('location')?.slice('/tep/'.length);
    if (!id) throw new Refused(`/tep ${answer.status}`);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), id };
  }

  /** How much of the file the server has. */
  async #offset({ id }: File): Promise<number> {
    const { line, base } = this.#browser;
    const answer = await line.ask(base, `/tep/${id}`, { method: 'HEAD', headers: this.#headers(VERSION) });
    if (answer.status === 404) {
      this.doubtful = undefined;
      this.#acks.write({ act: 'gone', id });
    }
    if (answer.status !== 200) throw new Refused(`/tep/… ${answer.status}`);
    return Number(answer.headers.get('upload-offset'));
  }

  #piece({ bytes, id }: File, url: string, from: number, to = bytes.length): Promise<Response> {
    return fetch(`${url}/tep/${id}`, {
      method: 'PATCH',
      headers: this.#headers({ ...PIECE, 'upload-offset': String(from) }),
      body: new Uint8Array(bytes.subarray(from, to)),
    });
  }

  /**
   * Sends a first piece, which is taken, and dies in the next one. Without pieces it sends as much of one body and dies. Resolves with how
   * many bytes had arrived for certain.
   */
  async #dieSending(file: File, share: number): Promise<number> {
    const { bytes } = file;
    const { base } = this.#browser;
    const first = Math.round(share * bytes.length);
    if (this.resumes && !(await this.#piece(file, base, 0, first)).ok) throw new Refused('no piece');
    const line = await cutLine(base);
    if (this.resumes) {
      line.cutAfter(Math.round(((bytes.length - first) * share) / 2));
      await this.#piece(file, line.url, first).catch(() => undefined);
    } else {
      const form = new FormData();
      form.append('papers.other', new Blob([new Uint8Array(bytes)]), 'don.pdf');
      line.cutAfter(first);
      const init = { method: 'POST', headers: this.#headers({}), body: form };
      await fetch(`${line.url}/nop/1/papers`, init).catch(() => undefined);
    }
    await line.stop();
    return first;
  }

  async act(): Promise<void> {
    const { line } = this.#browser;
    if (!this.#csrf) await this.#browser.open('/tai-khoan');
    this.#browser.base = line.next(this.#browser.base);
    if (!this.doubtful) {
      const file = await this.#announce();
      if (this.dies) {
        const bytes = await this.#dieSending(file, this.dies());
        this.deaths += 1;
        this.#acks.write({ act: 'arrived', id: file.id, bytes, kept: await this.#offset(file) });
      }
      this.doubtful = file;
    }
    const file = this.doubtful;
    const here = await this.#offset(file);
    if (here < file.bytes.length) {
      const sent = await line.act(this.#browser.base, `/tep/${file.id}`, () => ({
        method: 'PATCH',
        headers: this.#headers({ ...PIECE, 'upload-offset': String(here) }),
        body: new Uint8Array(file.bytes.subarray(here)),
      }));
      // 409: the copy that was sent at the same moment has come first.
      if (sent.status !== 204 && sent.status !== 409) throw new Refused(`/tep/… ${sent.status}`);
      if ((await this.#offset(file)) < file.bytes.length) throw new Refused('not whole');
    }
    this.doubtful = undefined;
    this.#acks.write({ act: 'uploaded', id: file.sha256 });
    // One person may have some forty uploads waiting for a form. What was stored stays a good while.
    await line.ask(this.#browser.base, `/tep/${file.id}`, {
      method: 'DELETE',
      headers: this.#headers(VERSION),
    });
  }
}
