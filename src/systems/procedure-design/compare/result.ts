import { createHash } from 'node:crypto';
import type { ResultTemplateDefinition, WordFile } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { type Described, known } from './described.ts';

/** A Word document by its name, and by a sign of its content: two of one name may differ. */
const wordOf = ({ name, base64 }: WordFile): string =>
  `${name} (${createHash('sha256').update(base64).digest('hex').slice(0, 8)})`;

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
        fact('document', template.document ? wordOf(template.document) : ''),
        fact('book', t(`procedure-design.result.book.${template.book}`)),
      ]),
    },
  ];
}
