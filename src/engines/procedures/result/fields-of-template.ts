import { textsOf } from './check-result.ts';
import { readWordFile, wordFieldsOf } from './check-word.ts';
import type { ResultTemplateDefinition } from './definition.ts';
import { fieldsNamed } from './read-text.ts';

/** The fields that a template names, each once: of its Word document where it has one, else of its texts. */
export function fieldsOfTemplate(template: ResultTemplateDefinition): string[] {
  if (!template.document) return fieldsNamed(textsOf(template).map(([, text]) => text));
  const read = readWordFile(template.document);
  return 'fault' in read ? [] : wordFieldsOf(read.document);
}
