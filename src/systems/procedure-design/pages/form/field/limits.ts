import {
  type Bound,
  checkRegex,
  type FieldKind,
  hasPattern,
  isDay,
  type LimitOf,
  type Limits,
  limitOf,
  readDate,
  readNumber,
  readWhole,
  regexFits,
  yearsAgo,
} from '#engines/forms';
import { formatDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { fold } from '#platform/text';
import { type FieldError, formatNumber } from '#ui';

export const MIN = 'toi-thieu';
export const MAX = 'toi-da';
export const PATTERN = 'mau';
export const READY_PATTERN = 'mau-co-san';
export const EXAMPLE = 'mau-vi-du';
export const PATTERN_WORDS = 'mau-loi';

/** Shapes that are often asked for. Texts: `procedure-design.builder.pattern.…`. */
export const READY_PATTERNS: Readonly<Record<string, string>> = {
  digits: '^[0-9]+$',
  code: '^[A-ZĐ0-9]+(?:[-./][A-ZĐ0-9]+)*$',
  plate: '^[0-9]{2}[A-ZĐ][A-ZĐ0-9]?-?[0-9]{4,5}$',
  document: '^[0-9]+/[0-9]{4}/[A-ZĐ][A-ZĐ-]*$',
};

/** A limit as people type it. */
export function boundText(ctx: Ctx, bound: Bound | undefined): string {
  if (bound === undefined) return '';
  if (bound === 'today') return ctx.t('procedure-design.builder.today');
  const years = typeof bound === 'string' && yearsAgo(bound);
  if (years) return ctx.t('procedure-design.builder.years-ago', { years });
  return typeof bound === 'number' ? formatNumber(bound, { lang: 'vi', decimals: 6 }) : formatDate(bound);
}

const MOST_COUNT = 50;
const MOST_LETTERS = 20_000;

function readBound(of: LimitOf, typed: string): Bound | null {
  if (of === 'day') {
    if (['hom nay', 'today'].includes(fold(typed))) return 'today';
    const years = /^(\d{1,2}) (?:nam truoc|years ago)$/.exec(fold(typed))?.[1];
    if (years) return `today-${Number(years)}y`;
    const day = readDate(typed);
    return isDay(day) ? day : null;
  }
  const value = of === 'number' ? readNumber(typed) : readWhole(typed);
  if (typeof value !== 'number' || Math.abs(value) > 1e15) return null;
  if (of === 'letters') return value >= 0 && value <= MOST_LETTERS ? value : null;
  if (of === 'count') return value >= 0 && value <= MOST_COUNT ? value : null;
  return value;
}

/** The limits that were typed for a kind of field; what has to be corrected goes into `errors`. */
export function readLimits(ctx: Ctx, kind: FieldKind, errors: FieldError[]): Limits {
  const { t } = ctx;
  const value = (name: string) => posted(ctx.req.body, name).trim();
  const wrong = (path: string, message: string) => errors.push({ path, message });
  const limits: Limits = {};
  const of = limitOf(kind);
  const bound = (name: string): Bound | undefined => {
    const typed = value(name);
    if (!of || !typed) return undefined;
    const read = readBound(of, typed);
    if (read === null) wrong(name, t(`procedure-design.builder.limit.wrong.${of}`));
    return read ?? undefined;
  };
  limits.min = bound(MIN);
  limits.max = bound(MAX);
  const { min, max } = limits;
  if (min !== undefined && max !== undefined && min !== 'today' && max !== 'today' && min > max)
    wrong(MAX, t('procedure-design.builder.limit.wrong.order'));
  if (kind === 'file' && max === 0) wrong(MAX, t('procedure-design.builder.limit.wrong.count'));
  if (!hasPattern(kind)) return limits;
  const ready = value(READY_PATTERN);
  const pattern = READY_PATTERNS[ready] ?? value(PATTERN);
  if (!pattern) return limits;
  limits.pattern = pattern;
  limits.example = value(EXAMPLE) || undefined;
  const fault = checkRegex(pattern);
  if (fault) {
    wrong(PATTERN, t(`forms.problem.regex-${fault}`));
    return limits;
  }
  if (!limits.example) wrong(EXAMPLE, t('procedure-design.builder.pattern-example.missing'));
  else if (!regexFits(pattern, limits.example))
    wrong(EXAMPLE, t('procedure-design.builder.pattern-example.wrong'));
  if (!value(PATTERN_WORDS)) wrong(PATTERN_WORDS, t('procedure-design.builder.pattern-words.missing'));
  return limits;
}
