import type { Area } from '#engines/organisation';
import type { Person } from './person.ts';

/** Somebody with an account of the demo, in whose name some of the applications are made; its commune by its full name: `Xã Bắc Hà`. */
export type Applicant = { accountId: string; person: Person; commune: string };

/** Of each of them so many, spread over all. */
const EACH = 7;

/** Who makes the `n`-th of `dossiers` applications, where it is one of `applicants`. */
export function applicantOf(
  applicants: readonly Applicant[],
  dossiers: number,
  n: number,
): Applicant | undefined {
  const every = Math.max(1, Math.floor(dossiers / (EACH * applicants.length)));
  const turn = n / every - 1;
  return Number.isInteger(turn) && turn >= 0 && turn < EACH * applicants.length
    ? applicants[turn % applicants.length]
    : undefined;
}

/** The commune where somebody lives, among those of a day; undefined before it was one. */
export const homeOf = (
  { commune }: Applicant,
  communes: ReadonlyArray<readonly [Area, number]>,
): Area | undefined => communes.find(([c]) => c.fullName === commune)?.[0];
