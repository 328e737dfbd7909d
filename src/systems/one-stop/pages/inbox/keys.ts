import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ctx } from '#platform/http';
import { defineAsset, type Html, html } from '#ui';

/** The script of the keys by which a list is walked, ticked and opened; without it Tab, Space and Enter do the same. */
export const INBOX_KEYS = defineAsset(
  'inbox-keys.js',
  readFileSync(path.join(import.meta.dirname, 'keys.js'), 'utf8'),
);

const KEYS = [
  [['J', 'K', '↓', '↑'], 'move'],
  [['Enter'], 'open'],
  [['X'], 'pick'],
  [['*'], 'all'],
  [['A', 'T', 'S'], 'acts'],
  [['N', 'P'], 'pages'],
  [['/'], 'search'],
  [['?'], 'help'],
] as const;

/** What the keys do, and the box that switches them off (WCAG 2.1.4). Shown by their script, without which they do nothing. */
export const keysHelp = ({ t }: Ctx): Html =>
  html`<details class="no-print" id="phim" hidden><summary>${t('one-stop.keys')} <kbd>?</kbd></summary>
<ul class="keys">${KEYS.map(([keys, words]) => html`<li>${keys.map(k => html`<kbd>${k}</kbd> `)}${t(`one-stop.keys.${words}`)}</li>`)}</ul>
<p><label class="pick"><input type="checkbox" id="tat-phim"><span>${t('one-stop.keys.off')}</span></label></p></details>`;
