import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import type { Clock } from '#platform/clock';
import { openBrowser } from '#test/axe';
import { DESK, look, type Person, PHONE, person } from '#test/person';
import { startProgram, type TestProgram } from '#test/program';
import { signInCitizen, signInOfficial } from '#test/sign-in';
import { asRead } from '#test/visit';
import { press } from './birth.ts';
import { pdfsig } from './judge.ts';

export type Story = {
  readonly program: TestProgram;
  /** An official of the demo, signed in at a desk of his own: the same desk when he is asked for again. */
  official(user: string): Promise<Person>;
  /** A citizen of the demo, signed in on her phone. */
  citizen(phone: string): Promise<Person>;
  /** Somebody who is not signed in. */
  anyone(): Promise<Person>;
  /** All sessions are over, as after some days. */
  everybodyLeaves(): Promise<void>;
  /** What the pages of all these people have done that no page may. */
  faults(): string[];
};

/** A story's program and browser, for the suite that asks; both are gone after its last test. */
export function tellStory(clock?: Clock): Story {
  let program: TestProgram | undefined;
  let browser: Browser | undefined;
  const people: Person[] = [];
  const there = new Map<string, Promise<Person>>();
  before(async () => {
    [program, browser] = await Promise.all([startProgram({}, clock), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await program?.stop();
  });
  const comes = async (size: typeof DESK): Promise<Person> => {
    const who = await person(browser ?? assert.fail(), program ?? assert.fail(), { size });
    people.push(who);
    return who;
  };
  const once = (key: string, make: () => Promise<Person>): Promise<Person> => {
    const known = there.get(key) ?? make();
    there.set(key, known);
    return known;
  };
  return {
    get program() {
      return program ?? assert.fail('the story has not begun');
    },
    official: user =>
      once(user, async () => {
        const who = await comes(DESK);
        await signInOfficial(who, user);
        return who;
      }),
    citizen: phone =>
      once(phone, async () => {
        const who = await comes(PHONE);
        await signInCitizen(who, phone);
        return who;
      }),
    anyone: () => comes(PHONE),
    everybodyLeaves: async () => {
      for (const who of there.values()) await (await who).close();
      there.clear();
    },
    faults: () => people.flatMap(p => p.faults),
  };
}

/** The words of the page. */
export const main = (who: Person): Promise<string> => who.page.locator('main').innerText().then(asRead);

/** Pictures of the page on a phone and at a desk, for whoever asks for pictures. */
export async function shot(who: Person, name: string): Promise<void> {
  if (!process.env.LOOK) return;
  const before = who.page.viewportSize();
  for (const [size, mark] of [
    [PHONE, 'phone'],
    [DESK, 'desk'],
  ] as const) {
    await who.page.setViewportSize(size);
    await look(who.page, `${name}-${mark}`);
  }
  if (before) await who.page.setViewportSize(before);
}

/** The file behind an address, as the person gets it; kept beside the pictures for whoever asks for them. */
export async function download(who: Person, href: string, name?: string): Promise<Buffer> {
  const bytes = await (await who.context.request.get(new URL(href, who.program.url).href)).body();
  if (process.env.LOOK && name) writeFileSync(path.join(process.env.LOOK, name), bytes);
  return bytes;
}

/** What the public check page says of a paper; somebody who is not signed in asks. */
export async function checked(who: Person, buffer: Buffer): Promise<string> {
  await who.open('/kiem-tra');
  await who.page.setInputFiles('[name="tep"]', { name: 'ket-qua.pdf', mimeType: 'application/pdf', buffer });
  await press(who, 'Kiểm tra');
  return main(who);
}

/** Both signatures of a result, the person's and the agency's, are valid by poppler's judgement. */
export function assertSigned(pdf: Buffer): void {
  const said = pdfsig(pdf);
  assert.equal(said.match(/Signature Validation: Signature is Valid\./g)?.length, 2, said);
}

/** Asks again until the page says it: the worker, the ledger's followers and the page are three. */
export async function until(who: Person, to: string, words: RegExp): Promise<string> {
  for (let i = 0; i < 150; i++) {
    await who.open(to);
    const said = await main(who);
    if (words.test(said)) return said;
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return assert.fail(`${to} never said ${words}: ${await main(who)}`);
}
