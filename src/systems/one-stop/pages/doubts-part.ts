import type { Doubts } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';

/** Quiet words beside a name without tone marks. */
export const unmarkedHint = ({ t }: Pick<Ctx, 't'>): Html =>
  html`<span class="q">${t('one-stop.doubt.unmarked')}</span>`;

/** What whoever checks or signs is pointed to, a line each. */
export function doubtsPart({ t }: Ctx, doubts: Doubts): Html | null {
  const { unmarked, otherNumber, otherPerson, sameSex } = doubts;
  const lines = [
    ...(sameSex ? [html`<b>${t('one-stop.doubt.same-sex')}</b>`] : []),
    ...(unmarked.length ? [t('one-stop.doubt.unmarked-names', { names: unmarked.join(', ') })] : []),
    ...(otherNumber ? [t('one-stop.doubt.number', { last4: otherNumber })] : []),
    ...(otherPerson
      ? [
          t(otherPerson.proof ? 'one-stop.doubt.person-proved' : 'one-stop.doubt.person', {
            name: otherPerson.named,
            proof: otherPerson.proof ?? '',
          }),
        ]
      : []),
  ];
  return lines.length ? html`<ul class="q">${lines.map(line => html`<li>${line}</li>`)}</ul>` : null;
}
