import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { JUDGE, SHRINK, WEDGE, WORK_OUT } from '#engines/forms';
import type { Lang } from '#platform/i18n';
import { defineAsset, defineModules, TYPE_AHEAD } from '#ui';

const beside = (name: string) => path.join(import.meta.dirname, 'browser', name);
const text = (name: string) => readFileSync(beside(name), 'utf8');

/** What the worker runs: it has an address of its own, which says how far it reaches. */
export const WORKER_SCRIPT = text('worker.js');

/** idb as its author ships it for browsers, unchanged. */
const IDB = defineAsset(
  'idb.js',
  readFileSync(
    createRequire(import.meta.url)
      .resolve('idb')
      .replace(/index\.cjs$/, 'index.js'),
    'utf8',
  ),
);

const PREFIX = 'one-stop.offline.js.';

/** All that the scripts say. */
const wordsIn = (lang: Lang): string => {
  const file = path.join(import.meta.dirname, `../../locales/${lang}.json`);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  const own = Object.entries(texts).filter(([key]) => key.startsWith(PREFIX));
  const words = Object.fromEntries(own.map(([key, said]) => [key.slice(PREFIX.length), said]));
  return defineAsset(`offline-words.${lang}.js`, `export default ${JSON.stringify(words)};`);
};
const WORDS: Readonly<Record<Lang, string>> = { vi: wordsIn('vi'), en: wordsIn('en') };

/** What a script of these pages fetches besides, by names that its page says. */
export const fetched = (lang: Lang) => ({ idb: IDB, words: WORDS[lang] });

const AWAY_MODULES = defineModules(beside('away.js'));
const STORE_MODULES = defineModules(beside('take-along.js'));
const HERE_MODULES = defineModules(beside('here.js'));

/** The script of the page that works without a network, with all that it imports; and those of the pages that lead there. */
export const AWAY_SCRIPT = AWAY_MODULES.at(-1) ?? '';
export const TAKE_ALONG_SCRIPT = STORE_MODULES.at(-1) ?? '';
export const HERE_SCRIPT = HERE_MODULES.at(-1) ?? '';

/** All that the page without a network asks for beside its style sheet. */
export const keptAssets = (lang: Lang): string[] => [
  ...AWAY_MODULES,
  ...Object.values(fetched(lang)),
  JUDGE,
  SHRINK,
  TYPE_AHEAD,
  WEDGE,
  WORK_OUT,
];
