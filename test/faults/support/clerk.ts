import * as OTPAuth from 'otpauth';
import { readDemoAccounts } from '#engines/identity';
import type { Acks } from './acks.ts';
import { Refused } from './applicant.ts';
import type { Browser } from './browser.ts';

const SIGN_IN = '/can-bo/dang-nhap';
const STEP = /\/can-bo\/ho-so\/[0-9a-f-]{36}\/buoc\/([0-9a-f-]{36})/;

type Account = { user: string; password: string; totpSecret: string };

/** The pages of the dossiers that a page of the inbox lists. */
const dossiersIn = (html: string): string[] => [
  ...new Set([...html.matchAll(/\/can-bo\/ho-so\/[0-9a-f-]{36}/g)].map(([path]) => path)),
];

/** A clerk of the reception who takes one dossier after the other from the inbox and passes it on. */
export class Clerk {
  readonly browser: Browser;
  readonly #acks: Acks;
  readonly #account: Account;
  /** A step that was sent without an answer. */
  doubtful: { dossier: string; task: string } | undefined;
  readonly #done = new Set<string>();

  private constructor(browser: Browser, account: Account, acks: Acks) {
    this.browser = browser;
    this.#account = account;
    this.#acks = acks;
  }

  /** An official of the demo, signed in. */
  static async at(browser: Browser, dataDir: string, user: string, acks: Acks): Promise<Clerk> {
    const account = (await readDemoAccounts(dataDir))?.officials.find(o => o.user === user);
    if (!account) throw new Error(`the demo has no ${user}`);
    const clerk = new Clerk(browser, account, acks);
    await clerk.#signIn();
    return clerk;
  }

  async #signIn(): Promise<void> {
    const { browser } = this;
    const { user, password, totpSecret } = this.#account;
    await browser.open(SIGN_IN);
    await browser.submit(SIGN_IN, { 'ten-dang-nhap': user, 'mat-khau': password });
    const totp = new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(totpSecret) });
    await browser.submit(`${SIGN_IN}/ma`, { ma: totp.generate() });
    if (browser.seen.path.startsWith(SIGN_IN)) throw new Refused(`${user} was not let in`);
  }

  #note(task: string): void {
    this.doubtful = undefined;
    this.#done.add(task);
    this.#acks.write({ act: 'acted', id: task });
  }

  /** Does the step that lies before the clerk on a dossier’s page; false when none does. */
  async #step(dossier: string): Promise<boolean> {
    const { browser } = this;
    await browser.open(dossier);
    const [action, task] = STEP.exec(browser.seen.html) ?? [];
    if (browser.seen.status !== 200) throw new Refused(`${dossier} ${browser.seen.status}`);
    // What was in doubt lies there no more: it was done.
    if (this.doubtful && this.doubtful.task !== task) this.#note(this.doubtful.task);
    if (!action || !task || this.#done.has(task)) return false;
    const outcome = /name="outcome" value="([^"]+)"/.exec(browser.seen.html)?.[1] ?? '';
    const kept = browser.filled(action).filter(field => field.name !== 'outcome');
    this.doubtful = { dossier, task };
    const { status } = await browser.post(action, [...kept, { name: 'outcome', value: outcome }], true);
    if (status === 303) this.#note(task);
    // Refused, or somebody was before him: the page as it is now says which.
    else if (status < 500) await this.#step(dossier);
    return true;
  }

  async act(): Promise<void> {
    const { browser } = this;
    if (this.doubtful) {
      await this.#step(this.doubtful.dossier);
      return;
    }
    await browser.open('/can-bo');
    if (browser.seen.path.startsWith(SIGN_IN)) await this.#signIn();
    for (const dossier of dossiersIn(browser.seen.html)) if (await this.#step(dossier)) return;
  }
}
