import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestProgram } from './program.ts';

/** The sizes that every journey is walked at. */
export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1366, height: 768 };

export type Size = { width: number; height: number };

/** Somebody in front of a browser of their own: cookies, size, with or without script. */
export type Person = {
  page: Page;
  context: BrowserContext;
  program: TestProgram;
  /** What no page may ever do: fail, complain in the console, ask another site for something. */
  faults: string[];
  /** Opens a path of the program. */
  open(path: string): Promise<number>;
  close(): Promise<void>;
};

export type PersonOptions = {
  size?: Size;
  script?: boolean;
  /** Lets a test put its own script into the page, which the site's policy forbids. */
  bypassCSP?: boolean;
  /** Cookies of a session that is already there. */
  state?: Awaited<ReturnType<BrowserContext['storageState']>>;
};

/** What goes wrong in a browser from now on, a line each: faults of the server and of scripts, and what is asked of anybody else. */
export function watched(context: BrowserContext, program: TestProgram): string[] {
  const faults: string[] = [];
  context.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  context.on('request', request => {
    const url = request.url();
    // chrome: is the browser's own reader of PDFs, not a request of the page.
    if (!url.startsWith(program.url) && !/^(data|blob|about|chrome|chrome-extension):/.test(url))
      faults.push(`asks ${url}`);
  });
  context.on('weberror', error => faults.push(String(error.error())));
  context.on('console', message => {
    // A page with status 4xx is an answer, not a fault; the browser notes it all the same.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** Gives somebody a browser. Close it. */
export async function person(
  browser: Browser,
  program: TestProgram,
  options: PersonOptions = {},
): Promise<Person> {
  const context = await browser.newContext({
    viewport: options.size ?? PHONE,
    locale: 'vi-VN',
    javaScriptEnabled: options.script ?? true,
    bypassCSP: options.bypassCSP ?? false,
    ...(options.state ? { storageState: options.state } : {}),
  });
  // A machine with slow memory takes half a minute over some large photos.
  context.setDefaultTimeout(60_000);
  const faults = watched(context, program);
  const page = await context.newPage();
  // Choosers are caught from the start: who begins to listen in the moment of the key press may be late, and the browser's
  // own window, which nobody sees, swallows the press.
  page.on('filechooser', () => undefined);
  return {
    page,
    context,
    program,
    faults,
    open: async to => (await page.goto(program.url + to))?.status() ?? 0,
    close: () => context.close(),
  };
}

/** A picture of the whole page into the folder that LOOK names; nothing without it. */
export async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.LOOK;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
