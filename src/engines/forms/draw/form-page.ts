import { localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import {
  attr,
  type Choice,
  type FieldError,
  type FieldProps,
  type Html,
  html,
  keyValues,
  revealed,
} from '#ui';
import { type Field, fieldsIn, fieldsOf, partsOf } from '../define/parts.ts';
import { exampleDay } from '../example-day.ts';
import { said } from '../said.ts';
import type { FieldPath, Form, FormData, Test } from '../types.ts';
import { answers, decide, shownFields, testsOf } from '../values/conditions.ts';
import { withItem } from '../values/items.ts';
import { valueAt } from '../values/paths.ts';
import { alikeFor, keptField } from './alike.ts';
import { answerText } from './answer-text.ts';
import { placeChoices } from './areas.ts';
import { conditionWords } from './condition-words.ts';
import type { DrawOptions } from './draw-options.ts';
import { revealsOf } from './reveals.ts';
import { drawField } from './widgets.ts';

/**
 * The fields of one page with what is known and what has to be corrected. The caller puts them into a `<form method="post">`
 * with `csrfField`, with `enctype="multipart/form-data"` when `hasFiles` says so, below an `errorSummary` of the same errors.
 * Fields of a page that another choice on it decides are drawn too, and brought out by CSS; those that a computed answer on it
 * decides are drawn when the answer in `data` says so.
 */
export async function renderFormPage(
  ctx: Pick<Ctx, 't' | 'db' | 'clock' | 'config'>,
  form: Form,
  page: string,
  data: FormData,
  errors: readonly FieldError[] = [],
  options: DrawOptions = {},
): Promise<Html> {
  const { all } = options;
  const { fields, shown, reveals, seen } = seenOn(form, page, data, options);
  const date = options.date ?? localDate(ctx.clock.now());
  const drawn: Html[] = [];
  for (const field of seen) {
    const number = reveals.of(field);
    if (field.layout.computed) {
      if (all) drawn.push(workedOutHere(ctx.t, field));
      else if (shown.has(field.path)) drawn.push(await renderComputed(ctx, field, data));
      continue;
    }
    const draw = (areas: readonly Choice[]) => {
      // What the browser cannot bring out by itself is said instead.
      const conditional =
        number === undefined && !all && field.layout.showIf && dependsOn(field, fields) ? form : null;
      const part = drawField(ctx.t, field, data, {
        props: propsOf(ctx.t, field, errors, options, conditional, date),
        areas,
        reveals,
      });
      const brought = number === undefined ? part : revealed(number, part);
      return all ? described(field, brought) : brought;
    };
    if (field.widget === 'area') drawn.push(draw(await placeChoices(ctx, field, data, date)));
    else {
      const alike = all ? undefined : alikeFor(ctx.t.lang, field, data, errors, options);
      drawn.push(alike === undefined ? draw([]) : keptField(field, alike, () => draw([])));
    }
  }
  return html`${drawn}`;
}

const fieldsHere = (form: Form, page: string, { item, without }: DrawOptions): readonly Field[] => {
  const all = fieldsOf(form, page, item);
  return without?.size ? all.filter(f => !without.has(f.path)) : all;
};

/** The data by which it is told what is asked for: of an item that is only about to be filled in the same as of one that is there. */
function askedWith(form: Form, page: string, data: FormData, { item }: DrawOptions): FormData {
  const { group } = partsOf(form).page(page).page;
  return group !== undefined && item !== undefined ? withItem(data, group, item) : data;
}

/** The fields that `renderFormPage` draws, in their order, those that are worked out among them. */
export const drawnFields = (form: Form, page: string, data: FormData, options: DrawOptions = {}): Field[] =>
  seenOn(form, page, data, options).seen;

/** What a page has, what of it is asked for with `data`, and what is drawn: that, and what a choice on the page may bring about. */
function seenOn(form: Form, page: string, data: FormData, options: DrawOptions) {
  const { all, askedOnly, withoutFiles } = options;
  const fields = fieldsHere(form, page, options);
  const asked = askedWith(form, page, data, options);
  const shown = shownFields(form, asked);
  const reveals = revealsOf(fields);
  const isSeen = (field: Field) =>
    all ||
    reveals.of(field) !== undefined ||
    shown.has(field.path) ||
    (!askedOnly && mayBeAsked(field, fields, shown, asked));
  const seen = fields.filter(field => !(withoutFiles && field.widget === 'file') && isSeen(field));
  return { fields, shown, reveals, seen };
}

/** A field with what a script has to know of it. */
const described = ({ path, widget, layout }: Field, part: Html): Html =>
  html`<div data-field="${path}" data-kind="${widget}"${attr('data-if', layout.showIf && JSON.stringify(layout.showIf))}>${part}</div>`;

/** Where a script writes what it works out, and says what is wrong with it. */
const workedOutHere = (t: Ctx['t'], { path, widget, layout }: Field): Html =>
  html`<div data-field="${path}" data-kind="${widget}" data-computed${attr('data-if', layout.showIf && JSON.stringify(layout.showIf))}><div class="f"><label for="f-${path}">${said(layout.label, t.lang)}</label><output id="f-${path}" tabindex="-1">${t('forms.computed.unknown')}</output></div></div>`;

/** Whether a page asks for files, so that its form must be sent as multipart. */
export const hasFiles = (form: Form, page: string): boolean =>
  partsOf(form)
    .page(page)
    .fields.some(f => f.widget === 'file');

/** The file fields of the form, of repeating groups those of each item in `data`: name in `ctx.req.uploads`, label, limits. */
export const fileFields = (form: Form, data: FormData): Field[] =>
  fieldsIn(form, data).filter(f => f.widget === 'file');

/** An answer that is worked out: shown, not typed. */
const renderComputed = async (
  ctx: Pick<Ctx, 't' | 'db' | 'clock' | 'config'>,
  field: Field,
  data: FormData,
): Promise<Html> =>
  valueAt(data, field.path) === undefined
    ? html`<p class="q">${ctx.t('forms.computed.later', { label: said(field.layout.label, ctx.t.lang) })}</p>`
    : keyValues(ctx.t, [
        { label: said(field.layout.label, ctx.t.lang), value: await answerText(ctx, field, data) },
      ]);

const isTypedHere = ({ field }: Test, fields: readonly Field[]): boolean =>
  fields.some(f => f.path === field && !f.layout.computed);

/** Whether what is typed on this very page decides about a field. */
const dependsOn = ({ layout: { showIf } }: Field, fields: readonly Field[]): boolean =>
  showIf !== undefined && testsOf(showIf).some(test => isTypedHere(test, fields));

/** Whether what is typed on this very page may bring a field about that is not asked for so far. */
const mayBeAsked = (
  field: Field,
  fields: readonly Field[],
  shown: ReadonlySet<FieldPath>,
  data: FormData,
): boolean => {
  const { showIf } = field.layout;
  if (!showIf || !dependsOn(field, fields)) return false;
  const typedHere = (test: Test) => isTypedHere(test, fields);
  return decide(
    showIf,
    test => typedHere(test) || answers(test, shown.has(test.field) ? valueAt(data, test.field) : undefined),
  );
};

function propsOf(
  t: Ctx['t'],
  field: Field,
  errors: readonly FieldError[],
  { sources, excused, focus }: DrawOptions,
  conditional: Form | null,
  date: string,
): FieldProps {
  const { path, layout, required, widget } = field;
  const source = sources?.[path];
  const example = exampleDay(field, date);
  const usual =
    widget === 'date'
      ? t('forms.date.hint', { example })
      : widget === 'partial-date'
        ? t('forms.partial-date.hint', { example, year: example.slice(-4) })
        : widget === 'file'
          ? t('forms.file.hint')
          : undefined;
  return {
    name: path,
    label: said(layout.label, t.lang),
    hint:
      [
        conditional &&
          layout.showIf &&
          t('forms.only-if', { condition: conditionWords(t, conditional, layout.showIf) }),
        said(layout.hint, t.lang) || usual,
      ]
        .filter(Boolean)
        .join(' ') || undefined,
    error: errors.find(e => e.path === path)?.message,
    optional: !required || (excused?.(path) ?? false),
    source: source && t('forms.source', { source }),
    ...(focus === path ? { focus: true } : {}),
  };
}
