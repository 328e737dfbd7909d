import { type Html, html, type Printable } from '../../html.ts';

export type Figure = {
  label: string;
  /** Formatted. Words (`chưa có`) where the figure is not known: never 0. */
  value: Printable;
  /** Target and gap, age, or a state. */
  about?: Printable;
};

/** A few figures side by side, each with what it is compared to. */
export const figureTiles = (figures: readonly Figure[]): Html =>
  html`<dl class="figs">
${figures.map(
  f => html`<div><dt>${f.label}</dt><dd><b>${f.value}</b>${f.about}</dd></div>
`,
)}</dl>
`;
