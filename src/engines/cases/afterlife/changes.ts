import {
  answerWords,
  changedFields,
  type FieldPath,
  type Form,
  type FormData,
  partsOf,
} from '#engines/forms';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { Wording } from '../results/data-template.ts';
import type { Dossier } from '../types.ts';
import { nameInForm } from './change-name.ts';
import type { Change } from './types.ts';

const said = (words: string | readonly string[]): string =>
  typeof words === 'string' ? words : words.filter(Boolean).join('; ');

type Compared = {
  dossier: Pick<Dossier, 'receivedAt'>;
  before: FormData;
  after: FormData;
  /** What an answer is called; as the form asks for it unless said. */
  named?: (path: FieldPath) => string;
};

/**
 * What differs between two sets of answers, field by field, in Vietnamese words: it stands on the corrected paper. Numbers are
 * whole, as on the paper itself.
 */
export async function changesBetween(
  q: Queryable,
  wording: Wording,
  form: Form,
  { dossier, before, after, named = path => nameInForm(form, path) }: Compared,
): Promise<Change[]> {
  const asking = {
    t: wording.texts.of('vi'),
    db: q as Env['db'],
    config: wording.config,
    clock: wording.clock,
  };
  const options = { reveal: true, date: localDate(dossier.receivedAt) };
  const { fields } = partsOf(form);
  const changes: Change[] = [];
  for (const changed of changedFields(form, before, after)) {
    // A repeating group counts as one: its fields are compared each.
    const paths = fields.has(changed)
      ? [changed]
      : [...fields.keys()].filter(p => p.startsWith(`${changed}.`));
    for (const path of paths) {
      const was = said(await answerWords(asking, form, path, before, options));
      const is = said(await answerWords(asking, form, path, after, options));
      if (was !== is) changes.push({ label: named(path), before: was, after: is });
    }
  }
  return changes;
}
