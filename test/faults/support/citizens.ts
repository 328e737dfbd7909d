import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '#platform/db';
import { Browser } from './browser.ts';
import type { Line } from './line.ts';

/** Telephone numbers of the demo's citizens, as they type them. */
export const PHONES = ['0912345678', '0987654321', '0903456789'] as const;

/** The newest code sent to a telephone since `after`, once it has come. */
async function codeFor(owner: Db, phone: string, after: Date): Promise<string> {
  for (let i = 0; i < 400; i++) {
    const row = await owner.maybe<{ body: string }>(
      'SELECT body FROM messaging.outbox WHERE address = $1 AND created_at >= $2 ORDER BY id DESC LIMIT 1',
      [phone.replace(/^0/, '+84'), after],
    );
    const code = /\b\d{6}\b/.exec(row?.body ?? '')?.[0];
    if (code) return code;
    await sleep(25);
  }
  throw new Error(`no code was sent to ${phone}`);
}

/** Asks for a code, waits for it and types it in; then wherever the page said to go `next`. */
export async function signIn(browser: Browser, owner: Db, phone: string, next?: string): Promise<void> {
  const asked = new Date();
  await browser.open(`/dang-nhap${next ? `?next=${encodeURIComponent(next)}` : ''}`);
  await browser.submit('/dang-nhap', { 'lien-he': phone });
  await browser.submit('/dang-nhap/ma', { ma: await codeFor(owner, phone, asked) });
  if (browser.seen.path.startsWith('/dang-nhap')) throw new Error(`${phone} was not let in`);
}

/** One signed-in browser for each citizen of the demo. */
export const citizens = (line: Line, owner: Db): Promise<Browser[]> =>
  Promise.all(
    PHONES.map(async (phone, i) => {
      const browser = new Browser(line.urls[i % line.urls.length] ?? '', line);
      browser.ip = `10.0.0.${10 + i}`;
      await signIn(browser, owner, phone);
      return browser;
    }),
  );

/** Codes may be asked for once a minute: for tests that sign the same person in again. */
export const forgetCodes = async (owner: Db): Promise<void> => {
  await owner.run(
    "UPDATE identity.one_time_code SET created_at = created_at - interval '2 days', expires_at = expires_at - interval '2 days'",
  );
};
