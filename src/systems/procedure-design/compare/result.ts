import type { ResultTemplateDefinition } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { type Described, known } from './described.ts';

/** A result template in words; nothing where the procedure has none of its own. */
export function describeResult(t: Translate, template: ResultTemplateDefinition | null): Described[] {
  if (!template) return [];
  const fact = (key: string, text: string) => ({ key, label: t(`procedure-design.result.${key}`), text });
  return [
    {
      key: 'result',
      title: t('procedure-design.compare.template'),
      only: true,
      facts: known([
        fact('title', template.title),
        fact('number', template.number ?? ''),
        fact('heading', template.heading.join('\n')),
        fact('body', template.body),
        fact('recipients', template.recipients.join('\n')),
        fact('book', t(`procedure-design.result.book.${template.book}`)),
      ]),
    },
  ];
}
