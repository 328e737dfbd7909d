import { type Html, html } from '../../html.ts';

/** Law, method, rare cases: what nobody needs in order to finish. `why`: a deadline explained, for staff. */
export const details = (props: { summary: string; open?: boolean; why?: boolean }, content: Html): Html =>
  html`<details${props.why && html` class="why"`}${props.open && html` open`}><summary>${props.summary}</summary>
${content}</details>
`;
