import { ownEnglish, type Words } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import type { Fact } from './described.ts';

/** Words as they are told in both languages: a fact each. */
export const inBoth = (label: string, key: string, words: Words | undefined): Fact[] =>
  words
    ? [
        { key: `${key}.vi`, label, text: words.vi ?? '' },
        { key: `${key}.en`, label: `${label} (English)`, text: ownEnglish(words) },
      ]
    : [];

// Rules that have words of their own; another one is told by its keyword.
const BREAKS = new Set([
  'required',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'enum',
  'const',
  'type',
  'contains',
  'minContains',
  'maxContains',
  'minItems',
  'maxItems',
  'uniqueItems',
  'dateNotAfter',
  'dateNotBefore',
  'notBefore',
  'datesInOrder',
  'personalNumberAgrees',
  'personalNumberHolds',
  'nfc',
  'sumNotAbove',
  'daysCovered',
  'answersDiffer',
  'answersInOrder',
  'dependentRequired',
  'minProperties',
  'not',
  'anyOf',
  'oneOf',
  'allOf',
  'if',
]);

/** What is said of an answer that does not fit, by what it breaks. */
export const errorFacts = (t: Translate, errors: Readonly<Record<string, Words>>): Fact[] =>
  Object.entries(errors).flatMap(([keyword, words]) =>
    inBoth(
      t('procedure-design.compare.error', {
        keyword: BREAKS.has(keyword) ? t(`procedure-design.compare.breaks.${keyword}`) : keyword,
      }),
      `errors.${keyword}`,
      words,
    ),
  );
