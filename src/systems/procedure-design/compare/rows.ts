import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import type { Row } from './described.ts';
import { type Stretch, wordDiff } from './word-diff.ts';

const stretches = (parts: readonly Stretch[], mark: (text: string) => Html): Html =>
  html`${parts.map(p => (p.changed ? mark(p.text) : p.text))}`;

/** Before and after with the words marked that differ; `del` and `ins` say so to screen readers too. */
function cells(ctx: Ctx, { before, after }: Row): [Html, Html] {
  const none = html`<span class="q">${ctx.t('procedure-design.compare.nothing')}</span>`;
  if (before === null || after === null)
    return [
      before === null ? none : html`<del>${before}</del>`,
      after === null ? none : html`<ins>${after}</ins>`,
    ];
  const diff = wordDiff(before, after);
  return [
    stretches(diff.before, text => html`<del>${text}</del>`),
    stretches(diff.after, text => html`<ins>${text}</ins>`),
  ];
}

/** The rows of a comparison as a table. */
export const changeTable = (
  ctx: Ctx,
  rows: readonly Row[],
  heads: { caption: string; before: string; after: string },
): Html =>
  scrollTable({
    caption: heads.caption,
    captionHidden: true,
    columns: [
      { label: ctx.t('procedure-design.compare.what') },
      { label: ctx.t('procedure-design.compare.how') },
      { label: heads.before },
      { label: heads.after },
    ],
    rows: rows.map(row => {
      const [before, after] = cells(ctx, row);
      return [
        row.what,
        ctx.t(`procedure-design.compare.${row.kind}`),
        html`<span class="pre">${before}</span>`,
        html`<span class="pre">${after}</span>`,
      ];
    }),
  });
