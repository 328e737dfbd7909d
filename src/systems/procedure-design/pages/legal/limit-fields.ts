import { CHANNELS, type Channel, type Limits, type ProcedureLimit } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, type FieldError, type Html, html } from '#ui';
import { channelText } from '../../words.ts';
import type { Grounds } from './case-condition.ts';
import { caseFields, readCases } from './case-fields.ts';
import { legalFields } from './fields.ts';
import { readSpan, unitOptions } from './span.ts';

const name = (channel: Channel, part: 'so' | 'don-vi' | 'gio-cuoi' | 'ca-ngay-nhan') =>
  `han-${channel}-${part}`;

/** A limit for each channel; a channel without a number has none. */
export const limitFields = (ctx: Ctx, limits: Limits, grounds: Grounds, errors: Errors): Html => {
  const { t } = ctx;
  const { text, choice, tick } = legalFields(ctx, errors);
  return html`${CHANNELS.map(c => {
    const limit = limits[c];
    return html`<fieldset><legend>${channelText(t, c)}</legend><div class="fs t3">${text(
      name(c, 'so'),
      'limit.n',
      limit ? String(limit.n).replace('.', ',') : '',
      { optional: true, inputmode: 'decimal', most: 6 },
    )}${choice(name(c, 'don-vi'), 'limit.unit', limit?.unit ?? 'working-day', unitOptions(t))}${text(
      name(c, 'gio-cuoi'),
      'limit.cut-off',
      limit?.cutOff,
      { optional: true, most: 5 },
    )}</div>${tick(name(c, 'ca-ngay-nhan'), 'limit.include-receipt-day', limit?.includeReceiptDay)}${caseFields(
      ctx,
      c,
      limit?.cases ?? [],
      grounds,
      errors,
    )}</fieldset>
`;
  })}`;
};

function readLimit(
  ctx: Ctx,
  channel: Channel,
  before: ProcedureLimit | undefined,
  grounds: Grounds,
  errors: FieldError[],
): ProcedureLimit | undefined {
  const { t, req } = ctx;
  const text = (part: Parameters<typeof name>[1]) => posted(req.body, name(channel, part));
  if (!text('so')) return undefined;
  const { n, unit, usable } = readSpan(text('so'), text('don-vi'));
  const cutOff = /^([01]?\d|2[0-3])[:h]([0-5]\d)$/.exec(text('gio-cuoi'));
  if (!usable) errors.push({ path: name(channel, 'so'), message: t('procedure-design.limit.n.wrong') });
  if (!unit) errors.push({ path: name(channel, 'don-vi'), message: t('procedure-design.limit.unit.wrong') });
  if (text('gio-cuoi') && !cutOff)
    errors.push({ path: name(channel, 'gio-cuoi'), message: t('procedure-design.limit.cut-off.wrong') });
  const cases = readCases(ctx, channel, before?.cases ?? [], grounds, errors);
  if (!unit || !usable) return undefined;
  return {
    n,
    unit,
    ...(cutOff ? { cutOff: `${cutOff[1]!.padStart(2, '0')}:${cutOff[2]}` } : {}),
    ...(text('ca-ngay-nhan') === '1' ? { includeReceiptDay: true } : {}),
    ...cases,
  };
}

export function readLimits(ctx: Ctx, before: Limits, grounds: Grounds, errors: FieldError[]): Limits {
  const limits: Limits = {};
  for (const channel of CHANNELS) {
    const limit = readLimit(ctx, channel, before[channel], grounds, errors);
    if (limit) limits[channel] = limit;
  }
  return limits;
}
