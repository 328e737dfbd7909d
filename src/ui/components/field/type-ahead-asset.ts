import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from '../../assets/asset.ts';

/** The script of pages for officials by which a long list is chosen from without tone marks; lists work without it. */
export const TYPE_AHEAD = defineAsset(
  'type-ahead.js',
  readFileSync(path.join(import.meta.dirname, 'type-ahead.js'), 'utf8'),
);
