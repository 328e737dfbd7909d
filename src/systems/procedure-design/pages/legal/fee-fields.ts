import { AT_SUBMISSION, CHANNELS, type Fee, getDraftProcess } from '#engines/procedures';
import { type Ctx, textField as posted, textFields } from '#platform/http';
import {
  checkbox,
  checkboxes,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  selectField,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { channelText } from '../../words.ts';
import { exemptionText, type Nameable, readExemptions } from './exemption-lines.ts';
import { rowCount, rowsSent } from './rows.ts';

const PREFIX = 'phi';
const MOST_FEES = 60;
const MOST_EXEMPTIONS = 40;
type Part = 'ten' | 'tien' | 'loi' | 'cach' | 'mien' | 'khi' | 'cho' | 'giu';
const name = (i: number, part: Part) => `${PREFIX}-${i}-${part}`;

/** A step of the process after which a fee may be asked for. */
export type Step = { id: string; name: string };

/** The steps of a draft's process that people do; none while the process cannot be read. */
export async function stepsOf(ctx: Ctx, versionId: string): Promise<Step[]> {
  const { graph } = await getDraftProcess(ctx.db, versionId);
  return [...(graph?.nodes.values() ?? [])]
    .filter(n => n.kind === 'user' || n.kind === 'manual')
    .map(n => ({ id: n.id, name: n.name || n.id }));
}

/** When a fee may be asked for; a step that the process has no longer stays to be seen. */
const dueOptions = (ctx: Ctx, steps: readonly Step[], due: string | undefined) => [
  { value: '', label: ctx.t('procedure-design.fee.due.by-hand') },
  { value: AT_SUBMISSION, label: ctx.t('procedure-design.fee.due.at-submission') },
  ...[
    ...steps,
    ...(due && due !== AT_SUBMISSION && !steps.some(s => s.id === due) ? [{ id: due, name: due }] : []),
  ].map(s => ({ value: s.id, label: ctx.t('procedure-design.fee.due.after', { step: s.name }) })),
];

/** `800.000 đồng`, `800000` → 800000; undefined when it is no whole amount. */
export function readAmount(text: string): number | undefined {
  const digits = text
    .trim()
    .replace(/(đồng|đ|vnđ)$/i, '')
    .trim();
  if (!/^\d{1,3}([. ]\d{3})*$/.test(digits) && !/^\d{1,13}$/.test(digits)) return undefined;
  const amount = Number(digits.replace(/[. ]/g, ''));
  return amount <= 1_000_000_000_000 ? amount : undefined;
}

export function feeFields(
  ctx: Ctx,
  fees: readonly Fee[],
  steps: readonly Step[],
  named: Nameable,
  errors: Errors,
): Html {
  const { t } = ctx;
  return html`${Array.from({ length: Math.min(rowCount(ctx, PREFIX, fees.length), MOST_FEES) }, (_, i) => {
    const fee = fees[i];
    const text = (part: 'ten' | 'tien' | 'loi', key: string, value: string | undefined, hint = false) =>
      textField(t, {
        name: name(i, part),
        label: t(`procedure-design.fee.${key}`),
        ...(hint ? { hint: t(`procedure-design.fee.${key}.hint`) } : {}),
        optional: true,
        value: typedOr(ctx, name(i, part), value),
        error: errorOf(errors, name(i, part)),
        most: part === 'loi' ? 2000 : 300,
      });
    const amount = fee && fee.amount !== null ? String(fee.amount) : '';
    return html`<fieldset><legend>${t('procedure-design.fee.nth', { n: i + 1 })}</legend>${text('ten', 'name', fee?.name)}<div class="fs">${text('tien', 'amount', amount, true)}${text(
      'loi',
      'text',
      fee?.text,
      true,
    )}</div>${checkboxes(t, {
      name: name(i, 'cach'),
      label: t('procedure-design.fee.channels'),
      hint: t('procedure-design.fee.channels.hint'),
      values: ctx.req.method === 'GET' ? fee?.channels : textFields(ctx.req.body, name(i, 'cach')),
      options: CHANNELS.map(c => ({ value: c, label: channelText(t, c) })),
    })}${selectField(t, {
      name: name(i, 'khi'),
      label: t('procedure-design.fee.due'),
      hint: t('procedure-design.fee.due.hint'),
      optional: true,
      value: typedOr(ctx, name(i, 'khi'), fee?.due),
      error: errorOf(errors, name(i, 'khi')),
      options: dueOptions(ctx, steps, fee?.due),
    })}<div class="fs half">${checkbox(t, {
      name: name(i, 'cho'),
      label: t('procedure-design.fee.waits.tick'),
      checked: typedOr(ctx, name(i, 'cho'), fee?.waits ? '1' : '') === '1',
    })}${checkbox(t, {
      name: name(i, 'giu'),
      label: t('procedure-design.fee.claim-holds'),
      checked: typedOr(ctx, name(i, 'giu'), fee?.claimHolds ? '1' : '') === '1',
    })}</div>${textArea(t, {
      name: name(i, 'mien'),
      label: t('procedure-design.fee.exemptions'),
      hint: t('procedure-design.fee.exemptions.hint'),
      optional: true,
      rows: 2,
      value: typedOr(ctx, name(i, 'mien'), fee?.exemptions.map(e => exemptionText(e, named)).join('\n')),
      error: errorOf(errors, name(i, 'mien')),
    })}</fieldset>
`;
  })}`;
}

export function readFees(
  ctx: Ctx,
  before: readonly Fee[],
  steps: readonly Step[],
  named: Nameable,
  errors: FieldError[],
): Fee[] {
  const { t, req } = ctx;
  const fees: Fee[] = [];
  for (let i = 0; i < Math.min(rowsSent(ctx, PREFIX), MOST_FEES); i++) {
    const text = (part: Part) => posted(req.body, name(i, part));
    const { exemptions, faults } = readExemptions(posted(req.body, name(i, 'mien')), named);
    const lowered = exemptions.length + faults.length;
    if (!text('ten') && !text('tien') && !text('loi') && !lowered) continue;
    const wrong = (part: Part, key: string) =>
      errors.push({ path: name(i, part), message: t(`procedure-design.fee.${key}.wrong`) });
    const amount = text('tien') ? readAmount(text('tien')) : null;
    if (!text('ten')) wrong('ten', 'name');
    if (amount === undefined || (amount === null && !text('loi'))) wrong('tien', 'amount');
    if (faults.length)
      errors.push({
        path: name(i, 'mien'),
        message: faults.map(f => t(`procedure-design.fee.exemptions.line.${f.wrong}`, f)).join(' '),
      });
    else if (lowered > MOST_EXEMPTIONS)
      errors.push({
        path: name(i, 'mien'),
        message: t('procedure-design.fee.exemptions.many', { most: MOST_EXEMPTIONS }),
      });
    const due = text('khi');
    // One that was there before stays, though the process cannot be read now.
    const possible = [AT_SUBMISSION, ...steps.map(s => s.id), ...before.map(f => f.due)];
    if (due && !possible.includes(due)) wrong('khi', 'due');
    if (text('cho') === '1' && !due) wrong('khi', 'waits');
    if (text('giu') === '1' && !due) wrong('khi', 'claim-holds');
    fees.push({
      name: text('ten'),
      channels: CHANNELS.filter(c => textFields(req.body, name(i, 'cach')).includes(c)),
      amount: amount ?? null,
      ...(text('loi') ? { text: text('loi') } : {}),
      exemptions,
      ...(due ? { due } : {}),
      ...(due && text('cho') === '1' ? { waits: true } : {}),
      ...(due && text('giu') === '1' ? { claimHolds: true } : {}),
    });
  }
  return fees;
}
