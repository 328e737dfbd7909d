import type { SeenTwin } from '#engines/cases';
import { formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, status } from '#ui';

/** `Giấy khai sinh số 12/2026`, or how the other dossier stands. */
const standing = ({ t }: Ctx, twin: SeenTwin): string =>
  [
    t(twin.standing),
    ...twin.results.map(r => t('one-stop.twin.result', { title: r.title, number: r.number })),
    ...twin.argued.map(r => t('one-stop.twin.argued', { title: r.title, number: r.number })),
  ].join('; ');

/** Whom to ask about a dossier of another agency, which the reader may not open. */
const askWhom = ({ t }: Ctx, { agency, phone }: SeenTwin): string =>
  t(phone ? 'one-stop.twin.ask-phone' : 'one-stop.twin.ask', { agency, phone: phone ?? '' });

/** That there may be another dossier about the same matter, each with how it stands and the way to it; null where there is none. */
export function twinsNote(ctx: Ctx, twins: readonly SeenTwin[], about: string): Html | null {
  if (!twins.length) return null;
  const { t } = ctx;
  return html`<div class="why" id="trung"><p>${status('late', t('one-stop.twin'))}</p><ul>${twins.map(
    twin =>
      html`<li>${
        twin.opens
          ? html`<a href="/can-bo/ho-so/${twin.id}"><span class="num">${twin.code}</span></a>`
          : html`<span class="num">${twin.code}</span>`
      }: ${twin.procedure}, ${t('one-stop.twin.at', { agency: twin.agency, date: formatDate(localDate(twin.receivedAt)) })} (${standing(ctx, twin)})${!twin.opens && html` ${askWhom(ctx, twin)}`}</li>
`,
  )}</ul><p class="q">${t(about)}</p></div>`;
}
