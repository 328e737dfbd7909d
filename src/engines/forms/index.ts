export { type OfflineRules, offlineRules } from './browser/offline-rules.ts';
export { JUDGE, SHRINK, uploadScript, WEDGE, WORK_OUT } from './browser/scripts.ts';
export {
  CALCULATION_WAYS,
  type Calculation,
  type CalculationTest,
  fitsForm,
  isNumeric,
  type Operand,
  resultOf,
  takenAs,
} from './calculate/calculation.ts';
export { calculationWords, resultText } from './calculate/calculation-words.ts';
export { type Example, examplesOf } from './calculate/example.ts';
export { readCalculation, readTest } from './calculate/read-calculation.ts';
export { writeCalculation, writeTest } from './calculate/write-calculation.ts';
export { calledInSentence } from './called-in-sentence.ts';
export {
  asksForCard,
  cardTypedInto,
  fillFromCard,
  leftUnread,
  ofEarlierCard,
} from './card/fill-from-card.ts';
export { type Card, readCard } from './card/read-card.ts';
export { CARD_FIELD, scanField } from './card/scan-field.ts';
export { checkForm, defineForm } from './define/define-form.ts';
export { filesSchema } from './define/files.ts';
export { fieldLacksEnglish, missingEnglish, ownEnglish } from './define/missing-english.ts';
export { type Field, fieldsIn, fieldsOf, partsOf } from './define/parts.ts';
export type { FormProblem } from './define/problem.ts';
export { publishedSchema } from './define/published-schema.ts';
export { answerText } from './draw/answer-text.ts';
export { type AnswerWords, answerWords } from './draw/answer-words.ts';
export { type AnswerOptions, renderAnswers } from './draw/answers.ts';
export { conditionWords, testWords } from './draw/condition-words.ts';
export type { DrawOptions } from './draw/draw-options.ts';
export { fieldName } from './draw/field-name.ts';
export { drawnFields, fileFields, renderFormPage } from './draw/form-page.ts';
export { type GroupOptions, mostItems, renderGroupPage } from './draw/group-page.ts';
export { itemTitle } from './draw/item-title.ts';
export { placedLabel } from './draw/placed-label.ts';
export { filesIn } from './draw/shown-value.ts';
export { FIELD_KINDS, type FieldKind } from './edit/field-kinds.ts';
export {
  addField,
  changeField,
  type FieldChoice,
  moveField,
  movePage,
  removeField,
  writtenByHand,
} from './edit/fields.ts';
export { kindOf, resultIn } from './edit/kinds.ts';
export { hasPattern, type LimitOf, type Limits, limitOf, limitsIn } from './edit/limits.ts';
export { addPage, changePage, type PageChoice, removePage } from './edit/pages.ts';
export { schemaAt } from './edit/schema-at.ts';

export { ETHNIC_GROUPS, ethnicGroup } from './ethnic-groups.ts';
export { inSentence } from './in-sentence.ts';
export { type ListColumn, listColumns, placesByHeading } from './listed/columns.ts';
export { readRow } from './listed/read-row.ts';
export { forms } from './module.ts';
export { checkRegex, type RegexFault, regexFits } from './regex/check-regex.ts';
export { said } from './said.ts';
export { forStaff, staffLabel } from './staff-label.ts';
export { type StandardPaper, standardForm } from './standard/standard-form.ts';
export { addFormVersion, findForm, findNewestForm, getForm } from './store/form-versions.ts';
export { formTexts } from './texts.ts';
export type {
  Bound,
  CalculationResult,
  Condition,
  FieldLayout,
  FieldPath,
  FileRef,
  Form,
  FormData,
  FormDefinition,
  FormPage,
  GroupLayout,
  JsonSchema,
  Test,
  Widget,
  Words,
} from './types.ts';
export { RESULTS } from './types.ts';
export { type SamePerson, samePersons } from './validate/agreements.ts';
export { birthdayOf, type DaysCovered } from './validate/first-gap.ts';
export { type NumberMisfit, numberMisfit } from './validate/number-misfit.ts';
export {
  numberFault,
  personalNumberFault,
  readPersonalNumber,
  type Sex,
} from './validate/personal-number.ts';
export { type Asker, faultyPages, misfits, validateAll, validatePage } from './validate/validate.ts';
export { changedFields } from './values/changed-fields.ts';
export { compute } from './values/compute.ts';
export { onlinePages, rangesOf, shownFields, shownPages, testsOf } from './values/conditions.ts';
export { fieldOf, groupOf, itemPath, itemsOf, withItem, withoutItem } from './values/items.ts';
export { yearsAgo } from './values/limit-day.ts';
export { type MovedAnswers, moveAnswers } from './values/move-answers.ts';
export { paperFor } from './values/paper-for.ts';
export { isDay, readDate, readName, readNumber, readPhone, readWhole } from './values/parse.ts';
export { valueAt, withValue } from './values/paths.ts';
export { prefill } from './values/prefill.ts';
export { applyPage, readPost } from './values/read-post.ts';
export { sampleAnswers } from './values/sample.ts';
export { tidyNames } from './values/tidy-names.ts';
