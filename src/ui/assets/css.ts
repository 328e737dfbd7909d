import { readFileSync } from 'node:fs';
import path from 'node:path';
import { defineAsset } from './asset.ts';

/** CSS without comments and without the spaces that mean nothing. Strings in it must hold no `{`, `}`, `;` or comments. */
export const minifyCss = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,]) ?/g, '$1')
    .replace(/;}/g, '}')
    .trim();

const sheet = (...names: string[]) =>
  names
    .map(n => minifyCss(readFileSync(path.join(import.meta.dirname, '..', 'css', `${n}.css`), 'utf8')))
    .join('');

/** The one style sheet of citizen pages. */
export const CITIZEN_CSS = defineAsset('citizen.css', sheet('tokens', 'citizen', 'print'));
/** The one style sheet of staff pages. */
export const STAFF_CSS = defineAsset('staff.css', sheet('tokens', 'staff', 'print'));
