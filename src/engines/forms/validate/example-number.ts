import type { Lang } from '#platform/i18n';
import { formatNumber } from '#ui';
import type { Field } from '../define/parts.ts';
import type { JsonSchema } from '../types.ts';

const USUAL: Partial<Record<Field['widget'], number>> = { number: 120.5, integer: 3, money: 800_000 };

/** A number that a field of this kind takes, as people write it; undefined where its widget asks for none. */
export function exampleNumber({ widget, schema, layout }: Field, lang: Lang): string | undefined {
  const usual = USUAL[widget];
  if (usual === undefined) return undefined;
  // What stands over the field as an example is the example: another beside it only confuses.
  const [hinted] = widget === 'money' ? (/\d{1,3}(?:[.,]\d{3})+/.exec(layout.hint?.vi ?? '') ?? []) : [];
  const one = [
    ...(hinted ? [Number(hinted.replaceAll(/[.,]/g, ''))] : []),
    usual,
    ...within(schema, widget === 'number' ? 0.5 : 0),
  ].find(n => takes(schema, widget, n));
  // As it is typed: of decimals the comma is read in every language, and keyboards have the hyphen for minus.
  const text = formatNumber(one ?? usual, { lang: widget === 'number' ? 'vi' : lang, decimals: 6 });
  return text.replace('−', '-');
}

const bound = (...values: unknown[]): number[] => values.filter(v => typeof v === 'number');

/** Numbers between the limits of a schema, those in the middle first. */
function within(schema: JsonSchema, half: number): number[] {
  const [multiple] = bound(schema.multipleOf);
  const step = multiple ?? 1;
  const lows = bound(schema.minimum, schema.exclusiveMinimum);
  const highs = bound(schema.maximum, schema.exclusiveMaximum);
  const most = highs.length ? Math.min(...highs) : undefined;
  const low = lows.length ? Math.max(...lows) : most !== undefined && most <= 0 ? most - 10 * step : 0;
  const high = most ?? low + 10 * step;
  const middle = Math.floor((low + high) / 2 / step) * step;
  const up = Math.ceil(low / step) * step;
  return [...(multiple ? [] : [middle + half]), middle, up, up + step, (low + high) / 2, low, high].map(
    tidied,
  );
}

/** Without what binary fractions add: 0.1 × 3 is 0.3. */
const tidied = (n: number): number => Number(n.toFixed(6));

function takes(schema: JsonSchema, widget: Field['widget'], n: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (widget !== 'number' && !Number.isInteger(n)) return false;
  if (typeof minimum === 'number' && n < minimum) return false;
  if (typeof maximum === 'number' && n > maximum) return false;
  if (typeof exclusiveMinimum === 'number' && n <= exclusiveMinimum) return false;
  if (typeof exclusiveMaximum === 'number' && n >= exclusiveMaximum) return false;
  if (typeof multipleOf !== 'number') return true;
  const times = n / multipleOf;
  return Math.abs(times - Math.round(times)) < 1e-9;
}
