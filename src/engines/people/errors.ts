import { defineError } from '#platform/errors';

/** One of the two was joined into another meanwhile: `{ by, at }` say who did it and when. */
export const PersonJoined = defineError('PERSON_JOINED', 409);
/** Cards showed two numbers: they are two people. */
export const PersonNumbersDiffer = defineError('PERSON_NUMBERS_DIFFER', 409);
/** Somebody said that two of those who would become one are two people. */
export const PersonsApart = defineError('PERSONS_APART', 409);
/** It was taken back before. */
export const JoiningParted = defineError('JOINING_PARTED', 409);
