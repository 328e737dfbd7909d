import { existsSync } from 'node:fs';

const SHELL = '/usr/bin/chromium-headless-shell';

/** Chromium with all that is around its engine: the reader of PDFs, the camera. `CHROMIUM` says where else it is. */
export const WHOLE_BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** The same engine without a window to draw, at half the processor time (docs/decisions/0566), where the machine has it. */
export const BROWSER = process.env.CHROMIUM ?? (existsSync(SHELL) ? SHELL : WHOLE_BROWSER);
