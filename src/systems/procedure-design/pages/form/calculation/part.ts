import { readCalculation } from '#engines/forms';
import { type Answer, type Ctx, json, textField as posted } from '#platform/http';
import { button, type Errors, type FieldError, type Html, html } from '#ui';
import type { LoadedField } from '../field/load-field.ts';
import { groupAt, type Place } from './choices.ts';
import { drawCalculation } from './draw-calculation.ts';
import { exampleLines, type Formula, readFormula, storedFormula } from './formula.ts';
import { MORE_ROWS } from './read-calculation-post.ts';

const WHAT = 'viec';
const TRY = 'tinh-thu';
/** What the script of the page asks for. */
const TRY_LINES = 'tinh-thu-ngay';

export const placeOf = ({ definition: form, path, pageId }: LoadedField): Place => ({ form, path, pageId });

/** Whether the page is to be shown again with another row or an example, instead of saving. */
export const staysOnCalculation = (ctx: Ctx): boolean =>
  [MORE_ROWS, TRY].includes(posted(ctx.req.body, WHAT));

/** The buttons for another row and for an example. */
const calculationButtons = (ctx: Ctx): Html =>
  html`<p class="row">${button({ label: ctx.t('procedure-design.builder.calculation.more'), alt: true, name: WHAT, value: MORE_ROWS })}${button({ label: ctx.t('procedure-design.builder.calculation.try'), alt: true, name: WHAT, value: TRY })}</p>`;

/** What the formula gives, as far as it is known: of what is typed, before that of what is stored. */
function lines(ctx: Ctx, place: Place): string[] {
  const sent = ctx.req.method !== 'GET';
  const errors: FieldError[] = [];
  const formula: Formula | undefined = sent ? readFormula(ctx, place, errors) : storedFormula(place);
  if (formula) return exampleLines(ctx, place, formula);
  const [first] = errors;
  return [first ? first.message : ctx.t('procedure-design.builder.calculation.example.none')];
}

/** How the answer is worked out, chosen from lists or typed as FEEL, and an example of what comes out. */
export function calculationPart(ctx: Ctx, loaded: LoadedField, byHand: Html, errors: Errors): Html {
  const place = placeOf(loaded);
  const stored = storedFormula(place);
  const now = stored && readCalculation(place.form, stored.feel, groupAt(place));
  return html`${drawCalculation(ctx, place, now, byHand, errors)}${calculationButtons(ctx)}
<section class="box" aria-labelledby="vi-du-tinh"><h3 id="vi-du-tinh">${ctx.t('procedure-design.builder.calculation.example')}</h3>
<div role="status" data-example="${TRY_LINES}">${lines(ctx, place).map(line => html`<p>${line}</p>`)}</div></section>`;
}

/** What the script asks for while somebody types: the lines of the example, as JSON; undefined for anything else. */
export const exampleAnswer = (ctx: Ctx, loaded: LoadedField): Answer | undefined =>
  posted(ctx.req.body, WHAT) === TRY_LINES ? json({ lines: lines(ctx, placeOf(loaded)) }) : undefined;
