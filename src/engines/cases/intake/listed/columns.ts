import { type FieldPath, type Form, type ListColumn, listColumns, placesByHeading } from '#engines/forms';
import type { Translate } from '#platform/i18n';
import { fold } from '#platform/text';
import { personForm } from '../person-form.ts';

/** Begins the places of who applies. */
export const PERSON = 'nguoi-nop.';
/** What the desk says of a row: all compulsory papers are there; somebody in it has no personal number. */
export const COMPLETE = 'du-giay-to';
export const NUMBERLESS = 'khong-so';
/** A column for the clerk himself, which nothing is read from. */
const OWN = ['stt', 'no', 'ghi chu', 'notes'];

const DESK_COLUMNS = [COMPLETE, NUMBERLESS];
/** What only somebody says who has the card before him: no list does. */
const SEEN = 'numberSeen';

/** What of a form is taken from who applies, and therefore asked for once. */
const FROM_PERSON = new Set([
  'profile.name',
  'profile.personalNumber',
  'profile.birthDate',
  'profile.sex',
  'profile.phone',
  'profile.address',
  'profile.commune',
  'profile.residence',
]);
/** The place of who applies from which a field of the form takes its answer. */
export function takenFrom(form: Form, place: FieldPath): FieldPath | undefined {
  const source = [form.fields[place]?.prefill ?? []].flat().find(s => FROM_PERSON.has(s));
  const name = source?.slice('profile.'.length);
  return name && PERSON + (name === 'residence' ? 'address' : name);
}

const headed = (t: Translate, heading: string) => t('cases.listed.person', { heading });

/** The columns of an empty list for a procedure's form: who applies, what its form asks beside, and what the desk says. */
export const columnsOf = (t: Translate, form: Form): ListColumn[] => [
  ...listColumns(t, personForm)
    .filter(c => c.place !== SEEN)
    .map(c => ({ ...c, place: PERSON + c.place, heading: headed(t, c.heading) })),
  ...listColumns(t, form).filter(c => !takenFrom(form, c.place)),
  ...DESK_COLUMNS.map(place => ({
    place,
    heading: t(`cases.listed.${place}`),
    needed: place === COMPLETE,
    takes: t(`cases.listed.${place}.takes`),
  })),
];

/** By folded heading: the place that a column fills; null of one that is the clerk's own. */
export function placesOf(t: Translate, form: Form): Map<string, FieldPath | null> {
  const found = new Map<string, FieldPath | null>(OWN.map(heading => [heading, null]));
  for (const [heading, place] of placesByHeading(form)) found.set(heading, place);
  for (const [heading, place] of placesByHeading(personForm))
    if (place !== SEEN) found.set(fold(headed(t, heading)), PERSON + place);
  for (const { heading, place } of columnsOf(t, form)) found.set(fold(heading), place);
  for (const place of DESK_COLUMNS) found.set(fold(place), place);
  return found;
}
