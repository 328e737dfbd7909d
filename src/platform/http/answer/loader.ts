import { createHash } from 'node:crypto';

/**
 * The one script that stands in a page itself, on pages that can do more with script: it asks for nothing until somebody picks a
 * file (`data-change`) or presses a button (`data-click`), and then loads the module whose address stands there, of ours alone, and
 * calls it with the element; a field with files has `data-has` from then on (`file-field`), also one that names no module. On a page with `data-keys` the first key with which a scanner may begin (a figure, `]`) does so too: what is
 * typed until the module is there waits for it in `earlyKeys`. Buttons that need script are hidden until it runs. So a form step stays at two requests
 * (docs/decisions/0071-a-script-when-it-is-needed.md).
 */
export const LOADER = `for(const k of["change","click"])addEventListener(k,e=>{const t=e.target.closest?.(\`[data-\${k}]\`),a=t?.dataset[k];t?.toggleAttribute("data-has",!!t.value);a?.startsWith("/a/")&&import(a).then(m=>m.default(t))});addEventListener("keydown",e=>{let q=window.earlyKeys;const a=q||!/^[\\d\\]]$/.test(e.key)?"":document.querySelector("[data-keys]")?.dataset.keys;a?.startsWith("/a/")&&(window.earlyKeys=q=[],import(a));q?.push(e)},!0);document.querySelectorAll("[data-click]").forEach(e=>e.hidden=!1)`;

/** Its digest for the policy (Content Security Policy 3, 2.3.1): this text may run in a page, and no other. */
export const LOADER_HASH = `'sha256-${createHash('sha256').update(LOADER).digest('base64')}'`;
