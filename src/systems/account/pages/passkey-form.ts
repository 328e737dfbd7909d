import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Ctx } from '#platform/http';
import { button, csrfField, defineAsset, type Html, html, note, type Printable } from '#ui';

const SCRIPT = defineAsset('passkey.js', readFileSync(path.join(import.meta.dirname, 'passkey.js'), 'utf8'));

const wordsOf = ({ instead }: { instead?: 'code' }) => (instead ? 'by-passkey' : 'passkey');

/**
 * A form that asks the browser for a passkey (`create` or `get`) and posts its answer as `passkey`. Hidden until the script
 * has found that the browser can; nothing where `options` is null.
 */
export const passkeyForm = (
  ctx: Ctx,
  form: {
    ask: 'create' | 'get';
    action: string;
    options: object | null;
    title: string;
    about: string;
    button: string;
    /** The page has no other next step. */
    main?: boolean;
    /** How else who cannot use it goes on: by a code that is sent (`code`), or the authenticator app. */
    instead?: 'code';
  },
  fields: Printable = null,
): Html | null =>
  form.options &&
  html`<form method="post" action="${form.action}" data-passkey="${form.ask}" data-options="${JSON.stringify(form.options)}" hidden>${csrfField(ctx)}
<h2>${form.title}</h2>
<p>${form.about}</p>
<p class="msg" role="alert" data-failed hidden>${ctx.t(`account.${wordsOf(form)}.failed`)}</p>
${fields}<input type="hidden" name="passkey">
<p>${button({ label: form.button, alt: !form.main })}</p></form>
${form.main && html`<noscript>${note(ctx.t(`account.${wordsOf(form)}.needs-script`))}</noscript>`}
<script type="module" src="${SCRIPT}"></script>`;

/** The browser's answer as posted; undefined when it is none. */
export function postedPasskey<T extends { id: string }>({ req }: Ctx): T | undefined {
  const text = req.body.passkey;
  if (typeof text !== 'string' || text.length > 20_000) return undefined;
  try {
    const answer = JSON.parse(text) as T;
    return typeof answer?.id === 'string' ? answer : undefined;
  } catch {
    return undefined;
  }
}
