import { CHANNELS, type Channel, type Limits, type ProcedureLimit } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { channelText } from '../../words.ts';
import { caseFields, readCases } from './case-fields.ts';
import { readSpan, UNITS } from './span.ts';

const name = (channel: Channel, part: 'so' | 'don-vi' | 'gio-cuoi' | 'ca-ngay-nhan') =>
  `han-${channel}-${part}`;

/** A limit for each channel; a channel without a number has none. */
export const limitFields = (ctx: Ctx, limits: Limits, errors: Errors): Html => {
  const { t } = ctx;
  return html`${CHANNELS.map(
    c => html`<fieldset><legend>${channelText(t, c)}</legend><div class="fs t3">${textField(t, {
      name: name(c, 'so'),
      label: t('procedure-design.limit.n'),
      optional: true,
      inputmode: 'decimal',
      value: typedOr(ctx, name(c, 'so'), limits[c] ? String(limits[c].n).replace('.', ',') : ''),
      error: errorOf(errors, name(c, 'so')),
      most: 6,
    })}${selectField(t, {
      name: name(c, 'don-vi'),
      label: t('procedure-design.limit.unit'),
      value: typedOr(ctx, name(c, 'don-vi'), limits[c]?.unit ?? 'working-day'),
      error: errorOf(errors, name(c, 'don-vi')),
      options: UNITS.map(u => ({ value: u, label: t(`procedure-design.unit.${u}`) })),
    })}${textField(t, {
      name: name(c, 'gio-cuoi'),
      label: t('procedure-design.limit.cut-off'),
      optional: true,
      value: typedOr(ctx, name(c, 'gio-cuoi'), limits[c]?.cutOff),
      error: errorOf(errors, name(c, 'gio-cuoi')),
      most: 5,
    })}</div>${checkbox(t, {
      name: name(c, 'ca-ngay-nhan'),
      label: t('procedure-design.limit.include-receipt-day'),
      checked: typedOr(ctx, name(c, 'ca-ngay-nhan'), limits[c]?.includeReceiptDay ? '1' : '') === '1',
    })}${caseFields(ctx, c, limits[c]?.cases ?? [], errors)}</fieldset>
`,
  )}`;
};

function readLimit(
  ctx: Ctx,
  channel: Channel,
  before: ProcedureLimit | undefined,
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
  if (!unit || !usable) return undefined;
  return {
    n,
    unit,
    ...(cutOff ? { cutOff: `${cutOff[1]!.padStart(2, '0')}:${cutOff[2]}` } : {}),
    ...(text('ca-ngay-nhan') === '1' ? { includeReceiptDay: true } : {}),
    ...readCases(ctx, channel, before?.cases ?? [], errors),
  };
}

export function readLimits(ctx: Ctx, before: Limits, errors: FieldError[]): Limits {
  const limits: Limits = {};
  for (const channel of CHANNELS) {
    const limit = readLimit(ctx, channel, before[channel], errors);
    if (limit) limits[channel] = limit;
  }
  return limits;
}
