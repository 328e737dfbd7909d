import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fansipanNamespace } from '#engines/processes';
import type { Lang } from '#platform/i18n';
import { defineAsset, defineModules } from '#ui';

const beside = (name: string) => path.join(import.meta.dirname, name);
const resolve = createRequire(import.meta.url).resolve;
const shipped = (name: string) => readFileSync(resolve(`bpmn-js/dist/${name}`));

// Of the forms in which the font of bpmn-js is shipped, the one that browsers of today read, from us.
const FONT = defineAsset('bpmn.woff2', shipped('assets/bpmn-font/font/bpmn.woff2'));
const iconSheet = shipped('assets/bpmn-font/css/bpmn.css').toString();
const icons = `@font-face{font-family:bpmn;src:url(${FONT}) format('woff2')}
${iconSheet.slice(iconSheet.indexOf('[class^="bpmn-icon-"]'))}`;

/** The style sheets of bpmn-js, its icons and our own, as one. */
export const EDITOR_CSS = defineAsset(
  'process-editor.css',
  [
    ...['diagram-js.css', 'bpmn-js.css'].map(name => shipped(`assets/${name}`).toString()),
    icons,
    readFileSync(beside('editor.css'), 'utf8'),
  ].join('\n'),
);

/** bpmn-js as its authors ship it for browsers, unchanged, its licence at the top. */
export const LIBRARY = defineAsset('bpmn-js.js', shipped('bpmn-modeler.production.min.js'));

const entry = (name: string) => defineModules(beside(name)).at(-1) ?? '';

/** The first script of the page; it fetches the others when somebody begins to draw. */
export const START = entry('start.js');
export const EDITOR = entry('editor.js');

const PREFIXES = { words: 'procedure-design.draw.', said: 'procedure-design.bpmn.' } as const;

/** All that the scripts say, and what our attributes are called. */
const factsIn = (lang: Lang): string => {
  const texts = JSON.parse(readFileSync(beside(`../locales/${lang}.json`), 'utf8')) as Record<string, string>;
  const from = (prefix: string) =>
    Object.fromEntries(
      Object.entries(texts)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, words]) => [key.slice(prefix.length), words]),
    );
  const facts = { words: from(PREFIXES.words), said: from(PREFIXES.said), namespace: fansipanNamespace };
  return defineAsset(`process-editor-words.${lang}.js`, `export default ${JSON.stringify(facts)};`);
};
export const WORDS: Readonly<Record<Lang, string>> = { vi: factsIn('vi'), en: factsIn('en') };
