import { type Condition, type FieldPath, type FormDefinition, groupOf, schemaAt } from '#engines/forms';
import type { Ctx } from '#platform/http';
import type { Choice } from '#ui';

/** A condition in words: `Chỉ hỏi khi Loại thẻ nào? là Thiếu nhi`. */
export function conditionWords({ t }: Pick<Ctx, 't'>, form: FormDefinition, condition: Condition): string {
  const layout = form.fields[condition.field];
  const values = condition.in ?? [condition.equals ?? condition.notEquals];
  const said = values
    .map(v => {
      if (typeof v === 'boolean') return t(v ? 'forms.yes' : 'forms.no');
      return layout?.options?.find(o => o.value === v)?.label[t.lang] ?? String(v);
    })
    .join(', ');
  const field = layout?.label?.[t.lang] || condition.field;
  return condition.notEquals === undefined
    ? t('procedure-design.builder.asked-if', { field, value: said })
    : t('procedure-design.builder.asked-unless', { field, value: said });
}

/** `kind=child`, as a choice in a list; a condition that no single answer says stays as it is under `giu`. */
const KEEP = 'giu';
export const conditionValue = (condition: Condition | undefined): string => {
  if (!condition) return '';
  const { field, equals } = condition;
  return equals === undefined ? KEEP : `${field}=${String(equals)}`;
};

/** The conditions that a field or page may have: an earlier choice, or a yes or no, has one answer. `before`: fields asked earlier. */
export function conditionChoices(
  ctx: Pick<Ctx, 't'>,
  form: FormDefinition,
  before: readonly FieldPath[],
  group: FieldPath | undefined,
  now: Condition | undefined,
): Choice[] {
  const { t } = ctx;
  const choices: Choice[] = [{ value: '', label: t('procedure-design.builder.always') }];
  if (now && now.equals === undefined) choices.push({ value: KEEP, label: conditionWords(ctx, form, now) });
  for (const path of before) {
    const inside = groupOf(form, path);
    if (inside && inside !== group) continue;
    const layout = form.fields[path];
    const boolean = schemaAt(form, path)?.schema.type === 'boolean';
    const values: unknown[] = boolean ? [true, false] : (layout?.options ?? []).map(o => o.value);
    for (const equals of values) {
      const condition = { field: path, equals };
      choices.push({ value: conditionValue(condition), label: conditionWords(ctx, form, condition) });
    }
  }
  return choices;
}

/** The condition that was chosen; undefined: always asked. */
export function conditionChosen(
  form: FormDefinition,
  chosen: string,
  now: Condition | undefined,
): Condition | undefined {
  if (chosen === KEEP) return now;
  const at = chosen.lastIndexOf('=');
  if (at < 1) return undefined;
  const field = chosen.slice(0, at);
  const value = chosen.slice(at + 1);
  const boolean = schemaAt(form, field)?.schema.type === 'boolean';
  return { field, equals: boolean ? value === 'true' : value };
}
