export { approveBatch, type BatchReport } from './approval/approve-batch.ts';
export { approve, reject } from './approval/decide.ts';
export {
  type Batch,
  countToDecide,
  lastProposal,
  listBatches,
  listProposals,
  openProposal,
  type Proposal,
  type WaitingProposal,
} from './approval/proposal.ts';
export { propose, takeBack } from './approval/propose.ts';
export { basisSaid } from './basis-said.ts';
export { type Couple, coupleIn } from './couple.ts';
export { type Doubt, doubtsOf } from './doubts.ts';
export { type Beginning, beginProcedure } from './draft/begin.ts';
export { type DraftFault, draftFaults } from './draft/faults.ts';
export { type DraftForm, getDraftForm, saveDraftForm } from './draft/form.ts';
export {
  type DraftPart,
  getRevision,
  listRevisions,
  type Revision,
  type SavedContent,
  type SaveOptions,
} from './draft/parts.ts';
export {
  checkDraftProcess,
  type DraftProcess,
  getDraftProcess,
  saveDraftProcess,
} from './draft/process.ts';
export { restoreRevision } from './draft/restore.ts';
export { type DraftResult, getDraftResult, saveDraftResult } from './draft/result.ts';
export { formOfVersion, isOfManAndWoman } from './draft/standard.ts';
export { ProcedureNotFound } from './errors.ts';
export {
  type ImportOptions,
  importProcedures,
  type LineReport,
  type ProcedureImport,
} from './import/import-procedures.ts';
export { importProblemText } from './import/problem-text.ts';
export type { Remark, RemarkReason } from './import/read-channels.ts';
export type { Refusal, RefusalReason } from './import/read-line.ts';

export { limitOf } from './limits/limit-of.ts';
export { limitWords } from './limits/limit-words.ts';
export type { MappingProblem } from './mapping/check-mapping.ts';

export { mappingBetween, type WayBetween } from './mapping/mapping-between.ts';
export { procedures } from './module.ts';

export { loadPacks, type PackProblem, type PackReport, readPack } from './packs/load-packs.ts';
export { type ProcedurePack, procedurePack } from './packs/pack.ts';
export type { ProcessFact, ProcessRole } from './process-facts.ts';
export { checkResult } from './result/check-result.ts';
export { readWordFile, type WordFile, wordNotes } from './result/check-word.ts';
export { MOST_WORD_BYTES, type ResultTemplateDefinition } from './result/definition.ts';
export { isResultFact, RESULT_FACTS, type ResultFact } from './result/facts.ts';
export { fieldsOfTemplate } from './result/fields-of-template.ts';
export { fillWord } from './result/fill-word.ts';
export { numberAs, PLAIN_NUMBER, symbolOf, USUAL_NUMBER } from './result/number-form.ts';
export type { ResultProblem } from './result/problem.ts';
export {
  fieldsNamed,
  type Piece,
  type ResultPart,
  readResultLine,
  readResultText,
  type TextProblem,
} from './result/read-text.ts';
export { type StepFact, type StepFacts, stepFactNamed, stepFactsOf } from './result/step-facts.ts';
export { CODE_PLACE, markAlone, SIGNATURE_PLACE } from './result/word-marks.ts';
export { MATTER_WORD, MOST_ANSWERS, MOST_WAYS, type SameMatter } from './same-matter/definition.ts';
export { matterKeys } from './same-matter/keys.ts';
export { checkCode } from './schema.ts';
export { type AsideSummary, listAside } from './search/aside.ts';
export { type ForgivingSearch, searchForgiving } from './search/forgiving.ts';
export {
  countProcedures,
  type DraftFilter,
  type DraftSummary,
  type FieldCount,
  fieldNames,
  listAllFields,
  listCodesInForce,
  listDrafts,
  listFields,
  listLifeEvents,
  saidOfLifeEvents,
} from './search/lists.ts';
export { type ProcedureFilter, type ProcedureSearch, searchProcedures } from './search/search.ts';
export { dropSynonym, listSynonyms, type Synonym, setSynonym } from './search/synonyms.ts';
export { createDraft, discardDraft, updateDraft } from './store/drafts.ts';
export { keepProcessServices, listProcessServices } from './store/process-services.ts';
export { loadProcess, processFile } from './store/processes.ts';
export { publishVersion, withdrawVersion } from './store/publish.ts';
export {
  findDraftVersion,
  findProcedureInForce,
  findProcedureVersion,
  getProcedureVersion,
  isPublished,
  listVersions,
  procedureInForce,
  procedureNames,
} from './store/read.ts';
export { keepResultKinds } from './store/result-kinds.ts';
export { exportProcedures } from './transfer/export.ts';
export { TRANSFER_FORMAT, type TransferFile, type TransferredVersion } from './transfer/format.ts';
export { dropIncoming, findIncoming, type IncomingFile, keepIncoming } from './transfer/incoming.ts';
export { loadTransfer, type TransferReport } from './transfer/load.ts';
export { type Planned, planTransfer } from './transfer/plan.ts';
export { readTransfer } from './transfer/read.ts';
export * from './types.ts';
