import { claimedExemption } from '#engines/cases';
import type { Form, FormData } from '#engines/forms';
import type { Fee } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { type Html, html, note } from '#ui';

/** What somebody who claims to pay less is told before he sends: of each fee that he claims it for, in words; null where he claims nothing. */
export function claimedNote(t: Translate, fees: readonly Fee[], form: Form, data: FormData): Html | null {
  const told = fees.flatMap(fee => {
    const claim = claimedExemption(fee, form, data);
    if (!claim) return [];
    const words = { who: claim.exemption.who, fee: fee.name };
    return [t(claim.holds ? 'portal.check.claimed.holds' : 'portal.check.claimed', words)];
  });
  return told.length ? note(html`${told.map(text => html`<p>${text}</p>`)}`) : null;
}
