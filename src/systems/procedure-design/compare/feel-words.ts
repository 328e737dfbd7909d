import type { Translate } from '#platform/i18n';
import type { Called } from './details.ts';

/** What a step's outcome is called: of the step, by its id. */
export type OutcomeCalled = (step: string, outcome: string) => string;
export type FactCalled = (step: string, fact: string) => string | undefined;

const TOKEN =
  /"([^"]*)"|\btasks\.([A-Za-z_][\w-]*)\.([A-Za-z_]\w*)|\b(?:form|item)\.([A-Za-z_][\w.[\]]*)|\b(and|or|not|true|false|null|in|if|then|else)\b|(<=|>=|!=|=|<|>)/g;

const SIGNS: Record<string, string> = {
  '=': 'is',
  '!=': 'is-not',
  '<': 'under',
  '<=': 'at-most',
  '>': 'over',
  '>=': 'at-least',
};

/** The label of a field; of an item of a list, of which: `stays[1].from` → `“Từ ngày” (mục 1)`. As it is written where it has none. */
export function pathWords(t: Translate, called: Called, path: string): string {
  const name = called(path.replaceAll(/\[\d{1,3}\]/g, ''));
  const [, item] = /\[(\d{1,3})\]/.exec(path) ?? [];
  if (name === undefined) return path;
  return item ? t('procedure-design.compare.of-item', { name, item }) : `“${name}”`;
}

/**
 * A FEEL expression with what it reads called by its name and its signs in words: `tasks.sign.outcome = "ok" and form.days > 3` →
 * `kết quả bước “Ký” là Đồng ý và “Số ngày” lớn hơn 3`. What has no words stays as it is written.
 */
export function feelWords(
  t: Translate,
  feel: string,
  names: {
    called: Called;
    option?(field: string, value: string): string | undefined;
    outcome?: OutcomeCalled;
    fact?: FactCalled;
  },
): string {
  const word = (key: string, params?: Record<string, string>) =>
    t(`procedure-design.compare.feel.${key}`, params);
  // Of which step or field the text after a sign is an answer.
  let step: string | undefined;
  let field: string | undefined;
  return feel
    .replaceAll(TOKEN, (whole, text, task, of, path, keyword, sign) => {
      if (text !== undefined) {
        if (step) return names.outcome?.(step, text) ?? `“${text}”`;
        const option = field === undefined ? undefined : names.option?.(field, text);
        return option ?? `“${text}”`;
      }
      if (task !== undefined) {
        [step, field] = [of === 'outcome' ? task : undefined, undefined];
        const name = names.called(task) ?? task;
        if (of === 'outcome') return word('outcome', { step: name });
        return word('fact', { step: name, fact: names.fact?.(task, of) ?? of });
      }
      if (path !== undefined) {
        [step, field] = [undefined, path];
        return pathWords(t, names.called, path);
      }
      if (keyword !== undefined) return word(keyword);
      return sign !== undefined ? word(SIGNS[sign] ?? 'is') : whole;
    })
    .replaceAll(/[{}]/g, '')
    .trim();
}
