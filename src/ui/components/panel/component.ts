import { type Html, html, type Printable } from '../../html.ts';

/** Once in a journey: the dossier is received. Any other success is a sentence. */
export const panel = (props: {
  title: string;
  facts: ReadonlyArray<{ label: string; value: Printable }>;
  /** A picture beside it, e.g. the QR code. */
  aside?: Html;
}): Html =>
  html`<div class="panel"><div class="row"><div class="grow"><h1>${props.title}</h1>
${props.facts.map(f => html`<p>${f.label}</p><p class="big num">${f.value}</p>`)}</div>${props.aside}</div></div>
`;
