import type { Channel, LimitCase } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import { details, type Errors, type FieldError, type Html, html, revealed } from '#ui';
import { PART } from '../form/field/field-choices.ts';
import { chosenFor, FEEL, FEEL_PART, type Grounds, groundChoices, readGround } from './case-condition.ts';
import { legalFields } from './fields.ts';
import { readSpan, unitOptions } from './span.ts';

/** Most other limits of one channel, as the schema has it. */
const MOST_CASES = 5;
type Part = 'chon' | 'tu' | 'den' | 'neu' | 'loi' | 'so' | 'don-vi';
const name = (channel: Channel, i: number, part: Part) => `han-${channel}-neu-${i}-${part}`;
const PARTS: readonly Part[] = ['chon', 'neu', 'loi', 'so'];

function rowsShown(ctx: Ctx, channel: Channel, there: number): number {
  const sent = (i: number) => PARTS.some(p => posted(ctx.req.body, name(channel, i, p)));
  const rows = Array.from({ length: MOST_CASES }, (_, i) =>
    ctx.req.method !== 'GET' && sent(i) ? i + 1 : 0,
  );
  return Math.min(MOST_CASES, 1 + Math.max(there, ...rows));
}

/**
 * Other limits of a channel in some cases: a condition that is chosen from the answers and from what steps decide, or written, the
 * same in words, and the limit; folded away while there are none.
 */
export function caseFields(
  ctx: Ctx,
  channel: Channel,
  cases: readonly LimitCase[],
  grounds: Grounds,
  errors: Errors,
): Html {
  const { t } = ctx;
  const rows = rowsShown(ctx, channel, cases.length);
  const choices = groundChoices(ctx, grounds);
  const none = { value: '', label: t('procedure-design.limit.case.none') };
  const { text, choice } = legalFields(ctx, errors);
  const hinted = (key: string) => ({ hint: t(`procedure-design.limit.case.${key}-hint`) });
  const row = (i: number): Html => {
    const c = cases[i];
    const of = (part: Part) => name(channel, i, part);
    const was = chosenFor(grounds, choices, c?.if);
    const bound = (part: 'tu' | 'den', key: string) =>
      text(of(part), `builder.condition.${key}`, was[part === 'tu' ? 'from' : 'to'], { most: 20 });
    const written = text(of('neu'), 'limit.case.neu', was.chosen === FEEL ? c?.if : undefined, {
      ...hinted('neu'),
      most: 500,
    });
    return html`<div class="part row"><div>${choice(of('chon'), 'limit.case.chon', was.chosen, [none, ...choices], { optional: true })}</div>${revealed(PART.from, bound('tu', 'value'))}${revealed(PART.to, bound('den', 'to'))}${revealed(FEEL_PART, written)}</div>
${text(of('loi'), 'limit.case.loi', c?.says, { ...hinted('loi'), optional: true, most: 200 })}<div class="fs t3">${text(
      of('so'),
      'limit.case.so',
      c && String(c.n).replace('.', ','),
      { optional: true, inputmode: 'decimal', most: 6 },
    )}${choice(of('don-vi'), 'limit.unit', c?.unit ?? 'working-day', unitOptions(t))}</div>
`;
  };
  return details(
    { summary: t('procedure-design.limit.cases'), open: rows > 1 },
    html`<p class="hint">${t('procedure-design.limit.cases-hint')}</p><div class="parts">${Array.from({ length: rows }, (_, i) => row(i))}</div>`,
  );
}

/** What they say; a row whose fields are emptied is gone. That a condition which is written can be read is checked when it is published. */
export function readCases(
  ctx: Ctx,
  channel: Channel,
  before: readonly LimitCase[],
  grounds: Grounds,
  errors: FieldError[],
): { cases?: LimitCase[] } {
  const { t, req } = ctx;
  const cases: LimitCase[] = [];
  for (let i = 0; i < MOST_CASES; i++) {
    const of = (part: Part) => name(channel, i, part);
    const text = (part: Part) => posted(req.body, of(part));
    if (!PARTS.some(text)) continue;
    const wrong = (part: Part, key: string) =>
      errors.push({ path: of(part), message: t(`procedure-design.limit.${key}`) });
    const { n, unit, usable } = readSpan(text('so'), text('don-vi'));
    const chosen = text('chon');
    const isWritten = chosen === FEEL || (!chosen && text('neu'));
    const ground =
      chosen && !isWritten
        ? readGround(ctx, grounds, { name: of('chon'), from: of('tu'), to: of('den') }, errors)
        : undefined;
    const condition = isWritten ? text('neu') : ground?.if;
    const says = text('loi') || ground?.says;
    if (!chosen && !isWritten) wrong('chon', 'case.chon-missing');
    else if (isWritten && !condition) wrong('neu', 'case.neu-missing');
    if (isWritten && !says) wrong('loi', 'case.loi-missing');
    if (!usable) wrong('so', 'n.wrong');
    if (!unit) wrong('don-vi', 'unit.wrong');
    // Hours of reception of a case are not edited here, and stay with it.
    const { cutOff, includeReceiptDay } = before.find(c => c.if === condition) ?? {};
    if (condition && says && unit && usable)
      cases.push({
        if: condition,
        says,
        n,
        unit,
        ...(cutOff ? { cutOff } : {}),
        ...(includeReceiptDay ? { includeReceiptDay } : {}),
      });
  }
  return cases.length ? { cases } : {};
}
