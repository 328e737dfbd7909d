import {
  type CalculationResult,
  calculationWords,
  examplesOf,
  fitsForm,
  isNumeric,
  RESULTS,
  readCalculation,
  resultIn,
  resultOf,
  resultText,
  said,
  schemaAt,
  writeCalculation,
} from '#engines/forms';
import { inspectFeel } from '#platform/feel';
import { type Ctx, textField as posted } from '#platform/http';
import type { FieldError } from '#ui';
import { oneOf } from '../field/field-choices.ts';
import { groupAt, type Place } from './choices.ts';
import { FEEL, RESULT, WAY } from './names.ts';
import { readCalculationPost } from './read-calculation-post.ts';

/** How an answer is worked out, as it is stored: FEEL, and what comes out. */
export type Formula = { feel: string; result: CalculationResult };

/** The formula of the field as it is stored. */
export function storedFormula({ form, path }: Place): Formula | undefined {
  const layout = path ? form.fields[path] : undefined;
  if (!path || layout?.computed === undefined) return undefined;
  return { feel: layout.computed, result: resultIn(schemaAt(form, path)?.schema ?? {}, layout) };
}

/** The formula that was chosen or typed; undefined where something has to be corrected, which goes into `errors`. */
export function readFormula(ctx: Ctx, place: Place, errors: FieldError[]): Formula | undefined {
  const { t } = ctx;
  const wrong = (path: string, key: string, params?: Record<string, string>): undefined => {
    errors.push({ path, message: t(`procedure-design.builder.${key}`, params) });
  };
  const feel = posted(ctx.req.body, FEEL).trim();
  const wanted = oneOf(RESULTS, posted(ctx.req.body, RESULT));
  if (posted(ctx.req.body, WAY) === 'feel') {
    if (!feel) return wrong(FEEL, 'computed.missing');
    const { syntax } = inspectFeel(feel, ['form', 'item']);
    if (syntax !== null) return wrong(FEEL, 'computed.wrong');
    return { feel, result: wanted ?? 'number' };
  }
  const group = groupAt(place);
  const before = errors.length;
  const calculation = readCalculationPost(ctx, place, errors);
  if (!calculation || errors.length > before) return undefined;
  if (!fitsForm(place.form, calculation, group)) return wrong(WAY, 'calculation.unfit');
  const follows = resultOf(place.form, calculation);
  if (wanted && wanted !== follows && !(isNumeric(wanted) && isNumeric(follows)))
    return wrong(RESULT, `calculation.wrong.result.${isNumeric(follows) ? 'number' : follows}`);
  return { feel: writeCalculation(place.form, calculation, group), result: wanted ?? follows };
}

/** What a formula does, and what it gives for invented answers: a sentence each. */
export function exampleLines({ t }: Ctx, place: Place, { feel, result }: Formula): string[] {
  const { form } = place;
  const group = groupAt(place);
  const words = (key: string, params?: Record<string, string | number>) =>
    t(`procedure-design.builder.calculation.${key}`, params);
  const label = (path: string) => said(form.fields[path]?.label, t.lang) || path;
  const valueText = (path: string, value: unknown): string => {
    if (value === undefined) return words('example.nothing');
    if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
    if (Array.isArray(value)) return value.map(v => valueText(path, v)).join(', ');
    const layout = form.fields[path];
    const option = layout?.options?.find(o => o.value === value);
    if (option) return said(option.label, t.lang) || option.value;
    return resultText(t, resultIn(schemaAt(form, path)?.schema ?? {}, layout), value) ?? String(value);
  };
  const calculation = readCalculation(form, feel, group);
  const examples = examplesOf(form, feel, group, result).map(({ given, counted, value }) => {
    const parts = given.map(({ field, values }) =>
      words('example.given', {
        field: label(field),
        value: values.map(v => valueText(field, v)).join('; '),
      }),
    );
    if (counted)
      parts.push(
        words('example.items', {
          item: said(form.groups?.[counted.group]?.label, t.lang) || counted.group,
          items: counted.items,
        }),
      );
    const out = resultText(t, result, value);
    return words(out === undefined ? 'example.unknown' : 'example.line', {
      given: parts.join(', '),
      result: out ?? '',
    });
  });
  return [
    ...(calculation ? [words('example.what', { words: calculationWords(t, form, calculation) })] : []),
    ...examples,
  ];
}
