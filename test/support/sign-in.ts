import assert from 'node:assert/strict';
import * as OTPAuth from 'otpauth';
import type { Person } from './person.ts';
import type { TestProgram } from './program.ts';

/** E.164 → as people type it. */
const typedPhone = (phone: string): string => phone.replace('+84', '0');

/** The code that the test outbox shows for an address, sent after `since`. */
async function codeFor(program: TestProgram, to: string, since: Date): Promise<string> {
  for (let i = 0; i < 200; i++) {
    const row = await program.env.db.maybe<{ body: string }>(
      'SELECT body FROM messaging.outbox WHERE address = $1 AND created_at >= $2 ORDER BY created_at DESC LIMIT 1',
      [to, since],
    );
    const code = row?.body.match(/\b\d{6}\b/)?.[0];
    if (code) return code;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`no code was sent to ${to}`);
}

/** On the page that asks for telephone number or e-mail: signs a citizen in, who is then led to where they wanted to go. */
export async function signInHere({ page, program }: Person, phone: string): Promise<void> {
  const { db } = program.env;
  // One code a minute to one number: for this test the last one was sent an hour ago.
  await db.run(
    `UPDATE identity.one_time_code SET created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour'`,
  );
  const { now } = await db.one<{ now: Date }>('SELECT now()');
  await page.fill('input[name="lien-he"]', typedPhone(phone));
  await page.locator('main button.btn').first().click();
  await page.waitForURL('**/dang-nhap/ma');
  await page.fill('input[name="ma"]', await codeFor(program, phone, now));
  await page.locator('main button.btn').first().click();
  await page.waitForURL(url => !url.pathname.startsWith('/dang-nhap'));
}

export async function signInCitizen(who: Person, phone: string): Promise<void> {
  await who.open('/dang-nhap');
  await signInHere(who, phone);
}

/** An official of the demo signs in with password and authenticator, and is led to where they wanted to go. */
export async function signInOfficialHere({ page, program }: Person, user: string): Promise<void> {
  const account = program.accounts.officials.find(o => o.user === user);
  assert.ok(account, `the demo has no account ${user}`);
  // A code counts once; for this test the last one was shown an hour ago.
  await program.env.db.run('UPDATE identity.totp SET last_step = last_step - 120 WHERE last_step > 120');
  await page.fill('input[name="ten-dang-nhap"]', user);
  await page.fill('input[name="mat-khau"]', account.password);
  await page.locator('main button.btn').first().click();
  await page.waitForURL('**/can-bo/dang-nhap/ma');
  const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(account.totpSecret) });
  await page.fill(
    'input[autocomplete="one-time-code"]',
    totp.generate({ timestamp: program.env.clock.now().getTime() }),
  );
  await page.locator('main button.btn').first().click();
  await page.waitForURL(url => !url.pathname.includes('/dang-nhap'));
}

export async function signInOfficial(who: Person, user: string): Promise<void> {
  await who.open('/can-bo/dang-nhap');
  await signInOfficialHere(who, user);
}
