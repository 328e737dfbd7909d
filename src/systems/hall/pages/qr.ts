import { qrPath } from '#platform/pdf';
import { type Html, html } from '#ui';

/** A QR code that leads to a path of ours; `label` says where to. Its size is the style sheet's. */
export function qr(to: string, label: string): Html {
  const { side, d } = qrPath(to);
  return html`<svg class="qr" role="img" aria-label="${label}" width="160" height="160" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${d}"/></svg>`;
}
