import { givenBackOf, isClaimed, type Obligation, obligationsOf, timesRate } from '#engines/payments';
import type { Fee, ProcedureVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import type { Translate } from '#platform/i18n';
import { formatMoney } from '#ui';
import { feesOf } from '../fees/ask.ts';
import { subjectOf } from '../fees/follow.ts';
import type { Dossier } from '../types.ts';

type Named = Pick<Fee, 'name' | 'amount' | 'text'>;

const named = ({ name, amount, text }: Named): string =>
  [name, amount === null ? (text ?? '') : formatMoney(amount)].filter(Boolean).join(' ');

const isAsked = (o: Obligation): boolean => o.askedAt !== null;

/** What is said of an exemption, but not on which ground: whoever holds the slip reads it. */
function exemptionWords(o: Obligation): string | undefined {
  if (isClaimed(o)) return isAsked(o) || !o.claim?.holds ? 'claimed' : 'claimed-held';
  return o.exemption ? 'reduced' : undefined;
}

/** One that is asked for, or would be but for an exemption that is claimed, with how it stands now. */
function askedWords(t: Translate, o: Obligation): string {
  if (o.state === 'exempt') return o.exemption ? t('cases.receipt.fee.exempt', { name: o.name }) : named(o);
  const part = o.state === 'due' && o.outstanding < (o.amount ?? 0);
  const stands = [isAsked(o) ? (part ? 'part' : o.state) : undefined, exemptionWords(o)]
    .filter(key => key !== undefined)
    .map(key => t(`cases.receipt.fee.${key}`, { left: formatMoney(o.outstanding) }));
  const back = givenBackOf(o);
  if (back > 0) stands.push(t('cases.receipt.fee.back', { amount: formatMoney(back) }));
  const how = [timesRate(o), ...stands].filter(words => words !== null);
  return t('cases.receipt.fee', { fee: named(o), how: how.join(', ') });
}

/**
 * The fees of a dossier as they are when its receipt is drawn: what is asked for with how it stands, that an exemption is claimed or was
 * granted, and what the procedure publishes but nobody has asked for. `0 đồng` where it takes nothing.
 */
export async function feesSaid(
  q: Queryable,
  t: Translate,
  version: Pick<ProcedureVersion, 'fees'>,
  dossier: Dossier,
): Promise<string> {
  const all = await obligationsOf(q, subjectOf(dossier));
  const said = all.filter(o => isAsked(o) || isClaimed(o));
  const isOf = (fee: { key: string; name: string }) => (o: Obligation) =>
    o.key === null ? o.name === fee.name : o.key === fee.key;
  // Where an official has said how much it will be, that is what will be asked for.
  const planned = (fee: { key: string }) => all.find(o => o.key === fee.key)?.amount;
  const open = feesOf(version, dossier.channel)
    .filter(fee => !said.some(isOf(fee)))
    .map(fee => ({ ...fee, amount: planned(fee) ?? fee.amount }))
    .filter(fee => fee.amount !== 0);
  const parts = [
    ...said.filter(o => o.amount !== 0 || o.baseAmount !== 0).map(o => askedWords(t, o)),
    ...(open.length ? [t('cases.receipt.fee.published', { fees: open.map(named).join('; ') })] : []),
  ];
  return parts.join('; ') || formatMoney(0);
}
