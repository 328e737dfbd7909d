import type { Channel, LimitCase } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import {
  details,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { readSpan, UNITS } from './span.ts';

/** Most other limits of one channel, as the schema has it. */
const MOST_CASES = 5;
type Part = 'neu' | 'loi' | 'so' | 'don-vi';
const name = (channel: Channel, i: number, part: Part) => `han-${channel}-neu-${i}-${part}`;
const PARTS: readonly Part[] = ['neu', 'loi', 'so'];

/** Other limits of a channel in some cases: a condition, the same in words, and the limit; folded away while there are none. */
export function caseFields(ctx: Ctx, channel: Channel, cases: readonly LimitCase[], errors: Errors): Html {
  const { t } = ctx;
  const sent = (i: number) => PARTS.some(p => posted(ctx.req.body, name(channel, i, p)));
  const rows = Math.min(
    MOST_CASES,
    1 +
      Math.max(
        cases.length,
        ctx.req.method === 'GET'
          ? 0
          : Array.from({ length: MOST_CASES }, (_, i) => (sent(i) ? i + 1 : 0)).reduce((a, b) =>
              Math.max(a, b),
            ),
      ),
  );
  const field = (i: number, part: 'neu' | 'loi' | 'so', value: string | undefined, most: number) =>
    textField(t, {
      name: name(channel, i, part),
      label: t(`procedure-design.limit.case.${part}`),
      ...(part === 'so' ? {} : { hint: t(`procedure-design.limit.case.${part}-hint`) }),
      optional: true,
      value: typedOr(ctx, name(channel, i, part), value),
      error: errorOf(errors, name(channel, i, part)),
      most,
    });
  return details(
    { summary: t('procedure-design.limit.cases'), open: rows > 1 },
    html`<p class="hint">${t('procedure-design.limit.cases-hint')}</p>${Array.from(
      { length: rows },
      (_, i) => {
        const c = cases[i];
        return html`<div class="fs">${field(i, 'neu', c?.if, 500)}${field(i, 'loi', c?.says, 200)}</div><div class="fs t3">${field(
          i,
          'so',
          c && String(c.n).replace('.', ','),
          6,
        )}${selectField(t, {
          name: name(channel, i, 'don-vi'),
          label: t('procedure-design.limit.unit'),
          value: typedOr(ctx, name(channel, i, 'don-vi'), c?.unit ?? 'working-day'),
          error: errorOf(errors, name(channel, i, 'don-vi')),
          options: UNITS.map(u => ({ value: u, label: t(`procedure-design.unit.${u}`) })),
        })}</div>
`;
      },
    )}`,
  );
}

/** What they say; a row whose three fields are emptied is gone. That its condition can be read is checked when it is published. */
export function readCases(
  ctx: Ctx,
  channel: Channel,
  before: readonly LimitCase[],
  errors: FieldError[],
): { cases?: LimitCase[] } {
  const { t, req } = ctx;
  const cases: LimitCase[] = [];
  for (let i = 0; i < MOST_CASES; i++) {
    const text = (part: Part) => posted(req.body, name(channel, i, part));
    if (!PARTS.some(text)) continue;
    const wrong = (part: Part, key: string) =>
      errors.push({ path: name(channel, i, part), message: t(`procedure-design.limit.${key}`) });
    const { n, unit, usable } = readSpan(text('so'), text('don-vi'));
    if (!text('neu')) wrong('neu', 'case.neu-missing');
    if (!text('loi')) wrong('loi', 'case.loi-missing');
    if (!usable) wrong('so', 'n.wrong');
    if (!unit) wrong('don-vi', 'unit.wrong');
    // Hours of reception of a case are not edited here, and stay with it.
    const { cutOff, includeReceiptDay } = before.find(c => c.if === text('neu')) ?? {};
    if (unit && usable)
      cases.push({
        if: text('neu'),
        says: text('loi'),
        n,
        unit,
        ...(cutOff ? { cutOff } : {}),
        ...(includeReceiptDay ? { includeReceiptDay } : {}),
      });
  }
  return cases.length ? { cases } : {};
}
