import { readFileSync } from 'node:fs';
import { createTranslations, type Lang, type Texts } from '#platform/i18n';

const read = (lang: Lang) =>
  JSON.parse(readFileSync(new URL(`../locales/${lang}.json`, import.meta.url), 'utf8')) as Texts;

/** This module's texts; a key that is not there fails the test. */
const texts = createTranslations([{ module: 'worktime', texts: { vi: read('vi'), en: read('en') } }], key => {
  throw new Error(`no text for ${key}`);
});
export const vi = texts.of('vi');
export const en = texts.of('en');
