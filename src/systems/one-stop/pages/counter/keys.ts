import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from '#ui';

/** The script of the keys that pages of the desk show; they work without it, by Tab and Enter. */
export const KEYS = defineAsset(
  'desk-keys.js',
  readFileSync(path.join(import.meta.dirname, 'keys.js'), 'utf8'),
);
