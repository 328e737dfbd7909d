export { actorAt, actorGiving, actorIn, actorOf, actorOn } from './access/actor.ts';
export { dossierFor, readFor } from './access/check.ts';
export { askerOf, factsOf } from './access/facts.ts';
export { lookPurpose } from './access/look-purpose.ts';
export { agencyPaths } from './access/paths.ts';
export { reachOfInbox } from './access/reach.ts';
export { type RegisterReach, withLegacies, withLegaciesByPlace } from './access/register-reach.ts';
export { stepFor } from './access/step-for.ts';
export {
  type Action,
  type Asker,
  assignable,
  atDesk,
  type DossierFacts,
  doable,
  isOrWasHis,
  keepsDesk,
  liesWithAnother,
  mayAct,
  type TaskFacts,
  wasHis,
} from './access/table.ts';
export { hasTracked, isTrackedPass, trackedCookie, trackedPass } from './access/tracked.ts';
export { type Answer, answerQuestion } from './acts/answer-question.ts';
export { apologise } from './acts/apologise.ts';
export { assign, assignees } from './acts/assign.ts';
export { refuse, stopProcessing, withdraw } from './acts/close.ts';
export { completeStep } from './acts/complete-step.ts';
export { consult, LONGEST_CONSULTATION_DAYS } from './acts/consult.ts';
export { declineResult } from './acts/decline-result.ts';
export { dropQuestion } from './acts/drop-question.ts';
export { issueResult, issueUndrawn, previewResult, type Signing } from './acts/issue-result.ts';
export type { NewPaper } from './acts/papers.ts';
export { placeFaults } from './acts/place-fault.ts';
export {
  openProposal,
  proposeRefusal,
  type RefusalProposal,
  sendRefusalBack,
} from './acts/propose-refusal.ts';
export { requestSupplement } from './acts/request-supplement.ts';
export { type HandOver, returnResult } from './acts/return-result.ts';
export { type Act, actsFrom, nationalCode } from './acts/status.ts';
export { type Submission, submit } from './acts/submit.ts';
export { supplement } from './acts/supplement.ts';
export { stepsIfTransferred, transfer, transferTargets } from './acts/transfer.ts';
export { ownerSaid, usesOf } from './acts/uses.ts';
export { optionalText, writtenReason } from './acts/written.ts';
export { changeWords } from './afterlife/change-words.ts';
export { changesBetween } from './afterlife/changes.ts';
export { asCorrectedBy, beginsWith, type DrawnFrom, drawnFrom } from './afterlife/drawn-from.ts';
export { type ByDecision, liftRevocation } from './afterlife/lift-revocation.ts';
export { answersOffPaper } from './afterlife/off-paper.ts';
export { previewRenewal, type RenewalPreview } from './afterlife/preview-renewal.ts';
export { previewRevocation } from './afterlife/preview-revocation.ts';
export {
  type EndToday,
  endToday,
  findActOn,
  findDecisionByDigest,
  findResultAct,
  listLiftedActs,
  listResultActs,
} from './afterlife/read-acts.ts';
export { renewResult } from './afterlife/renew-result.ts';
export {
  type ResultAction,
  resultActions,
  resultFor,
} from './afterlife/result-for.ts';
export { type Revocation, revokeResult } from './afterlife/revoke-result.ts';
export { type SaidOnResult, saidOnResult } from './afterlife/said.ts';
export { TIME_TO_COMPLAIN } from './afterlife/time-to-complain.ts';
export {
  type Change,
  decisionNumber,
  isDecision,
  type ResultAct,
} from './afterlife/types.ts';
export { type Outcomes, withSaid } from './afterlife/with-said.ts';
export {
  type Brought,
  type BroughtPaper,
  bringing,
  listBrought,
} from './at-counter/brought.ts';
export { broughtSlipOf } from './at-counter/brought-slip.ts';
export { type AtCounter, codeTyped, dossierAtCounter } from './at-counter/dossier-at-counter.ts';
export { actsOfBulk } from './bulk/brought-about.ts';
export {
  type BulkAct,
  type BulkCounts,
  type BulkItem,
  type BulkKind,
  type ChosenStep,
  chooseBulk,
  countBulk,
  findBulk,
  listBulkItems,
  listBulks,
  MOST_AT_ONCE,
} from './bulk/bulk-act.ts';
export { confirmBulk } from './bulk/confirm-bulk.ts';
export { outcomeAmong, type WhyAlone, whyAlone } from './bulk/do-step.ts';
export {
  type CheckedPaper,
  type CheckedPapers,
  checkedPapers,
  findCheckedPaper,
} from './checked-papers.ts';
export { type Copied, type CopiedOf, copiedOf } from './copied.ts';
export {
  type AnswersCorrection,
  changedFieldsOf,
  changesToldIn,
  listCorrections,
} from './correction/answers-correction.ts';
export {
  APPLICANT_NAME,
  APPLICANT_PHONE,
  correctAnswers,
  correctionFaults,
  whyNotCorrected,
} from './correction/correct-answers.ts';
export { asksApplicant, asksPhone } from './correction/corrected.ts';
export { type PlaceOtherwise, placeOtherwise } from './correction/place-said.ts';
export { endAwayNotices } from './deadlines/away-notices.ts';
export { daysShown } from './deadlines/days-shown.ts';
export { warningNamed } from './deadlines/escalate.ts';
export { firstLateAt, noteFirstLate } from './deadlines/late-answer.ts';
export { limitAtReception } from './deadlines/limit.ts';
export { isPlainLimit, recountWords } from './deadlines/recount-words.ts';
export { sharedMinutes, shareOf, waitsForOwner } from './deadlines/step-due.ts';
export { setWaitingDays, WAITING_DAYS, waitingDays } from './deadlines/waiting-rule.ts';
export { setThreshold, type Threshold, thresholds } from './deadlines/warnings.ts';
export { type WouldMove, wouldMove } from './deadlines/would-move.ts';
export { type CaseDeps, casesService } from './deps.ts';
export { areOfOneSex, type Doubts, doubtsOf, otherNumberIn, unmarkedIn } from './doubts/doubts.ts';
export { isUnmarked } from './doubts/is-unmarked.ts';
export { draftFormOf, fillInFor, mandated, startDraftFor, submitDraft } from './drafts/application.ts';
export {
  addDraftFile,
  type Draft,
  dropDraft,
  dropDrafts,
  findDraft,
  getDraft,
  isOutdated,
  listDraftFiles,
  listDrafts,
  ownDraft,
  removeItemFiles,
  saveDraft,
  startDraft,
} from './drafts/draft.ts';
export { draftCode, readDraftCode } from './drafts/draft-code.ts';
export { fileRefusal } from './drafts/file-refusal.ts';
export { filesByField, withFiles } from './drafts/files-of-draft.ts';
export { known } from './drafts/known.ts';
export { lostAnswers } from './drafts/lost-answers.ts';
export { type Offered, offered, takenOver } from './drafts/offered.ts';
export { REGISTER, REGISTERED, registerKey } from './drafts/registered.ts';
export { type DraftRenewal, renewDraft, type Standing, standingOf } from './drafts/renew.ts';
export { residenceLine } from './drafts/residence.ts';
export { claimedCode, confirmResume, resumeByCode } from './drafts/resume.ts';
export { offeredAgain, REUSE_FIELD, takeAgain } from './drafts/reuse-files.ts';
export { infectedFiles, takeFiles, withWaitingFiles } from './drafts/take-files.ts';
export {
  ActNotAllowedNow,
  DraftChanged,
  DraftOutdated,
  FeeUnpaid,
  FormIncomplete,
  MailSettled,
  ProcedureClosed,
  TrackingNumberNeeded,
  TrackingShut,
} from './errors.ts';
export { claimedExemption, feesOf, type KeyedFee } from './fees/ask.ts';
export { chargeFee, MOST_TIMES } from './fees/charge.ts';
export { moneyFor, owedFor, owingDossiers, paidAt, paidFor } from './fees/paid-for.ts';
export { listReturnable, type Returnable } from './fees/returnable.ts';
export { heldAmong, heldOf, waitsForFee } from './fees/waits-for-fee.ts';
export * from './hand-over/index.ts';
export * from './heirless/index.ts';
export { countIncidents, findIncidents, type IncidentOf, incidentFor } from './incidents/find-incidents.ts';
export { type Incident, listIncidents, openIncident } from './incidents/incidents.ts';
export { mayRestart, restartProcess } from './incidents/restart-process.ts';
export { retryIncident } from './incidents/retry-incident.ts';
export {
  countUndelivered,
  listSettledMessages,
  listUndelivered,
  mendsMessage,
  type SettledMessage,
  type Undelivered,
  undeliveredFor,
} from './incidents/undelivered.ts';
export { beginIntake, personFrom, takePerson, withPlaces } from './intake/begin.ts';
export { placeOfCard } from './intake/card-place.ts';
export { excusedAt, intakeFaults, personFaults } from './intake/check.ts';
export { DESK } from './intake/desk-fields.ts';
export { findPeople, findPerson, type KnownPerson } from './intake/find-people.ts';
export { getIntake, listIntakes, saveDesk, savePerson } from './intake/intake.ts';
export { keepReception, syntheticAtCounter } from './intake/keep-reception.ts';
export { columnsOf, PERSON as LISTED_PERSON } from './intake/listed/columns.ts';
export { MOST_ROWS, readList } from './intake/listed/read-list.ts';
export { type RowOutcome, receiveList } from './intake/listed/receive-list.ts';
export { officesOf, postAt } from './intake/offices.ts';
export { openAtCounter, readWhoCame } from './intake/open-draft.ts';
export { type AskedPaper, asksForCopies, papersAsked, readCount } from './intake/papers.ts';
export { personForm, saidOf, sawNumber } from './intake/person-form.ts';
export { receiveIntake } from './intake/receive.ts';
export { handedIn, oftenReceived, receptionOf } from './intake/reception.ts';
export { type ReusablePaper, reusablePapers } from './intake/reusable.ts';
export { readTracking, trackingFault } from './intake/tracking.ts';
export type { DeskNotes, HandedIn, Intake, Reception, TakenOffline } from './intake/types.ts';
export * from './mail/index.ts';
export { cases } from './module.ts';
export * from './moves/index.ts';
export { TOLD } from './notify.ts';
export {
  type Arrival,
  type ArrivedRow,
  arrive,
  type Conflict,
  listArrived,
  noteEntered,
  type OfflineIntake,
  offlineOf,
} from './offline/arrive.ts';
export type { DeviceTimes } from './offline/device-clock.ts';
export {
  type DroppedOffline,
  dropOffline,
  findDropped,
  findWaiting,
  trackDropped,
} from './offline/drop.ts';
export {
  forgetUnstored,
  getPack,
  lastPack,
  MOST_PROCEDURES,
  makePack,
  notePackStored,
  type OfflinePack,
  PACK_DAYS,
  packKey,
} from './offline/pack.ts';
export { sameOpen } from './offline/same-open.ts';
export { bearingOld } from './own/bearing-old.ts';
export { listLooks, type OwnLook } from './own/looks.ts';
export { enterDelegateLook, openOwn } from './own/open-own.ts';
export {
  type OwnPaper,
  type OwnResult,
  ownPapers,
  ownResults,
  putAllPapersAway,
  putPaperAway,
} from './own/papers.ts';
export { paperNameIn, paperNameKept } from './paper-names.ts';
export { listWithheld } from './papers-withheld.ts';
export { type ProcessService, processService } from './process/call-service.ts';
export { processData } from './process/data.ts';
export { fireFirstTimer } from './process/fire-timer.ts';
export { heirOf } from './process/heir.ts';
export { type LoadedProcedure, loadProcedure, type RunningVersion } from './process/load.ts';
export { NO_STEP_REFS, taskKind } from './process/new-task.ts';
export { outcomesFor, outcomesOf } from './process/outcomes-of.ts';
export { isProposal } from './process/refusal-ref.ts';
export { whoHasToBeThere } from './process/signed-there.ts';
export { firstTimerAt } from './process/timers.ts';
export { ESCALATION_REF, isWarning, warnsOf } from './process/warning-ref.ts';
export { awaitedOpinions, goesOn } from './questions/awaited.ts';
export { answerDays, answerDue } from './questions/due.ts';
export { isMoot, isOpen, listQuestions, type Question, questionTask } from './questions/question.ts';
export { mayAnswer } from './questions/who-answers.ts';
export {
  dossiersOfAccount,
  findApology,
  findDossier,
  findDossierByCode,
  findDossiers,
  findResult,
  findResultByDigest,
  findSynthetic,
  limitsCounted,
  listPapers,
  listPauses,
  listPausesOf,
  listResults,
  listSupplementRequests,
  lockDossier,
  OWN_VIEWS,
  type OwnView,
} from './read/dossier.ts';
export { type Evidence, evidenceOf } from './read/evidence.ts';
export {
  dossiersByNumber,
  dossiersCalledBy,
  findDossierByProvisional,
  numberIn,
  provisionalIn,
} from './read/find-by-number.ts';
export { dossiersOfPaper, type PaperNumber, paperNumberIn } from './read/find-by-paper.ts';
export { dossiersByRun } from './read/find-by-run.ts';
export { inStatus } from './read/in-status.ts';
export { movedWords } from './read/moved-words.ts';
export { accountNames, agencyNames, namesThen, postTitles } from './read/names.ts';
export {
  letterAgainIn,
  letterBackIn,
  paperStandsIn,
  paperStandsOf,
} from './read/paper-waits.ts';
export { pausedSince } from './read/paused-since.ts';
export {
  listRegister,
  REGISTER_VIEWS,
  type RegisterFilter,
  type RegisterLine,
  registerLines,
} from './read/register.ts';
export { type ResultEnd, resultEndIn, resultEndsOf, statusText } from './read/result-end.ts';
export {
  apologisedOf,
  countRunningNow,
  listApologies,
  listRunningNow,
} from './read/running.ts';
export { lockAsSeen, seenMark, seenMarks, shownAt, showsSame } from './read/seen.ts';
export { soonForAll, soonMarks } from './read/soon-marks.ts';
export { type DossierStanding, dossierStandings, standingText, timeText } from './read/standings.ts';
export { statusTextsOf } from './read/status-texts.ts';
export { countForOthers, listForOthers } from './read/steps-for-others.ts';
export { type Happening, type Story, storyOf } from './read/story.ts';
export { type EntryActor, entryActors, entryDossiers } from './read/told-in-entries.ts';
export { tidyCode, track, WHOLE_DIGITS } from './read/track.ts';
export { countWaitingForApplicants, listWaitingForApplicants } from './read/waiting-for-applicants.ts';
export { type Look, whoLooked } from './read/who-looked.ts';
export { correctedUnder } from './results/corrected-under.ts';
export { barredOutcomes, fallenWords, restingOn } from './results/fallen.ts';
export { noteFetched } from './results/fetched.ts';
export { fileOfResult } from './results/file-of-result.ts';
export { namesOn } from './results/names.ts';
export { appraisalsOf, appraisersOf, isOwnEnding, type OwnAppraisal } from './results/own-appraisal.ts';
export { firstIssueIn, firstIssueOf, papersBefore } from './results/paper-chain.ts';
export { listPaperless, type PaperlessNumber } from './results/paperless-numbers.ts';
export { resultPaper, signedEnd } from './results/result-paper.ts';
export { sampleResult } from './results/sample-result.ts';
export { isStandIn, standsInFor, titleOf } from './results/signatory.ts';
export { signByBoth, storePaper } from './results/signed-paper.ts';
export { type ResultInput, type ResultTemplate, resultTemplate } from './results/template.ts';
export { type ToSign, toSign } from './results/to-sign.ts';
export { whoMay } from './results/who-may.ts';
export { findTwins, type Twin } from './same-matter/find-same-matter.ts';
export { type RevocationsArgued, revocationsArgued } from './same-matter/revocations-argued.ts';
export { type SeenTwin, seeTwins } from './same-matter/see-twins.ts';
export { holdingBeside, twinsOf } from './same-matter/twins-of.ts';
export { dossierSection, dossierSections } from './sections.ts';
export { agencyPaper } from './slips/agency-paper.ts';
export { controlSlipOf } from './slips/control-slip.ts';
export { FORM_NUMBERS, isSlipKind, SEVERAL, SLIP_FACTS, SLIP_KINDS, type SlipKind } from './slips/kinds.ts';
export { type Letter, letterPdf, listLetters, ofReception } from './slips/letter.ts';
export { receiptOf } from './slips/receipt-of.ts';
export { isReceiptToken, receiptToken } from './slips/receipt-token.ts';
export { registerSlipOf } from './slips/register-slip.ts';
export { REGISTER_CHECK, readRegisterCode, registerCheckPath } from './slips/register-token.ts';
export { sampleSlip } from './slips/sample.ts';
export { listSlipTexts, type SlipTextVersion, saveSlipText } from './slips/slip-texts.ts';
export { checkSlipText, type SlipProblem, type SlipText } from './slips/text.ts';
export {
  clockWords,
  DEMO_MARK,
  dayWords,
  decider,
  electronicForm,
  headName,
  issuerLines,
  signerLines,
  withoutPlace,
} from './slips/words.ts';
export { addresseeOf, isUnreachable, type Told, toldOf } from './told.ts';
export type { Actor, Channel, Dossier, Paper, Result, Status, SupplementRequest } from './types.ts';
export { DOSSIER_CHANNELS } from './types.ts';
export { type ActedOn, actedOn } from './undo/acted-on.ts';
export { lastActOf, type UndoAsked, undoFor, undoOffered } from './undo/ask.ts';
export { type EndingsArgued, endingsArgued, forgetEndings } from './undo/endings.ts';
export { BY_NOBODY, numberedPaper, whyItStays } from './undo/kinds.ts';
export { type KeptAct, keptActs as keptActsOf, undoneEntries } from './undo/read-acts.ts';
export { undoAct } from './undo/undo-act.ts';
export { type ReopeningAsked, reopenByDecision, reopeningAsked } from './undo/undo-by-decision.ts';
