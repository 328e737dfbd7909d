import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Lang } from '#platform/i18n';
import { defineAsset } from '#ui';

const beside = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** A module of a package as its authors ship it for browsers. */
const shipped = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name), 'utf8');

/** A script whose `__NAME__` are put in as JavaScript values: addresses of other scripts, words. */
const filled = (text: string, values: Record<string, unknown>): string =>
  text.replace(/__([A-Z_]+)__/g, (_, name: string) => JSON.stringify(values[name]));

function wordsOf(lang: Lang, beginning: string): Record<string, string> {
  const texts = JSON.parse(beside(`../locales/${lang}.json`)) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([key]) => key.startsWith(beginning))
      .map(([key, words]) => [key.slice(beginning.length), words]),
  );
}

const inBoth = (make: (lang: Lang) => string): Record<Lang, string> => ({ vi: make('vi'), en: make('en') });

const TUS = defineAsset(
  'tus.js',
  shipped('tus-js-client/dist/tus.min.js').replace(/\n\/\/# source.*\s*$/, ''),
);
/** The address of the module that makes a photo of a paper small enough to send. */
export const SHRINK = defineAsset('shrink.js', beside('shrink.js'));
/** The address of the module that judges answers by the rules of their form where no server can be asked (`offlineRules`). */
export const JUDGE = defineAsset('judge.js', beside('judge.js'));
/** The address of the module that works answers out where no server can be asked (`offlineRules`). */
export const WORK_OUT = defineAsset('work-out.js', beside('work-out.js'));
/** The address of the module that takes a card from a scanner where no field is under the cursor. */
export const WEDGE = defineAsset('wedge.js', beside('wedge.js'));
const PDF = defineAsset('jpeg-pdf.js', beside('jpeg-pdf.js'));
const UPLOAD = inBoth(lang =>
  defineAsset(
    `upload.${lang}.js`,
    filled(beside('upload.js'), { TUS, SHRINK, PDF, LANG: lang, WORDS: wordsOf(lang, 'forms.upload.') }),
  ),
);

const JSQR = defineAsset('jsqr.js', shipped('jsqr'));
const SCAN = inBoth(lang =>
  defineAsset(`scan.${lang}.js`, filled(beside('scan.js'), { JSQR, WORDS: wordsOf(lang, 'forms.scan.') })),
);

/** The address of the module that reads the code on a card with the camera. */
export const scanScript = (lang: Lang): string => SCAN[lang];

/** The address of the module that sends chosen files in pieces, for `fileField`. */
export const uploadScript = (lang: Lang): string => UPLOAD[lang];
