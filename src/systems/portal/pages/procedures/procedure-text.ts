import { inSentence } from '#engines/forms';
import {
  basisSaid,
  CHANNELS,
  type Exemption,
  type Fee,
  type Limits,
  limitWords,
  type Paper,
  type ProcedureVersion,
} from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { capital, formatMoney, formatPercent, type Printable, vietnameseIn } from '#ui';

/** The limits of all channels in one line: once where they agree, channel by channel where they differ. */
export function limitsText(limits: Limits, t: Translate): string {
  const texts = CHANNELS.flatMap(c => (limits[c] ? [{ channel: c, text: limitWords(limits[c], t) }] : []));
  if (texts.length === 0) return t('portal.procedure.no-limit');
  if (texts.every(x => x.text === texts[0]!.text)) return texts[0]!.text;
  return texts
    .map(x => t('portal.procedure.limit-of', { channel: t(`portal.channel.${x.channel}`), limit: x.text }))
    .join('; ');
}

/** The same as a page shows it: what the cases of a limit say is Vietnamese in every language. */
export const limitsShown = (limits: Limits, t: Translate): Printable =>
  vietnameseIn(
    t,
    capital(limitsText(limits, t)),
    CHANNELS.flatMap(c => limits[c]?.cases?.map(({ says }) => says) ?? []),
  );

/** A name that says of what the amount is the rate: `Phí mỗi bản`. */
const IS_RATE = /(?:^|\s)mỗi\s/i;

const feeText = (fee: Fee, t: Translate): string => {
  const sum =
    fee.amount === null
      ? (fee.text ?? t('portal.fee.unknown'))
      : fee.amount === 0
        ? t('portal.fee.none')
        : formatMoney(fee.amount, t.lang);
  const amount =
    fee.amount && IS_RATE.test(fee.name)
      ? t('portal.fee.rate', { amount: sum, name: inSentence(fee.name) })
      : sum;
  if (!fee.channels.length) return amount;
  return t('portal.procedure.limit-of', {
    channel: fee.channels.map(c => t(`portal.channel.${c}`)).join(', '),
    limit: amount,
  });
};

/** What is said beside fees or limits that nobody has compared with their source yet; null where somebody has. */
export function doubtOf(
  { unverified, fees }: Pick<ProcedureVersion, 'unverified' | 'fees'>,
  part: 'fees' | 'limits',
  t: Translate,
): string | null {
  if (!unverified.some(u => u === part || u.startsWith(`${part}.`))) return null;
  const free = part === 'fees' && fees.every(f => f.amount === 0);
  return t(`portal.procedure.doubt-${free ? 'free' : part}`);
}

/** The fees in words; free where there is none. */
export const feesText = (fees: readonly Fee[], t: Translate): string =>
  fees.length ? [...new Set(fees.map(f => feeText(f, t)))].join('; ') : t('portal.fee.none');

const exemptionText = (exemption: Exemption, t: Translate): string => {
  const { who, share } = exemption;
  const basis = basisSaid(exemption.basis);
  const less = t(share === 0 ? 'portal.fee.exempt' : 'portal.fee.less', {
    who,
    share: formatPercent(share, t.lang, 0),
  });
  return basis ? t('portal.fee.by', { less, basis }) : less;
};

/** Who pays less or nothing, and by which text: a sentence each, with the fee's name where there are several that somebody pays less of. */
export function exemptionsText(fees: readonly Fee[], t: Translate): string[] {
  const lowered = fees.filter(f => f.exemptions.length);
  const named = new Set(lowered.map(f => f.name)).size > 1;
  const texts = lowered.flatMap(fee =>
    fee.exemptions.map(e =>
      named ? t('portal.fee.of', { fee: fee.name, text: exemptionText(e, t) }) : exemptionText(e, t),
    ),
  );
  return [...new Set(texts)];
}

/** The same as a page shows them: who it is, of which fee and by which text is Vietnamese in every language. */
export function exemptionsShown(fees: readonly Fee[], t: Translate): Printable[] {
  const pieces = fees.flatMap(fee => [fee.name, ...fee.exemptions.flatMap(e => [e.who, basisSaid(e.basis)])]);
  return exemptionsText(fees, t).map(text => vietnameseIn(t, text, pieces));
}

/** How many originals and copies of a paper are handed in; '' where nobody has said. */
export const countsText = ({ original, copy }: Pick<Paper, 'original' | 'copy'>, t: Translate): string =>
  [
    ...(original ? [t('portal.procedure.originals', { count: original })] : []),
    ...(copy ? [t('portal.procedure.copies', { count: copy })] : []),
  ].join(', ');

/** The ways to apply that the procedure is offered in, as a list; a way without a time limit is none. */
export function waysText(version: Pick<ProcedureVersion, 'serviceLevel' | 'limits'>, t: Translate): string {
  const ways = CHANNELS.flatMap(c => {
    if (c === 'online') return isOnline(version) ? [t(`portal.way.${version.serviceLevel}`)] : [];
    return version.limits[c] ? [t(`portal.way.${c}`)] : [];
  });
  return new Intl.ListFormat(t.lang, { type: 'disjunction' }).format(
    ways.length ? ways : [t('portal.way.counter')],
  );
}

/** Whether a citizen can apply on this portal today. */
export const isOnline = (version: Pick<ProcedureVersion, 'serviceLevel' | 'limits'>): boolean =>
  version.serviceLevel !== 'counter' && version.limits.online !== undefined;

/**
 * Where people go with it: this portal and any commune's centre, where the procedure is offered there; one sentence for each way that is
 * open, and one that it is not done online. `official`: said to who works with it, and cannot apply with that account.
 */
export function whereText(
  version: Pick<ProcedureVersion, 'serviceLevel' | 'limits'>,
  t: Translate,
  official = false,
): string {
  const { limits } = version;
  const online = isOnline(version);
  // A way without a limit is none; where no limit is published at all, the counter is what is left.
  const counter = limits.counter !== undefined || (!online && limits.post === undefined);
  const sentences = [
    ...(online
      ? [t(official ? 'portal.procedure.where-online-official' : 'portal.procedure.where-online')]
      : []),
    ...(counter ? [t(online ? 'portal.procedure.where-counter-too' : 'portal.procedure.where-counter')] : []),
    ...(limits.post ? [t('portal.procedure.where-post')] : []),
    ...(online ? [] : [t('portal.procedure.where-not-online')]),
  ];
  return sentences.join(' ');
}
