import type { Acks } from './acks.ts';
import type { Browser } from './browser.ts';
import { fileFieldsOf } from './html.ts';

const PICTURE = new File(
  [
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  ],
  'can-cuoc.png',
  { type: 'image/png' },
);

/** What has to be typed on each page of the standard form; the rest is known of the demo's citizens. */
const TYPED: Record<string, Record<string, string>> = {
  owner: { 'owner.kind': 'self' },
  request: { 'request.content': 'Xin cấp bản sao trích lục khai sinh' },
  result: { 'result.way': 'electronic' },
};

/** Something else than the next page came. */
export class Refused extends Error {}

/** A citizen who applies for one procedure again and again, through the pages. */
export class Applicant {
  readonly browser: Browser;
  readonly procedure: string;
  /** Where it is written that the server has said that a draft was sent. */
  readonly #acks: Acks;
  readonly #sent = new Set<string>();
  /** A draft that was sent without an answer: sent again until there is one. */
  doubtful: string | undefined;

  constructor(browser: Browser, procedure: string, acks: Acks) {
    this.browser = browser;
    this.procedure = procedure;
    this.#acks = acks;
  }

  /** Goes through the pages up to the last one, which sends it; goes on where an earlier try was cut off. */
  async prepare(): Promise<string> {
    const { browser } = this;
    await browser.open(`/thu-tuc/${this.procedure}`);
    await browser.submit(`/thu-tuc/${this.procedure}/nop`);
    const draft = /^\/nop\/[0-9a-f-]{36}$/.exec(browser.seen.path)?.[0];
    if (!draft) throw new Refused(`${browser.seen.path} ${browser.seen.status}`);
    // Who was told that it was sent does not send it again, whatever the page says.
    if (this.#sent.has(draft)) throw new Refused(`${draft} was sent`);
    for (const page of ['applicant', 'owner', 'request', 'result', 'papers']) {
      const at = `${draft}/${page}`;
      if (browser.seen.path !== at) await browser.open(at);
      const fields = browser.filled(at, TYPED[page]);
      const files = fileFieldsOf(browser.seen.html);
      const { status } = files.length
        ? await browser.postWithFile(at, fields, files, PICTURE)
        : await browser.post(at, fields);
      if (status !== 303) throw new Refused(`${at} ${status}`);
    }
    return draft;
  }

  /** Sends the draft; true when the server says that it was sent. */
  async send(draft: string): Promise<boolean> {
    this.doubtful = draft;
    const { browser } = this;
    // One that is gone was never acknowledged: nothing is owed.
    if ((await browser.open(draft)).status === 404) this.doubtful = undefined;
    const token = /name="_csrf" value="([^"]+)"/.exec(browser.seen.html)?.[1] ?? '';
    const fields = [
      { name: '_csrf', value: token },
      { name: 'cam-doan', value: 'on' },
    ];
    const sent = await browser.post(`${draft}/kiem-tra`, fields, true);
    if (sent.headers.get('location') !== `${draft}/da-nop`) return false;
    this.doubtful = undefined;
    this.#sent.add(draft);
    this.#acks.write({ act: 'applied', id: draft.slice('/nop/'.length) });
    return true;
  }

  async act(): Promise<void> {
    const draft = this.doubtful ?? (await this.prepare());
    if (!(await this.send(draft))) throw new Refused(`${draft}/kiem-tra ${this.browser.seen.status}`);
  }
}
