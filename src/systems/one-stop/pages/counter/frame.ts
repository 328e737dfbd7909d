import { type Answer, type Ctx, page } from '#platform/http';
import { type Errors, errorSummary, type Html, html, staffPage, wholeCodes } from '#ui';
import { KEYS } from './keys.ts';

/** Where intakes at the counter begin. */
export const COUNTER = '/can-bo/tiep-nhan';
/** In the address of the counter: something was dropped just now. */
export const DROPPED = 'da-bo';
export const intakePath = (draft: { id: string }): string => `${COUNTER}/${draft.id}`;

/** The key for the next intake, from the inbox and after each. */
export const NEXT_KEY = 'F8';
/** The key that finishes what the page is for. */
export const DONE_KEY = 'F9';
/** The key to the field for the card. */
export const CARD_KEY = 'F2';

/** A page of the counter: the way back, what is wrong, its title, and the keys that it listens to. */
export function counterPage(
  ctx: Ctx,
  view: {
    title: string;
    back?: { href: string; label: string };
    errors?: Errors;
    above?: Html | undefined;
    /** Keys that do the same stand together, with a comma between. */
    keys?: ReadonlyArray<readonly [key: string, words: string]>;
    scripts?: readonly string[];
    status?: number;
    /** Its place in the menu of workplaces, which stands beside it then; work at the counter has the whole width. */
    active?: string;
  },
  main: Html,
): Answer {
  const { title, back, errors = [], above } = view;
  // A page that leads on to the next intake by itself has the key already.
  const toCounter = back?.href === COUNTER && !view.keys?.some(([key]) => key === NEXT_KEY);
  const keys = [
    ...(view.keys ?? []),
    ...(toCounter ? [[NEXT_KEY, ctx.t('one-stop.counter.key-back')] as const] : []),
  ];
  return page(
    staffPage(
      ctx,
      {
        title,
        ...(view.active ? { active: view.active } : { wide: true }),
        error: errors.length > 0,
        scripts: [KEYS, ...(view.scripts ?? [])],
      },
      html`<p class="crumb"><a href="${back?.href ?? '/can-bo'}"${toCounter && html` data-key="${NEXT_KEY}"`}>‹ ${wholeCodes(back?.label ?? ctx.t('one-stop.back'))}</a></p>
${errorSummary(ctx.t, errors)}<h1>${wholeCodes(title)}</h1>
${above}${main}
${keys.length > 0 && html`<ul class="keys" aria-label="${ctx.t('one-stop.counter.keys')}">${keys.map(([key, words]) => html`<li>${key.split(', ').map(one => html`<kbd>${one}</kbd> `)}${words}</li>`)}</ul>`}`,
    ),
    { status: view.status ?? (errors.length ? 422 : 200) },
  );
}
