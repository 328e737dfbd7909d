import { existsSync } from 'node:fs';

// The shell has no window to draw: the same engine, at half the processor time (docs/decisions/0566).
const SHELL = '/usr/bin/chromium-headless-shell';

/** Where the browser of the tests is: `CHROMIUM` says so, else Chromium's headless shell, else Chromium itself. */
export const BROWSER_PATH = process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : '/usr/bin/chromium');
