import { CHANNELS, type Fee, type Limits, limitWords } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { capital, formatMoney } from '#ui';

export const channelText = (t: Translate, channel: string): string =>
  t(`procedure-design.channel.${channel}`);

/** A limit for each channel that has one, in words; empty where none has. */
export const limitsText = (t: Translate, limits: Limits): string[] =>
  CHANNELS.flatMap(c => {
    const limit = limits[c];
    if (!limit) return [];
    const words = { channel: channelText(t, c), limit: limitWords(limit, t) };
    return [t('procedure-design.procedure.limit-of', words)];
  });

/** All limits in a line: one where all channels have the same, else each with the channels that have it. */
export function limitsLine(t: Translate, limits: Limits): string {
  const channels = new Map<string, string[]>();
  for (const c of CHANNELS) {
    const limit = limits[c];
    const words = limit && limitWords(limit, t);
    if (words) channels.set(words, [...(channels.get(words) ?? []), channelText(t, c)]);
  }
  if (channels.size <= 1) return [...channels.keys()].join('');
  const said = [...channels].map(([limit, of]) =>
    t('procedure-design.procedure.limit-of', { channel: of.join(', ').toLowerCase(), limit }),
  );
  return capital(said.join('; '));
}

/** The amount of a fee, or what the source says in its place. */
export const feeText = (t: Translate, fee: Fee): string =>
  fee.amount !== null
    ? formatMoney(fee.amount, t.lang)
    : (fee.text ?? t('procedure-design.procedure.fee.unknown'));

const NAMED = [
  'resultTemplate.number',
  'serviceLevel',
  'fees.unreadable',
  'fees',
  'papers',
  'legalBasis',
  'results',
  'decidedBy',
  'agencyKind',
  'levels',
  'code',
  'limits',
  'form',
  'process',
];

/** What nobody has confirmed, in words: `limits.online.unit` → “Đơn vị của thời hạn, nộp trực tuyến”. */
export function unverifiedText(t: Translate, path: string): string {
  const [part, channel, of] = path.split('.');
  if (
    part === 'limits' &&
    CHANNELS.some(c => c === channel) &&
    (of === 'unit' || of === 'n' || of === 'cutOff')
  )
    return t(`procedure-design.unverified.limit-${of}`, { channel: channelText(t, channel ?? '') });
  if (part === 'limits' && of === undefined && CHANNELS.some(c => c === channel))
    return t('procedure-design.compare.limit', { channel: channelText(t, channel ?? '') });
  return NAMED.includes(path) ? t(`procedure-design.unverified.${path}`) : path;
}
