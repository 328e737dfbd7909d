import type { Taker } from '#engines/cases';
import type { Translate } from '#platform/i18n';

/** So many agencies are named; of more only how many there are. */
const NAMED = 8;

/** Who has what after the end of an agency without an heir: a line for each, for pages and letters; what nobody has is the last. */
export function takerLines(t: Translate, takers: readonly Taker[]): string[] {
  const named = takers.filter(taker => taker.agency).slice(0, NAMED);
  const rest = takers.filter(taker => taker.agency).slice(NAMED);
  const line = (key: string, of: readonly Taker[], more: Record<string, string | number> = {}) =>
    t(`administration.agency.end.taker.${key}`, {
      dossiers: of.reduce((sum, taker) => sum + taker.dossiers, 0),
      steps: of.reduce((sum, taker) => sum + taker.steps, 0),
      ...more,
    });
  const nobody = takers.filter(taker => !taker.agency);
  return [
    ...named.map(taker => line('agency', [taker], { agency: taker.agency?.name ?? '' })),
    ...(rest.length ? [line('others', rest, { count: rest.length })] : []),
    ...(nobody.length ? [line('nobody', nobody)] : []),
  ];
}
