import { inStatement, isDoubtful, isMissing, type Money, type Settlement } from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { formatMoney, type Html, html } from '#ui';

/** What the notice, the statement and our books say of money: three rows. `made`: the settlement made last, if any. */
export function saidOf(
  t: Translate,
  m: Money,
  made: Settlement | undefined,
): { label: string; value: string | Html }[] {
  const money = (n: number | null) => (n === null ? t('fees.settle.says-nothing') : formatMoney(n, t.lang));
  const statement = inStatement(m);
  // What was told first is what was booked before it was corrected.
  const first = made && !made.undoneAt ? made.before : m.amount;
  const notice =
    m.contradiction?.heard === 'notice' ? m.contradiction.amount : m.heard === 'notice' ? first : null;
  return [
    { label: t('fees.settle.notice'), value: money(notice) },
    { label: t('fees.settle.statement'), value: money(statement) },
    { label: t('fees.settle.booked'), value: html`<b>${money(m.amount)}</b>` },
  ];
}

/** One settlement in a sentence: what was decided, by whom and when, why, and whether it was taken back. */
export function settlementWords(t: Translate, s: Settlement, names: ReadonlyMap<string, string>): string {
  const money = (n: number) => formatMoney(n, t.lang);
  const made = t(`fees.settle.was.${s.decision}`, {
    who: names.get(s.settledBy) ?? '',
    at: formatDateTime(s.settledAt),
    before: money(s.before),
    after: money(s.after),
    reason: s.reason,
  });
  if (!s.undoneAt) return made;
  return `${made} ${t('fees.settle.was.undone', { who: names.get(s.undoneBy ?? '') ?? '', at: formatDateTime(s.undoneAt) })}`;
}

/** In a row: that the bank's statement says otherwise, or nothing, and nobody has settled it. */
export function doubtWords(t: Translate, m: Money, now: Date): string | undefined {
  if (!isDoubtful(m, now)) return undefined;
  if (!m.contradiction) return isMissing(m, now) ? t('fees.money.unproven') : undefined;
  const { amount, heard } = m.contradiction;
  if (amount === m.amount) return t('fees.money.contradicted.purpose');
  return t(`fees.money.contradicted.${heard}`, { amount: formatMoney(amount, t.lang) });
}
