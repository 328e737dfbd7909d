import { type FieldPath, type Form, type FormData, valueAt } from '#engines/forms';
import { ownerSaid, usesOf } from '../acts/uses.ts';
import type { Dossier } from '../types.ts';

/** The field that the profile of whoever applies fills in with this. */
export const fieldOfProfile = (form: Form, what: string): FieldPath | undefined =>
  Object.entries(form.fields).find(([, f]) => [f.prefill].flat().includes(`profile.${what}`))?.[0] as
    | FieldPath
    | undefined;

/** What a correction makes of a dossier: its answers, and the names and addresses that it has from them. */
export type Corrected = Pick<Dossier, 'applicantName' | 'ownerName' | 'phone' | 'email'> & { data: FormData };

/** What a clerk corrects: the answers; and of who applies the name and the telephone, where the form does not ask for them. */
export type Entered = {
  data: FormData;
  applicantName?: string | undefined;
  phone?: string | null | undefined;
};

/** Whether the form asks for the name of who applies, and it is the one under which the dossier was received. */
export function asksApplicant(form: Form, dossier: Dossier): boolean {
  const path = fieldOfProfile(form, 'name');
  return path !== undefined && valueAt(dossier.data as FormData, path) === dossier.applicantName;
}

/** Whether the form was told by which telephone the applicant is told. */
export const asksPhone = (form: Form, { data }: Pick<Dossier, 'data'>): boolean =>
  usesOf(form, data as FormData).phone !== undefined;

/** The dossier as it will be. A name or an address that came from the answers follows them; what came otherwise stays, or is as it was entered. */
export function correctedBy(form: Form, dossier: Dossier, entered: Entered): Corrected {
  const { data } = entered;
  const [was, is] = [usesOf(form, dossier.data as FormData), usesOf(form, data)];
  const path = fieldOfProfile(form, 'name');
  const said = path !== undefined && asksApplicant(form, dossier) ? valueAt(data, path) : undefined;
  const applicantName =
    typeof said === 'string' && said ? said : (entered.applicantName ?? dossier.applicantName);
  const phone = entered.phone === undefined ? dossier.phone : entered.phone;
  return {
    data,
    applicantName,
    ownerName: ownerSaid(form, data) ?? applicantName,
    phone: is.phone ?? (was.phone === undefined ? phone : null),
    email: is.email ?? (was.email === undefined ? dossier.email : null),
  };
}
