import type { Area } from '#engines/organisation';
import { fold } from '#platform/text';
import { type Person, personOf } from '../people/person.ts';
import { randomOf } from './random.ts';
import type { World } from './world.ts';

/** Of so many applications two are of one person, these ones: at the second his name or birthday is written otherwise. */
const OF = 24;
const FIRST = 3;
const SECOND = 19;

/** SQL that tells the applications of those who come twice by their number. */
export const RETURNING = `n % ${OF} IN (${FIRST}, ${SECOND})`;

const BORN = [1965, 2000] as const;

const inCapitals = (text: string): string => text.replace(/(^| )\p{L}/gu, first => first.toUpperCase());

/** As an office writes somebody who has no card with him. */
const OTHERWISE: ReadonlyArray<(person: Person) => Partial<Person>> = [
  () => ({}),
  ({ name }) => ({ name: inCapitals(fold(name)) }),
  ({ birthDate }) => ({ birthDate: `${birthDate.slice(0, 4)}-01-01` }),
  ({ name }) => ({ name: name.replace(' Thị ', ' ').replace(' Văn ', ' ') }),
];

/** Who applies with the `n`-th application of a seed, if it is somebody who comes twice, and where. Pure, as a plan is. */
export function returningOf(
  seed: string,
  n: number,
  { communes }: World,
): { commune: Area; person: Person } | undefined {
  const place = n % OF;
  if (place !== FIRST && place !== SECOND) return undefined;
  const random = randomOf(`${seed}/returns/${Math.floor(n / OF)}`);
  const commune = random.weighted(communes);
  const person = personOf(random, commune, BORN);
  return { commune, person: place === FIRST ? person : { ...person, ...random.pick(OTHERWISE)(person) } };
}
