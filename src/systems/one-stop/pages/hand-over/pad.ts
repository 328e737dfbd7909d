import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FileStore } from '#engines/files';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import { defineAsset, type Html, html } from '#ui';

/** The script of the frame to sign in. */
export const PAD_SCRIPT = defineAsset(
  'signature-pad.js',
  readFileSync(path.join(import.meta.dirname, 'pad.js'), 'utf8'),
);
/** The field in which the drawn signature comes, as the address of a picture. */
export const SIGNATURE = 'chu-ky';
/** Where two sign, the field of the other. */
export const SECOND_SIGNATURE = 'chu-ky-hai';

// A picture of 600 × 200 has some 10 KB; anything near this limit was not drawn here.
const LONGEST = 400_000;

/** The frames to sign in, one for each who signs, by field; without script nothing of them is shown, and the printed slip is signed instead. */
export const signaturePads = (
  t: Translate,
  pads: ReadonlyArray<{ name: string; label: string; drawn: string }>,
): Html =>
  html`${pads.map(({ name, label, drawn }) => html`<div class="f" data-pad hidden>${pads.length > 1 && html`<p><b>${label}</b></p>`}<p class="hint" id="pad-${name}">${t('one-stop.hand-over.pad-hint')}</p><canvas class="pad" id="f-${name}" role="img" aria-label="${label}" aria-describedby="pad-${name}"></canvas><input type="hidden" name="${name}" value="${drawn}"><p><button type="button" class="btn alt">${t('one-stop.hand-over.pad-clear')}</button></p></div>`)}
<noscript><p class="q">${t('one-stop.hand-over.pad-none')}</p></noscript>`;

/**
 * Stores a drawn signature and gives its digest; undefined when nothing was drawn, or what came is no picture. Outside of a
 * transaction. Throws what the store throws.
 */
export async function storeSignature(
  q: Queryable,
  files: FileStore,
  sent: string,
): Promise<string | undefined> {
  const data =
    sent.length <= LONGEST ? /^data:image\/png;base64,([A-Za-z0-9+/]+=*)$/.exec(sent)?.[1] : undefined;
  if (!data) return undefined;
  const bytes = Buffer.from(data, 'base64');
  return (await files.put(q, { bytes, filename: 'chu-ky.png', expect: ['image/png'] })).sha256;
}
