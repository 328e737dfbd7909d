import { type FieldPath, type Form, type FormData, valueAt, withValue } from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { postalField } from '../mail/address.ts';
import { loadProcedure } from '../process/load.ts';
import { templateOf } from '../results/file-of-result.ts';
import type { ResultTemplate } from '../results/template.ts';
import type { Dossier, Result } from '../types.ts';

/** What an answer is used for that says where to send word, and how the result comes back: of the matter itself it says nothing. */
const CONTACT: ReadonlySet<string | undefined> = new Set(['phone', 'email', 'delivery']);

/** The answers of a form that do not stand on a result: contact, the way of delivery and its address, unless the template names them. */
export function offPaper(form: Form, { prints = [] }: Pick<ResultTemplate, 'prints'>): Set<FieldPath> {
  const contact = Object.entries(form.fields).flatMap(([path, { use }]) => (CONTACT.has(use) ? [path] : []));
  const off = new Set<FieldPath>(contact);
  const address = postalField(form);
  if (address) off.add(address);
  for (const printed of prints) off.delete(printed);
  return off;
}

/** The answers that a correction of a result leaves as they are, for they do not stand on it. */
export async function answersOffPaper(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
  result: Pick<Result, 'kind'>,
): Promise<Set<FieldPath>> {
  const { form } = await loadProcedure(q, dossier);
  return offPaper(form, await templateOf(q, deps, dossier, result.kind));
}

/** The answers `after`, with those of `fields` as they were `before`. */
export const keeping = (fields: ReadonlySet<FieldPath>, before: FormData, after: FormData): FormData =>
  [...fields].reduce((data, path) => {
    const was = valueAt(before, path);
    return valueAt(data, path) === was ? data : withValue(data, path, was);
  }, after);
