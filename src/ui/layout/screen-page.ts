import type { Ctx } from '#platform/http';
import { citizenSheet } from '../assets/css.ts';
import { type Html, html } from '../html.ts';
import { document } from './document.ts';

/**
 * A page that hangs on a wall: nothing but `main`, which holds the only `h1`. Its script keeps it as things are now; where none
 * runs it is asked for anew every `refreshSeconds`.
 */
export const screenPage = (
  ctx: Ctx,
  options: { title: string; refreshSeconds: number; scripts: readonly string[]; styles: readonly string[] },
  main: Html,
): Html =>
  document(ctx, {
    ...options,
    css: citizenSheet(main.toString()),
    header: html``,
    body: html`<main class="screen" id="main">
${main}
</main>`,
  });
