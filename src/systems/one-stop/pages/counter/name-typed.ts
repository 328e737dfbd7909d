import { fold, tidy } from '#platform/text';

/** A name that was typed to look for somebody, as it is written: `lò thị păn` is `Lò Thị Păn`. */
export const nameTyped = (typed: string): string =>
  tidy(typed)
    .split(' ')
    .map(word => word.charAt(0).toLocaleUpperCase('vi') + word.slice(1))
    .join(' ');

/** Whether a name has no mark at all: it was typed to be found, and is seldom what stands on the card. */
export const isUnmarked = (name: string): boolean => fold(name) === name.normalize('NFC').toLowerCase();
