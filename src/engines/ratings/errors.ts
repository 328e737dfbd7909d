import { defineError } from '#platform/errors';

/** The dossier is not over yet. */
export const RatingTooEarly = defineError('RATING_TOO_EARLY', 409);
/** The applicant has rated it himself: who acts in his name, or shows code and digits only, does not replace that. */
export const RatingOthers = defineError('RATING_OTHERS', 409);
/** The time for rating, or for changing the rating, is over: `{ until }`. */
export const RatingOver = defineError('RATING_OVER', 409);
/** No level was chosen, or one that there is not. */
export const RatingLevelMissing = defineError('RATING_LEVEL_MISSING', 422);
/** Who is dissatisfied has neither ticked a reason nor written one. */
export const RatingReasonMissing = defineError('RATING_REASON_MISSING', 422);
/** Words longer than are kept: `{ most, length }`. */
export const RatingWordsLong = defineError('RATING_WORDS_LONG', 422);
/** Nothing was written as the answer. */
export const RatingAnswerMissing = defineError('RATING_ANSWER_MISSING', 422);
/** An answer that everybody would read names somebody, or holds a number, an address or the code of a dossier. */
export const RatingAnswerPersonal = defineError('RATING_ANSWER_PERSONAL', 422);
/** There are no words to show or to hide, or they were changed since they were read. */
export const RatingWordsChanged = defineError('RATING_WORDS_CHANGED', 409);
