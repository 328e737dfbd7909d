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

// What tracking needs, which is all that most pages need; and what the other pages hold besides.
const LEAN = ['tokens', 'base', 'controls', 'dossier'] as const;
const MORE = ['tokens-on-dark', 'form-parts', 'places'] as const;

const CITIZEN_LEAN_CSS = defineAsset('citizen-lean.css', sheet(...LEAN, 'print'));
/** The whole style sheet of citizen pages. */
export const CITIZEN_CSS = defineAsset('citizen.css', sheet(...LEAN, ...MORE, 'print'));
/** The one style sheet of staff pages. */
export const STAFF_CSS = defineAsset('staff.css', sheet('tokens', 'tokens-on-dark', 'staff', 'print'));

const classesIn = (css: string): string[] => [...css.matchAll(/\.([a-z][\w-]*)/g)].map(m => m[1]!);
const lean = new Set(classesIn(sheet(...LEAN)));
const onlyWhole = new Set(classesIn(sheet(...MORE)).filter(name => !lean.has(name)));

// By the whole attribute: a program has some hundreds of them, and a page fifty.
const needsWhole = new Map<string, boolean>();
const MOST_KEPT = 2_000;

function isOnlyWhole(names: string): boolean {
  const before = needsWhole.get(names);
  if (before !== undefined) return before;
  const needs = names.split(' ').some(name => onlyWhole.has(name));
  if (needsWhole.size < MOST_KEPT) needsWhole.set(names, needs);
  return needs;
}

const CLASSES = / class="([^"]*)"/g;

function holdsOnlyWhole(markup: string): boolean {
  CLASSES.lastIndex = 0;
  for (let found = CLASSES.exec(markup); found; found = CLASSES.exec(markup))
    if (isOnlyWhole(found[1] ?? '')) return true;
  return false;
}

/**
 * The one style sheet that a citizen page of these parts loads: the lean one, unless one holds a class that only the whole one has.
 * Somebody who looks up a dossier on a weak network pays for no home page and no form.
 */
export function citizenSheet(...parts: string[]): string {
  for (const markup of parts) if (holdsOnlyWhole(markup)) return CITIZEN_CSS;
  return CITIZEN_LEAN_CSS;
}
