import { CHANNELS, type Channel, type Fee, type Limits, type ProcedureLimit } from '../types.ts';
import type { SourceLine } from './source-line.ts';

/** Something about a line that people should look at. Texts: `procedures.import.REASON`. */
export type Remark = { reason: RemarkReason; detail: string };
export type RemarkReason =
  | 'unit-missing'
  | 'unit-ambiguous'
  | 'several-limits'
  | 'no-channel'
  | 'fee-unreadable'
  | 'fee-implausible'
  | 'paper-count';

/** The source’s names of channels. */
export const CHANNEL_OF: Readonly<Record<string, Channel>> = {
  'Trực tuyến': 'online',
  'Trực tiếp': 'counter',
  'Dịch vụ bưu chính': 'post',
};

// Plain “Ngày” and “Giờ” do not say whether working time is meant. A term in days is counted by the calendar
// (Civil Code 2015, art. 145–148) unless the text says working days; hours at an office can only be office hours.
// Both are marked as unverified: docs/decisions/0033-plain-days-of-published-limits.md.
const UNITS: Readonly<Record<string, { unit: ProcedureLimit['unit']; sure: boolean }>> = {
  'Ngày làm việc': { unit: 'working-day', sure: true },
  Ngày: { unit: 'calendar-day', sure: false },
  Giờ: { unit: 'working-hour', sure: false },
  Tháng: { unit: 'month', sure: true },
};

// To compare limits of different units only.
const MINUTES: Record<ProcedureLimit['unit'], number> = {
  'working-hour': 60,
  'working-day': 1440,
  'calendar-day': 1439,
  month: 30 * 1440,
};

export type ReadChannels = {
  limits: Limits;
  fees: Fee[];
  unverified: string[];
  remarks: Remark[];
  refused: { reason: 'unknown-channel' | 'unknown-unit' | 'limit-out-of-range'; detail: string } | null;
};

/** Limits and fees of the channels of a line. Where a channel has several limits, the longest is taken and marked. */
export function readChannels(channels: SourceLine['channels']): ReadChannels {
  const read: ReadChannels = { limits: {}, fees: [], unverified: [], remarks: [], refused: null };
  for (const entry of channels) {
    const channel = CHANNEL_OF[entry.channel];
    if (!channel) return { ...read, refused: { reason: 'unknown-channel', detail: entry.channel } };
    const unit = entry.unit?.trim();
    if (unit && !UNITS[unit]) return { ...read, refused: { reason: 'unknown-unit', detail: unit } };
    if (entry.n !== null && (!Number.isInteger(entry.n) || entry.n < 0 || entry.n > 3650)) {
      return { ...read, refused: { reason: 'limit-out-of-range', detail: String(entry.n) } };
    }
  }
  for (const channel of CHANNELS) {
    const entries = channels.filter(c => CHANNEL_OF[c.channel] === channel);
    if (entries.length) readLimit(channel, entries, read);
  }
  readFees(channels, read);
  if (!channels.length) read.remarks.push({ reason: 'no-channel', detail: '' });
  return read;
}

function readLimit(channel: Channel, entries: SourceLine['channels'], read: ReadChannels): void {
  const usable: Array<{ limit: ProcedureLimit; sure: boolean }> = [];
  for (const { n, unit: name } of entries) {
    const unit = UNITS[name?.trim() ?? ''];
    if (unit && n) usable.push({ limit: { n, unit: unit.unit }, sure: unit.sure });
  }
  const length = ({ limit }: { limit: ProcedureLimit }) => limit.n * MINUTES[limit.unit];
  const [longest] = usable.sort((a, b) => length(b) - length(a));
  const said = entries.map(e => `${e.n ?? '–'} ${e.unit ?? '–'}`).join('; ');
  if (usable.length < entries.length)
    read.remarks.push({ reason: 'unit-missing', detail: `${channel}: ${said}` });
  if (!longest) return;
  read.limits[channel] = longest.limit;
  if (!longest.sure) {
    read.unverified.push(`limits.${channel}.unit`);
    read.remarks.push({ reason: 'unit-ambiguous', detail: `${channel}: ${said}` });
  }
  if (new Set(usable.map(length)).size > 1) {
    read.unverified.push(`limits.${channel}.n`);
    read.remarks.push({ reason: 'several-limits', detail: `${channel}: ${said}` });
  }
}

type Amount = { amount: number | null; text?: string; damaged?: true };

// No fee of the state is below a thousand đồng: `50 VNĐ` has lost its thousands, and what was lost is not guessed.
function readAmount(fee: string | null | undefined): Amount | null {
  const text = fee?.trim();
  if (!text || text === 'Không có thông tin') return text ? { amount: null, text } : null;
  if (text === 'Miễn phí') return { amount: 0 };
  const figure = /^(0|[1-9]\d{0,2}(?:,\d{3})*)(?:\.0+)?\s*VNĐ$/.exec(text)?.[1];
  if (figure === undefined) return { amount: null, text, damaged: true };
  const amount = Number(figure.replaceAll(',', ''));
  return amount === 0 || amount >= 1000 ? { amount } : { amount: null, text };
}

function readFees(channels: SourceLine['channels'], read: ReadChannels): void {
  const byText = new Map<string, { amount: Amount; channels: Set<Channel> }>();
  for (const entry of channels) {
    const channel = CHANNEL_OF[entry.channel];
    const amount = readAmount(entry.fee);
    if (!amount || !channel) continue;
    const key = entry.fee?.trim() ?? '';
    const found = byText.get(key) ?? { amount, channels: new Set<Channel>() };
    found.channels.add(channel);
    byText.set(key, found);
    if (amount.damaged) read.remarks.push({ reason: 'fee-unreadable', detail: `${channel}: ${key}` });
    else if (amount.amount === null && /\d/.test(key))
      read.remarks.push({ reason: 'fee-implausible', detail: `${channel}: ${key}` });
  }
  const all = new Set(channels.map(c => CHANNEL_OF[c.channel]));
  for (const { amount, channels: of } of byText.values()) {
    read.fees.push({
      name: 'Phí, lệ phí',
      channels: of.size === all.size ? [] : CHANNELS.filter(c => of.has(c)),
      amount: amount.amount,
      ...(amount.text ? { text: amount.text } : {}),
      exemptions: [],
    });
  }
  const amounts = [...byText.values()].map(f => f.amount);
  if (amounts.some(a => a.damaged)) read.unverified.push('fees.unreadable');
  else if (amounts.some(a => a.amount === null)) read.unverified.push('fees');
}
