import { type Form, getForm, standardForm } from '#engines/forms';
import type { Queryable } from '#platform/db';
import { fieldCodeOf } from '../content.ts';
import signedThere from '../data/signed-there.json' with { type: 'json' };
import type { ProcedureVersion } from '../types.ts';

/** Procedures whose result is signed by whom it is for when it is handed over, by code: nothing is posted. */
const SIGNED_THERE: Readonly<Record<string, { hint: { vi: string; en: string }; parties?: string }>> =
  signedThere;

/**
 * Whether the two who sign for a procedure's result are a man and a woman, by its code: the State does not recognise a marriage of two of one sex (Law
 * 52/2014/QH13, art. 8(2)).
 */
export const isOfManAndWoman = (code: string): boolean => SIGNED_THERE[code]?.parties === 'man-and-woman';

type Asked = Pick<ProcedureVersion, 'code' | 'levels' | 'papers' | 'fieldCode' | 'subjects'>;

/** Fields of family and status: what they are about is a person's (Law 60/2014/QH13, art. 2; Law 52/2010/QH12; Law 24/2008/QH12). */
const OF_PERSONS = new Set(['Hộ tịch', 'Nuôi con nuôi', 'Quốc tịch'].map(fieldCodeOf));
const ORGANISATION = /tổ chức|doanh nghiệp|hợp tác xã|cơ quan|đơn vị/iu;

/** Whether no organisation can be the owner: a matter of family or status that the list opens to persons alone. */
const isOfPersons = ({ fieldCode, subjects }: Asked): boolean =>
  OF_PERSONS.has(fieldCode) && subjects.length > 0 && !subjects.some(s => ORGANISATION.test(s));

/** The form of a procedure that has none of its own: the standard one with the procedure's papers. */
export const standardFormOf = (version: Asked): Form =>
  standardForm({
    id: `standard.${version.code}`.toLowerCase(),
    atCommune: version.levels.includes('commune') || version.levels.includes('district'),
    ...(isOfPersons(version) ? { ofPersons: true } : {}),
    ...(SIGNED_THERE[version.code] ? { signedThere: SIGNED_THERE[version.code]!.hint } : {}),
    papers: version.papers
      .filter(p => !p.alreadyHeld)
      .map(p => ({ id: p.id, name: p.name, required: !p.optional, ...(p.byForm && { byForm: true }) })),
  });

const kept = new Map<string, Form>();

/** The form of a version: its own, or the standard one. */
export async function formOfVersion(
  q: Queryable,
  version: Asked & Pick<ProcedureVersion, 'form' | 'contentSha256'>,
): Promise<Form> {
  if (version.form) return getForm(q, version.form.id, version.form.version);
  // Standard forms follow from code and content alone.
  const key = `${version.code} ${version.contentSha256}`;
  let form = kept.get(key);
  if (!form) {
    form = standardFormOf(version);
    if (kept.size > 200) kept.clear();
    kept.set(key, form);
  }
  return form;
}
