import type { Lang } from '#platform/i18n';
import type { Words } from './types.ts';

/** Words in the reader's language; where the English ones are missing, the Vietnamese ones; empty where there are none. */
export const said = (words: Partial<Words> | undefined, lang: Lang): string =>
  words?.[lang] || words?.vi || '';
