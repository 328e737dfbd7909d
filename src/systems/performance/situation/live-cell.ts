import { type Html, html, url } from '#ui';

/** A number that is followed while it is looked at; `red`: an alarm where it is not nothing; `href`: what it counts. */
export function liveCell(
  text: string,
  { key, red, href }: { key: string; red: boolean; href: string | null },
): Html {
  const alarm = red && /[1-9]/.test(text);
  const shown = html`<span data-live="${key}"${red && html` data-red`}${alarm && html` class="st late"`}>${text}</span>`;
  return href ? html`<a href="${url(href)}">${shown}</a>` : shown;
}
