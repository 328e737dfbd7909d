import { defineError } from '#platform/errors';

/** There is nothing of that kind in the dossier to complain about (any more). */
export const GroundGone = defineError('COMPLAINT_GROUND_GONE', 409);
/** A complaint about it is open, or was settled at this level: `{ number }`. */
export const ComplaintThere = defineError('COMPLAINT_THERE', 409);
/** The law's time to complain is over, and no reason was given why it comes late: `{ last }`. */
export const ComplaintLate = defineError('COMPLAINT_LATE', 422);
/** By the day that is on record it is over, by the one that was said it is not, and no reason was given: `{ day, last }`. */
export const ComplaintLateByRecord = defineError('COMPLAINT_LATE_BY_RECORD', 422);
/** The day on which one knew lies before the decision or in the future. */
export const KnownDayWrong = defineError('COMPLAINT_DAY_WRONG', 422);
/** What one complains about, or what one wants, was not written. */
export const ComplaintEmpty = defineError('COMPLAINT_EMPTY', 422);
/** The complaint is not in the state in which that can be done with it: `{ number }`. */
export const ComplaintMoved = defineError('COMPLAINT_MOVED', 409);
/** Somebody has taken it on: `{ number, who, at }`. */
export const ComplaintTakenOn = defineError('COMPLAINT_TAKEN_ON', 409);
/** Somebody has written down that it is not taken on: `{ number, who, at }`. */
export const ComplaintDeclined = defineError('COMPLAINT_DECLINED', 409);
/** Somebody else has carried the decision out: `{ decision, who, at }`. */
export const ComplaintCarriedOut = defineError('COMPLAINT_CARRIED_OUT', 409);
/** Somebody has settled it: `{ number, who, decision, at }`. */
export const ComplaintSettled = defineError('COMPLAINT_SETTLED', 409);
/** Somebody has taken the more time that the law gives once: `{ number, who, at, due, article, law }`. */
export const ComplaintProlonged = defineError('COMPLAINT_PROLONGED', 409);
/** Somebody has taken it on as complex, which has the longer time from the start: `{ number, who, at, due, article, law }`. */
export const ComplaintComplex = defineError('COMPLAINT_COMPLEX', 409);
/** The time to settle it is over, and no more may be taken: `{ number, due, article, law }`. */
export const ComplaintOverdue = defineError('COMPLAINT_OVERDUE', 409);
/** The complainant has withdrawn it: nothing is to be done any more; `{ number, name, at }`. */
export const ComplaintWithdrawn = defineError('COMPLAINT_WITHDRAWN', 409);
/** The decision on a complaint would not be as it was shown to whoever signs. */
export const DecisionChanged = defineError('COMPLAINT_DECISION_CHANGED', 409);
/** Whoever had a part in the decision does not settle a complaint about it, except the head to whom the law gives the first. */
export const ComplaintOwnDecision = defineError('COMPLAINT_OWN_DECISION', 403);
/** There is no agency above the one that settled the first complaint. */
export const NoneAbove = defineError('COMPLAINT_NONE_ABOVE', 409);
/** What a decision demands of a result was not done: it is done on the result first. */
export const CarryOutFirst = defineError('COMPLAINT_CARRY_OUT_FIRST', 409);
/** No other dossier of that code, of the same person and received since the decision that was wrong. */
export const CarryOutOther = defineError('COMPLAINT_OTHER_DOSSIER', 422);
/** A second complaint runs, while which the decision on the first has no effect yet: `{ decision, number, article, law }`. */
export const ComplaintRests = defineError('COMPLAINT_RESTS', 409);
/** The decision on the second complaint has taken the place of what this one demanded: `{ decision, second, of, on }`. */
export const ComplaintReplaced = defineError('COMPLAINT_REPLACED', 409);
/** What somebody names as fulfilling a decision is no such act on its result, or another dossier is named as well. */
export const CarryOutNamed = defineError('COMPLAINT_NAMED_ACT', 422);
/** A changed decision does not say what has to be done, or one that is kept says something. */
export const RemedyWrong = defineError('COMPLAINT_REMEDY', 422);
