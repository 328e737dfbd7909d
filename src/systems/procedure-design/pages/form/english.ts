import type { Words } from '#engines/forms';

/** The English words that somebody wrote: none where the Vietnamese ones stand for them. */
export const ownEnglish = (words: Words | undefined): string =>
  words && words.en !== words.vi ? (words.en ?? '') : '';

/**
 * The English words after a change: what was typed; the new Vietnamese ones where nothing was, or only what had stood for the
 * English ones before.
 */
export const newEnglish = (before: Words | undefined, vi: string, typed: string): string =>
  typed === '' || (before?.vi === before?.en && typed === before?.vi) ? vi : typed;
