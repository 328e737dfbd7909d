import { chromium } from 'playwright-core';
import { DESK, type Person } from '#test/person';
import type { TestProgram } from '#test/program';

/** A browser that keeps in a folder what a machine keeps when it is switched off: closed and opened again, it is there. */
export async function device(program: TestProgram, folder: string): Promise<Person> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: DESK,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  context.setDefaultTimeout(20_000);
  const faults: string[] = [];
  context.on('response', response => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
  context.on('request', request => {
    const url = request.url();
    if (!url.startsWith(program.url) && !/^(data|blob|about|chrome|chrome-extension):/.test(url))
      faults.push(`asks ${url}`);
  });
  context.on('weberror', error => faults.push(String(error.error())));
  context.on('console', message => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
  });
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    context,
    program,
    faults,
    open: async to => (await page.goto(program.url + to))?.status() ?? 0,
    close: () => context.close(),
  };
}
