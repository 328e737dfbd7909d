import { type Static, Type } from 'typebox';

const closed = { additionalProperties: false };

/** Most ways in which one procedure may tell its matter, and most answers of one. */
export const MOST_WAYS = 3;
export const MOST_ANSWERS = 6;

/** A word for a matter, or for what an answer means in it: `birth`, `mother`. */
export const MATTER_WORD = /^[a-z][a-z0-9-]{0,39}$/;
const PATH = '^[a-z][A-Za-z0-9]{0,59}(\\.[a-z][A-Za-z0-9]{0,59}){0,5}$';

/**
 * Which answers of a form tell that two applications are about the same matter.
 *
 * `matter`: procedures that name the same one are compared with each other, by what their answers mean (`child`, `born`), not by where
 * their forms ask them. `ways`: each alone is enough; a way in which an answer is missing tells nothing. `once`: it is granted once
 * only, so that one that was granted counts as well as one that is being handled.
 */
export const sameMatterSchema = Type.Object(
  {
    matter: Type.String({ pattern: MATTER_WORD.source }),
    ways: Type.Array(
      Type.Record(
        Type.String({ pattern: MATTER_WORD.source }),
        Type.String({ pattern: PATH, maxLength: 200 }),
        {
          ...closed,
          minProperties: 1,
          maxProperties: MOST_ANSWERS,
        },
      ),
      { minItems: 1, maxItems: MOST_WAYS },
    ),
    once: Type.Boolean(),
  },
  closed,
);

export type SameMatter = Static<typeof sameMatterSchema>;

/** Fields that it names and the form (its fields, by path) has not got. */
export const unknownAnswers = (
  same: SameMatter | null | undefined,
  fields: Readonly<Record<string, unknown>>,
): string[] => [
  ...new Set((same?.ways ?? []).flatMap(way => Object.values(way)).filter(p => !Object.hasOwn(fields, p))),
];
