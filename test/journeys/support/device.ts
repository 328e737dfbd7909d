import { chromium } from 'playwright-core';
import { BROWSER } from '#test/browser-path';
import { DESK, type Person, watched } from '#test/person';
import type { TestProgram } from '#test/program';

/** A browser that keeps in a folder what a machine keeps when it is switched off: closed and opened again, it is there. */
export async function device(program: TestProgram, folder: string): Promise<Person> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: BROWSER,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    viewport: DESK,
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
  });
  context.setDefaultTimeout(60_000);
  const faults = watched(context, program);
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
