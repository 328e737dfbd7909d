import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from '#ui';

/** The script that keeps the example of a worked-out answer up to date. */
export const EXAMPLE_SCRIPT = defineAsset(
  'worked-out-example.js',
  readFileSync(path.join(import.meta.dirname, 'example.js'), 'utf8'),
);
