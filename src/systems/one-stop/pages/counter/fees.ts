import type { RunningVersion } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { formatMoney, html, type Printable, wholeCodes } from '#ui';

type Fee = RunningVersion['fees'][number];

/** What a procedure costs on the way it came in, to be said before it is received; what the case decides is set later. */
export function feesAt({ t }: Ctx, { fees }: RunningVersion, channel: 'counter' | 'post'): Printable {
  const asked = fees.filter(f => !f.channels.length || f.channels.includes(channel));
  if (!asked.length) return t('one-stop.counter.fee-none');
  const amount = ({ amount: n, text }: Fee) =>
    n === null
      ? (text ?? t('one-stop.counter.fee-later'))
      : n === 0
        ? t('one-stop.counter.fee-none')
        : formatMoney(n, t.lang);
  return html`${asked.map((f, i) => html`${i > 0 && html`<br>`}${wholeCodes(t('one-stop.counter.fee-line', { name: f.name, amount: amount(f) }))}`)}`;
}
