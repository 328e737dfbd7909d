import type { Ctx } from '#platform/http';
import { citizenSheet } from '../assets/css.ts';
import { type Html, html } from '../html.ts';
import { document } from './document.ts';

/**
 * A page that hangs on a wall, stands in a hall or is watched on a telephone: nothing but `main`, which holds the only `h1`. Its script
 * keeps it as things are now; where none runs it is asked for anew every `refreshSeconds`.
 */
export const screenPage = (
  ctx: Ctx,
  options: {
    title: string;
    error?: boolean;
    refreshSeconds: number;
    /** Path of the page that comes then, where it is not the same. */
    refreshTo?: string;
    scripts: readonly string[];
    styles: readonly string[];
  },
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
