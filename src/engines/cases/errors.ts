import { defineError } from '#platform/errors';

/** The dossier's status does not allow it (any more): another act came first. */
export const ActNotAllowedNow = defineError('ACT_NOT_ALLOWED_NOW', 409);
/** Its answers, its files or what stands on its result are others since it was shown to whoever decides: `{ code }`. */
export const DossierChanged = defineError('DOSSIER_CHANGED', 409);
/** The procedure cannot be applied for online today: not in force, or a draft without a time limit. */
export const ProcedureClosed = defineError('PROCEDURE_CLOSED', 409);
/** The procedure is received online only: `{ code, name }`. */
export const DeskOnlineOnly = defineError('DESK_ONLINE_ONLY', 409);
/** Another agency receives the procedure, or the clerk's right is for other fields: `{ code, name, agency }`. */
export const DeskNotForThis = defineError('DESK_NOT_FOR_THIS', 409);
/** No letter was named for a list, or more than one holds: `{ most }`. */
export const LettersMissing = defineError('LETTERS_MISSING', 422);
/** A file is no list of dossiers that can be received: `{ why, headings, most, rows }`. */
export const ListRefused = defineError('LIST_REFUSED', 422);
/** Nobody has said where a result that goes by post is to be sent: `{ code, name }` of its dossier. */
export const AddressMissing = defineError('ADDRESS_MISSING', 422);
/** Another letter has this tracking number: `{ number }`. */
export const TrackingTaken = defineError('TRACKING_TAKEN', 409);
/** The letter was delivered, brought back or settled before: `{ code }` of its dossier. */
export const MailSettled = defineError('MAIL_SETTLED', 409);
/** The draft is gone: sent already, thrown away, or kept longer than 30 days. */
export const DraftGone = defineError('DRAFT_GONE', 404);
/** At a counter: no open draft has this code, or it is not of who came. The same words for both. */
export const DraftNotOfWhoCame = defineError('DRAFT_NOT_OF_WHO_CAME', 422);
/** The citizen sent himself what a counter had opened by its code: `{ code }` of the draft. */
export const DraftSentByOwner = defineError('DRAFT_SENT_BY_OWNER', 409);
/** The citizen changed what a counter had opened by its code: `{ code }` of the draft. */
export const DraftChangedByOwner = defineError('DRAFT_CHANGED_BY_OWNER', 409);
/** The draft was saved meanwhile in another window. */
export const DraftChanged = defineError('DRAFT_CHANGED', 409);
/** What is sent from a device was taken along by another account, or not at all. Nothing is said of whose it is. */
export const OfflineNotYours = defineError('OFFLINE_NOT_YOURS', 403);
/** An intake that was entered without a network came before, with another content: `{ provisional }`. */
export const OfflineChanged = defineError('OFFLINE_CHANGED', 409);
/** The provisional number of another intake, or of another pack: `{ provisional }`. */
export const OfflineNumber = defineError('OFFLINE_NUMBER', 409);
/** A newer version of the form is in force: the draft is put under it first. */
export const DraftOutdated = defineError('DRAFT_OUTDATED', 409);
/** The form still has places to mend; `details` lists them. */
export const FormIncomplete = defineError('FORM_INCOMPLETE', 422);
/** Malicious software was found in a paper of the draft after it was taken; `filename`, `paper` and `field` it was sent for. */
export const PaperInfected = defineError('PAPER_INFECTED', 422);
/** No agency answers for this area on the day. */
export const NoAgency = defineError('NO_AGENCY', 409);
/** The place that a dossier is about has no agency that takes applications: `{ area }`. */
export const NoOfficeThere = defineError('NO_OFFICE_THERE', 409);
/** That the dossier be refused was proposed already, and lies before who decides. */
export const RefusalProposed = defineError('REFUSAL_PROPOSED', 409);
/** Papers were asked for before, and nobody says why these were not asked for then. */
export const SupplementAgain = defineError('SUPPLEMENT_AGAIN', 422);
/** Nobody does a step of the process, by its lane. */
export const StepWithoutAgency = defineError('STEP_WITHOUT_AGENCY', 409);
/** Nothing was written down of what is missing, or why it is refused. */
export const ReasonMissing = defineError('REASON_MISSING', 422);
/** A fee is asked for after this step, and nobody has said how much it is. */
export const FeeNotSet = defineError('FEE_NOT_SET', 409);
/** An exemption is claimed, and nobody has confirmed or declined it. */
export const ClaimUndecided = defineError('CLAIM_UNDECIDED', 409);
/** The procedure has no such fee for the dossier's channel, or a fee has no name. */
export const FeeUnknown = defineError('FEE_UNKNOWN', 422);
/** The result is not handed over while something is still to be paid. */
export const FeeUnpaid = defineError('FEE_UNPAID', 409);
/** The process has no template for its result. */
export const NoResultTemplate = defineError('NO_RESULT_TEMPLATE', 409);
/** More was written than a decision holds. */
export const ReasonTooLong = defineError('REASON_TOO_LONG', 422);
/** What was written has a character that printed papers cannot show: `{ character }`. */
export const TextUnprintable = defineError('TEXT_UNPRINTABLE', 422);
/** The step of the process has no such outcome. */
export const FactsWrong = defineError('FACTS_WRONG', 422);
export const SlipTextChanged = defineError('SLIP_TEXT_CHANGED', 409);
export const SlipTextRefused = defineError('SLIP_TEXT_REFUSED', 422);
export const OutcomeUnknown = defineError('OUTCOME_UNKNOWN', 422);
/** The outcomes of the process's steps together are longer than is kept. */
export const OutcomeTooLong = defineError('OUTCOME_TOO_LONG', 422);
/** The incident was mended, or went away, before somebody tried to: `{ code }`. */
export const IncidentSettled = defineError('INCIDENT_SETTLED', 409);
/** The process cannot go on: no condition holds, a timer has no time, it goes round, or it has no start. */
export const ProcessStuck = defineError('PROCESS_STUCK', 409);
/** No agency was named to be asked, or too many, or the asking one itself; or the time for the answer is none. */
export const ConsultNobody = defineError('CONSULT_NOBODY', 422);
/** The agency has not answered the last question yet. */
export const AlreadyAsked = defineError('ALREADY_ASKED', 409);
/** The question has been answered, or nobody waits for the answer any more. */
export const QuestionClosed = defineError('QUESTION_CLOSED', 409);
/** The process itself asked: it cannot go on without the answer. */
export const ProcessAwaitsAnswer = defineError('PROCESS_AWAITS_ANSWER', 409);
/** The dossier is to go to the agency that has it, or to one that is not there. */
export const TransferNowhere = defineError('TRANSFER_NOWHERE', 422);
/** The law does not let an agency of this kind decide the procedure: `{ agency }`. */
export const TransferNotCompetent = defineError('TRANSFER_NOT_COMPETENT', 422);
/** The post has not the right that the step needs at its agency, or nobody holds it. */
export const PostCannot = defineError('POST_CANNOT', 422);
/** The dossier is neither late nor near its due time: there is nothing to apologise for yet: `{ due }`. */
export const ApologyTooEarly = defineError('APOLOGY_TOO_EARLY', 409);
/** What was given as the new date of an apology is no day. */
export const NewDateUnreadable = defineError('NEW_DATE_UNREADABLE', 422);
/** The last digits of a telephone number were guessed too often at a dossier's code: the whole number is asked for, `{ seconds, minutes }` long. */
export const TrackingNumberNeeded = defineError('TRACKING_NUMBER_NEEDED', 429);
/** Whole telephone numbers were guessed too often from one network: `{ seconds, minutes }` until it may look the dossier up again. */
export const TrackingShut = defineError('TRACKING_SHUT', 429);
/** The dossier runs on that version already, or no dossier was named. */
export const MoveNothing = defineError('MOVE_NOTHING', 409);
/** Not one of the dossiers that are to be moved can be: `{ count }`. */
export const MoveNoneCan = defineError('MOVE_NONE_CAN', 409);
/** The dossier is finished: `{ code }`. */
export const MoveClosed = defineError('MOVE_CLOSED', 409);
/** The version that dossiers are to be moved to is another procedure's: `{ code }`. */
export const MoveOtherProcedure = defineError('MOVE_OTHER_PROCEDURE', 422);
/** The version that dossiers are to be moved to is not in force today: a draft, withdrawn, past or still to come; `{ number }`. */
export const MoveNotInForce = defineError('MOVE_NOT_IN_FORCE', 409);
/** The dossier stands at a step that the new version has not got, and the mapping does not say where it goes: `{ element, name }`. */
export const MoveNoCounterpart = defineError('MOVE_NO_COUNTERPART', 409);
/** The step waits for something else in the new version: `{ element, name }`. */
export const MoveOtherKind = defineError('MOVE_OTHER_KIND', 409);
/** The mapping of version `number` leads the step to one at which no dossier can stand: `{ element, name, number, target }`. */
export const MoveLedNowhere = defineError('MOVE_LED_NOWHERE', 409);
/** In the new version a join waits for a branch into which the dossier never went: `{ element, name }`. */
export const MoveJoinStarved = defineError('MOVE_JOIN_STARVED', 409);
/** The step lies in another part of the process in the new version, or the way to it is gone: `{ element, name }`. */
export const MoveOtherPlace = defineError('MOVE_OTHER_PLACE', 409);
/** Somebody has acted on the dossier since it was moved, or its process has gone on. */
export const MoveActedSince = defineError('MOVE_ACTED_SINCE', 409);
/** The dossier was moved back already. */
export const MoveUndone = defineError('MOVE_UNDONE', 409);
/** Whoever has asked for dossiers to be moved decides about it himself. */
export const MoveOwnAsking = defineError('MOVE_OWN_ASKING', 403);
/** The moving of many is not in the state in which that can be done with it. */
export const MoveBatchState = defineError('MOVE_BATCH_STATE', 409);
/** Dossiers of the version are being moved already, or somebody has asked for it. */
export const MoveUnderWay = defineError('MOVE_UNDER_WAY', 409);
/** A result is to say what a step of the dossier never said: `{ code, fact, step }`. */
export const ResultFactMissing = defineError('RESULT_FACT_MISSING', 409);
/** A personal number that a step of the dossier has stated is not of whom it speaks, as the answers stand now: `{ code, fact, step }`. */
export const StatedNumberUnfit = defineError('STATED_NUMBER_UNFIT', 409);
/** What is to be signed, or proposed for signature, rests on a result of the dossier that holds no more: `{ title, number, decision, date, agency }`. */
export const ResultBasisFallen = defineError('RESULT_BASIS_FALLEN', 409);
/** Another result of the dossier was corrected after this one was put before who signs, and his page did not show it: `{ code, anew }`. */
export const ResultCorrectedSince = defineError('RESULT_CORRECTED_SINCE', 409);
/** The result was corrected, reissued or revoked before: `{ number }`. */
export const ResultEnded = defineError('RESULT_ENDED', 409);
/** A correction changes nothing of what the result was drawn from; contact and delivery do not stand on it. */
export const NothingCorrected = defineError('NOTHING_CORRECTED', 422);
/** A decision names no law that it rests on. */
export const BasisMissing = defineError('BASIS_MISSING', 422);
/** The step needs more than a decision: it is done on its dossier's page, not together with others. */
export const BulkNotThis = defineError('BULK_NOT_THIS', 409);
/** Another agency was asked in the course of the step and has not answered: who goes on without says so on the dossier's page: `{ agencies }`. */
export const OpinionAwaited = defineError('OPINION_AWAITED', 409);
/** Nobody did it within an hour after it was confirmed: it is confirmed again. */
export const BulkTooLate = defineError('BULK_TOO_LATE', 409);
/** Acts of this kind cannot be taken back: `{ why }`, a word of `WhyNot`. */
export const UndoNotThis = defineError('UNDO_NOT_THIS', 409);
/** Nothing that could be taken back is kept: never done, or its time is over. */
export const UndoNothing = defineError('UNDO_NOTHING', 409);
/** Somebody else has acted on the dossier since: `{ who, what, at }`; `what`: key of the words for it; `nobody`: 1 where it came by itself, as through the bank. */
export const UndoActedSince = defineError('UNDO_ACTED_SINCE', 409);
/** Of many: this one was taken back before: `{ at }`. */
export const UndoneBefore = defineError('UNDONE_BEFORE', 409);
/** What goes by post goes with a letter on a list for the postal operator, never by a word alone. */
export const PostedWithoutLetter = defineError('POSTED_WITHOUT_LETTER', 409);
/** Those whom the result is for have to be there and sign: it is given at a counter, and no other way: `{ code }`. */
export const SignedWhereGiven = defineError('SIGNED_WHERE_GIVEN', 409);
/** No account that lets anybody in has the dossier: sent electronically alone, nobody would have its result: `{ code }`. */
export const ResultInNoAccount = defineError('RESULT_IN_NO_ACCOUNT', 409);
/** The applicant has asked for a paper, and nobody says why he gets none: `{ code }`. */
export const PaperAskedFor = defineError('PAPER_ASKED_FOR', 422);
/** Two have to be there and sign, and not both were named, each by a paper: `{ code }`. */
export const BothHaveToSign = defineError('BOTH_HAVE_TO_SIGN', 422);
/** Whoever did it has done something else since, which is taken back first: `{ what, at }`. */
export const UndoLaterFirst = defineError('UNDO_LATER_FIRST', 409);
/** It was done longer ago than an act may be taken back: `{ hours }`. */
export const UndoTooLate = defineError('UNDO_TOO_LATE', 409);
/** The process has gone on by itself since: a service was called or has answered, a timer has fired. */
export const UndoWentOn = defineError('UNDO_WENT_ON', 409);
/** Money has come in for what the act asked for, or is asked back: it goes back by a refund. */
export const UndoMoney = defineError('UNDO_MONEY', 409);
/** The applicant has the result already: `{ at }`. */
export const UndoFetched = defineError('UNDO_FETCHED', 409);
/** Who would sign has appraised it himself, and does so by delegation, or somebody else may sign it: `{ code }`. */
export const SignedOwnAppraisal = defineError('SIGNED_OWN_APPRAISAL', 403);

/** By the delegation of another, or where somebody else may, nobody refuses, or stops, what he himself appraised or proposed: `{ code }`. */
export const EndedOwnAppraisal = defineError('ENDED_OWN_APPRAISAL', 403);
/** Another dossier may be about the same matter, and nobody wrote why this one is granted all the same: `{ codes }`. */
export const SameMatterUnsaid = defineError('SAME_MATTER_UNSAID', 422);
/** What takes the place of a result would not be as it was shown to whoever signs. */
export const RenewalChanged = defineError('RENEWAL_CHANGED', 409);
/** The decision that ends a result would not be as it was shown to who signs it. */
export const RevocationChanged = defineError('REVOCATION_CHANGED', 409);
/** A result would hold again beside one of the same matter, and nobody wrote why: `{ codes }`. */
export const OtherResultHolds = defineError('OTHER_RESULT_HOLDS', 422);
/** No other result of the dossier is there or to come, so that refusing this one is refusing the dossier: `{ code }`. */
export const NothingElseIssued = defineError('NOTHING_ELSE_ISSUED', 409);
/** The decision ended no result for good, or the result does not stand revoked by it: there is nothing to lift. */
export const LiftNothing = defineError('LIFT_NOTHING', 409);
/** The agency that handled the dossier is none any more: what ended it is not taken back. */
export const UndoAgencyGone = defineError('UNDO_AGENCY_GONE', 409);
/** The answers of the dossier were declared by whoever applied himself, not keyed in by a clerk: `{ code }`. */
export const AnswersOwn = defineError('ANSWERS_OWN', 409);
/** A result of the dossier is signed: its answers are not corrected any more, the result is: `{ code }`. */
export const AnswersSigned = defineError('ANSWERS_SIGNED', 409);
/** A correction of the answers changes nothing of them. */
export const AnswersSame = defineError('ANSWERS_SAME', 422);
