import type { Dossier } from '#engines/cases';
import { type FieldPath, type Form, type FormData, valueAt } from '#engines/forms';
import { readName, readPersonalNumber, readPhone } from '#engines/identity';
import { fold } from '#platform/text';

/** Somebody whom a dossier names, as it names him. */
export type Named = {
  role: 'applicant' | 'owner';
  name: string;
  number: string | null;
  birthDate: string | null;
  sex: 'male' | 'female' | null;
  phone: string | null;
  ethnicity: string | null;
  /** Code of the commune. */
  commune: string | null;
  address: string | null;
  mother: string | null;
};

const NOTHING = {
  number: null,
  birthDate: null,
  sex: null,
  ethnicity: null,
  commune: null,
  address: null,
  mother: null,
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What stands beside the name, in the same group of answers (`owner.birthDate` beside `owner.name`). */
function beside(data: FormData, group: string): Omit<Named, 'role' | 'name'> {
  const said = (field: string): string | null => {
    const value = valueAt(data, `${group}.${field}` as FieldPath);
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  };
  const [day, sex, mother] = [said('birthDate'), said('sex'), valueAt(data, 'mother.name' as FieldPath)];
  return {
    number: readPersonalNumber(said('personalNumber') ?? '') ?? null,
    birthDate: day && DAY.test(day) ? day : null,
    sex: sex === 'male' || sex === 'female' ? sex : null,
    phone: readPhone(said('phone') ?? '') ?? null,
    ethnicity: said('ethnicity'),
    commune: said('commune'),
    address: said('address') ?? said('hometown'),
    // A form about a child names the mother beside it.
    mother: group === 'child' && typeof mother === 'string' && mother.trim() ? mother.trim() : null,
  };
}

/** The group of answers that says whose matter it is, if it asks what only people have; undefined for businesses, and for oneself. */
function ownerGroup(form: Form, data: FormData): string | undefined {
  const path = Object.entries(form.fields).find(
    ([at, field]) => field.use === 'owner' && valueAt(data, at as FieldPath),
  )?.[0];
  const group = path?.endsWith('.name') ? path.slice(0, -'.name'.length) : undefined;
  if (!group || valueAt(data, `${group}.kind` as FieldPath) === 'organisation') return undefined;
  const asks = ['personalNumber', 'birthDate'].some(f => `${group}.${f}` in form.fields);
  return asks ? group : undefined;
}

/** Whom a dossier names without an account: who applies, where he has none, and whose matter it is, where that is another person. */
export function namedIn(dossier: Dossier, form: Form): Named[] {
  const data = dossier.data as FormData;
  const found: Named[] = [];
  const applicant = readName(dossier.applicantName);
  if (!dossier.applicantId && applicant) {
    const said = 'applicant.name' in form.fields ? beside(data, 'applicant') : { ...NOTHING, phone: null };
    found.push({ role: 'applicant', name: applicant, ...said, phone: said.phone ?? dossier.phone });
  }
  const group = ownerGroup(form, data);
  const owner = readName(dossier.ownerName);
  if (group && owner && fold(owner) !== fold(dossier.applicantName))
    found.push({ role: 'owner', name: owner, ...beside(data, group) });
  return found;
}
