import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from '#ui';

/** The script that moves the bar of a bulk act that is running, and shows what came of it in the end. */
export const PROGRESS = defineAsset(
  'bulk-progress.js',
  readFileSync(path.join(import.meta.dirname, 'progress.js'), 'utf8'),
);
