import path from 'node:path';
import { defineModules } from '#ui';

/** The script that keeps numbers as they are now, with what it imports. */
export const FOLLOW = defineModules(path.join(import.meta.dirname, 'follow.js')).at(-1)!;
