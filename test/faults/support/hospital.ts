import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '#platform/db';
import { png } from '../../../src/engines/files/testing/samples.ts';
import type { Acks } from './acks.ts';
import { Refused } from './applicant.ts';
import type { Line } from './line.ts';

/** A program may send 120 dossiers a minute: also when it sends each twice for a while, and what fails again. */
const PAUSE_MS = 500;

/** A birth as a hospital’s program reports it, invented. The child’s name holds the key, by which the judge counts. */
const birth = (commune: string, notice: string, key: string) => ({
  procedure: '1.001193',
  applicant: { name: 'Giàng Thị Mỷ', phone: '0912 345 678' },
  data: {
    child: {
      name: 'Giàng Minh Khang',
      sex: 'male',
      birthDate: '2026-11-10',
      birthPlace: `Bệnh viện, phòng ${key}`,
      ethnicity: 'Mông',
      hometown: 'Xã Bắc Hà, tỉnh Lào Cai',
    },
    mother: { name: 'Giàng Thị Mỷ', birthDate: '1998-03-02', ethnicity: 'Mông', address: 'Xã Bắc Hà' },
    father: { declared: false },
    place: { commune },
    papers: { birthNotice: [{ id: notice }] },
    contact: { relation: 'mother', phone: '0912345678' },
    result: { way: 'electronic' },
  },
});

/** A program of a hospital: sends a paper, then the dossier under an idempotency key; in doubt again, with the same key. */
export class Hospital {
  readonly #line: Line;
  readonly #acks: Acks;
  readonly #token: string;
  readonly #commune: string;
  #url: string;
  doubtful: { key: string; body: string } | undefined;

  constructor(line: Line, acks: Acks, token: string, commune: string) {
    this.#line = line;
    this.#acks = acks;
    this.#token = token;
    this.#commune = commune;
    this.#url = line.urls[0] ?? '';
  }

  get #own() {
    return { authorization: `Bearer ${this.#token}` };
  }

  async #prepare(): Promise<{ key: string; body: string }> {
    const key = newId();
    const form = new FormData();
    form.set('file', new File([new Uint8Array(png(2, 2, key))], 'chung-sinh.png', { type: 'image/png' }));
    const sent = await this.#line.ask(this.#url, '/api/v1/files', {
      method: 'POST',
      headers: this.#own,
      body: form,
    });
    const { id } = (await sent.json()) as { id?: string };
    if (!id) throw new Refused(`/api/v1/files ${sent.status}`);
    return { key, body: JSON.stringify(birth(this.#commune, id, key)) };
  }

  async act(): Promise<void> {
    await sleep(PAUSE_MS);
    this.#url = this.#line.next(this.#url);
    this.doubtful ??= await this.#prepare();
    const { key, body } = this.doubtful;
    const answer = await this.#line.act(this.#url, '/api/v1/dossiers', () => ({
      method: 'POST',
      headers: {
        ...this.#own,
        'content-type': 'application/json',
        'idempotency-key': this.#line.keyless ? newId() : key,
      },
      body,
    }));
    const said = await answer.text();
    if (said.includes('"FORM_INCOMPLETE"')) {
      // Its paper, which had been taken, is not there any more: the same would be refused for ever.
      this.doubtful = undefined;
      this.#acks.write({ act: 'gone', id: key });
    }
    if (answer.status !== 201) throw new Refused(`/api/v1/dossiers ${answer.status} ${said.slice(0, 200)}`);
    this.doubtful = undefined;
    this.#acks.write({ act: 'submitted', id: key });
  }
}
