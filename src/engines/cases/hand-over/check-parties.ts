import { type Form, readPersonalNumber as holderOf, readCard, type Sex, valueAt } from '#engines/forms';
import { readPersonalNumber, type Vault } from '#engines/identity';
import { isOfManAndWoman } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import { fold, nfc } from '#platform/text';
import type { Dossier } from '../types.ts';
import { applicantNumbers } from './check-recipient.ts';

/** Who stood there as one of two, and what was scanned or typed of his paper. */
export type PartyShown = { name: string; typed: string };

/** What speaks against one of two (`at`) being whom the dossier means. */
export type PartyDoubt = {
  at: 0 | 1;
  /** Both have one name, or are of one sex where a man and a woman are meant; the number is not the declared one of who is named; the name is not that of whose number it is; neither is of the dossier. */
  why: 'same-name' | 'same-sex' | 'number' | 'name' | 'unknown';
};

const GROUPED = /(?<!\d)(?:\d[\s().-]{0,2}){11}\d(?!\d)/;

/** The personal number on a paper that was scanned or typed, also among other words, however it is grouped. */
export const numberShown = (typed: string): string | undefined =>
  readCard(typed)?.number ?? readPersonalNumber(typed) ?? GROUPED.exec(typed)?.[0].replace(/\D/g, '');

/** Whether a name is the same as on a card, in whatever capitals; scanners that type lose all marks of a name. */
export function isSameName(name: string, onCard: string): boolean {
  const [a, b] = [name, onCard].map(n => nfc(n).toLowerCase());
  return a === b || (/^[ -~]+$/.test(onCard) && fold(name) === fold(onCard));
}

/** The sex of who showed a paper, as a scanned card says it, else by the number on it; undefined where neither does. */
export const sexShown = (typed: string): Sex | undefined =>
  readCard(typed)?.sex ?? holderOf(numberShown(typed) ?? '')?.sex;

/** Whether both papers say the same sex. */
const areOfOneSex = ([first, second]: readonly [PartyShown, PartyShown]): boolean => {
  const sex = sexShown(first.typed);
  return sex !== undefined && sex === sexShown(second.typed);
};

/** The numbers that the answers name beside the applicant's: of fields that a card fills. */
const namedIn = (dossier: Dossier, form: Form): unknown[] =>
  Object.entries(form.fields)
    .filter(([, f]) => [f.prefill].flat().includes('card.number'))
    .map(([path]) => valueAt(dossier.data, path));

function doubtOf(
  { name, typed }: PartyShown,
  { names, numbers }: { names: readonly string[]; numbers: ReadonlySet<string> },
): 'number' | 'name' | 'unknown' | undefined {
  const number = numberShown(typed);
  const isNamed = names.some(n => isSameName(name, n));
  if (!number || !numbers.size) return isNamed ? undefined : 'unknown';
  if (numbers.has(number)) return isNamed ? undefined : 'name';
  return isNamed ? 'number' : 'unknown';
}

/**
 * What speaks against two who came being the two whom the dossier means: empty where nothing does. A dossier that names one of them by name and
 * number says nothing of the other: then one has to be known by it; where it names two, both.
 */
export async function doubtsOfParties(
  q: Queryable,
  vault: Vault,
  dossier: Dossier,
  form: Form,
  parties: readonly [PartyShown, PartyShown],
): Promise<PartyDoubt[]> {
  const own = [...(await applicantNumbers(q, vault, dossier, form)), ...namedIn(dossier, form)];
  const names = [...new Set([dossier.ownerName, dossier.applicantName])];
  const known = { names, numbers: new Set(own.filter(n => typeof n === 'string')) };
  const found = parties.map((party, i) => ({
    at: i === 0 ? (0 as const) : (1 as const),
    why: doubtOf(party, known),
  }));
  const strangers = found.filter(d => d.why === 'unknown');
  // Of one the dossier says nothing, as long as the other is known by it.
  const silent = strangers.length === 1 && Math.min(names.length, known.numbers.size) < 2;
  const [first, second] = parties;
  return [
    ...(isSameName(first.name, second.name) ? [{ at: 1 as const, why: 'same-name' as const }] : []),
    ...(isOfManAndWoman(dossier.procedureCode) && areOfOneSex(parties)
      ? [{ at: 1 as const, why: 'same-sex' as const }]
      : []),
    ...found.flatMap(({ at, why }) => (why && !(silent && why === 'unknown') ? [{ at, why }] : [])),
  ];
}
