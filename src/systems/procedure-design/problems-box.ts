import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import type { EditedPart } from './parts.ts';

/** What the checker says of one place. */
export type ShownProblem = { place: string; words: string };

const MOST_SHOWN = 100;

/** All that stands in the way of releasing a part, each with its place; or that nothing does. */
export function problemsBox(ctx: Ctx, part: EditedPart, found: readonly ShownProblem[]): Html {
  const { t } = ctx;
  if (!found.length) return html`<p class="q">${t(`procedure-design.${part}.no-problems`)}</p>`;
  return html`<section class="why"><h2>${t('procedure-design.problems.count', { count: found.length })}</h2><p>${t('procedure-design.problems.about')}</p><ul>${found
    .slice(0, MOST_SHOWN)
    .map(p => html`<li>${p.place && html`<b>${p.place}</b>: `}${p.words}</li>`)}</ul>${
    found.length > MOST_SHOWN &&
    html`<p>${t('procedure-design.problems.more', { count: found.length - MOST_SHOWN })}</p>`
  }</section>
`;
}

/** What is odd about a part and may be meant so. */
export const doubtsBox = ({ t }: Ctx, doubts: readonly string[]): Html | '' =>
  doubts.length
    ? html`<section class="why"><h2>${t('procedure-design.warning.title')}</h2><ul>${doubts.map(words => html`<li>${words}</li>`)}</ul></section>
`
    : '';
