import { type Exemption, isClaimed, type Obligation } from '#engines/payments';
import type { Translate } from '#platform/i18n';
import { formatPercent } from '#ui';

/** Who pays less, and how much less, in a sentence. */
export const exemptionWords = (t: Translate, e: Exemption): string =>
  t(e.share === 0 ? 'fees.exemption.free' : 'fees.exemption.part', {
    who: e.who,
    share: formatPercent(e.share, t.lang, 0),
  });

/** For the applicant: that his claim waits, what was said to it, or nothing where he claims none. */
export function claimWords(t: Translate, o: Obligation): string | null {
  const { claim } = o;
  if (!claim) return null;
  const params = { name: o.name, who: claim.who, reason: claim.reason ?? '' };
  if (isClaimed(o)) return t(claim.holds ? 'fees.citizen.claim.held' : 'fees.citizen.claim.open', params);
  if (claim.granted === null) return null;
  return t(claim.granted ? 'fees.citizen.claim.granted' : 'fees.citizen.claim.declined', params);
}
