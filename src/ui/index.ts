export { type Asset, defineAsset, findAsset } from './assets/asset.ts';
export { citizenSheet, minifyCss, STAFF_CSS } from './assets/css.ts';
export { defineModules } from './assets/modules.ts';
export { breadcrumbs, type Crumb } from './components/breadcrumbs/component.ts';
export { bulkBar } from './components/bulk-bar/component.ts';
export { type ButtonProps, button } from './components/button/component.ts';
export { checkbox, checkboxes, radios } from './components/choice/component.ts';
export { codeArea } from './components/code-area/component.ts';
export { type DayStep, dayStairs, shortDay } from './components/days/component.ts';
export { groupDays } from './components/days/group.ts';
export { details } from './components/details/component.ts';
export { emptyState } from './components/empty/component.ts';
export { errorSummary, type FieldError } from './components/error-summary/component.ts';
export {
  dateField,
  revealed,
  selectField,
  type TextFieldProps,
  textArea,
  textField,
} from './components/field/component.ts';
export { type FieldProps, fieldFrame, fieldId, groupFrame } from './components/field/frame.ts';
export type { Choice } from './components/field/options.ts';
export { TYPE_AHEAD } from './components/field/type-ahead-asset.ts';
export { type Figure, figureTiles } from './components/figures/component.ts';
export { fileField, type KeptFile } from './components/file-field/component.ts';
export { type KeyValue, keyValues } from './components/key-values/component.ts';
export { box, note } from './components/note/component.ts';
export { type PagesProps, pages } from './components/pages/component.ts';
export { panel } from './components/panel/component.ts';
export { paperWords } from './components/paper-words.ts';
export { deadlineStatus, status, type Tone } from './components/status/component.ts';
export { type Column, foldTable, scrollTable, type TableProps } from './components/table/component.ts';
export { tabs } from './components/tabs/component.ts';
export { type TaskPart, taskList } from './components/task-list/component.ts';
export { type Happening, timeline } from './components/timeline/component.ts';
export { capital } from './format/capital.ts';
export { digestText } from './format/digest.ts';
export { hideNames, maskName } from './format/hide-names.ts';
export { lines } from './format/lines.ts';
export { formatFileSize, formatMoney, formatNumber, formatPercent } from './format/numbers.ts';
export {
  formatPhone,
  hideContacts,
  hideNumbers,
  hidesNumber,
  maskEmail,
  maskIdentity,
  maskPhone,
} from './format/people.ts';
export { periodText } from './format/period.ts';
export {
  type DeadlineState,
  deadlineState,
  formatDuration,
  formatRemaining,
  WORKING_DAY_MINUTES,
} from './format/remaining.ts';
export { vietnamese, vietnameseIn, withVietnamese } from './format/vietnamese.ts';
export { wholeCodes, wholeSteps } from './format/whole-codes.ts';
export { attr, escapeText, Html, html, join, type Printable, raw, url } from './html.ts';
export { type CitizenPageOptions, citizenPage } from './layout/citizen-page.ts';
export { csrfField, otherLanguage } from './layout/document.ts';
export { type IconName, icon, mark } from './layout/icons.ts';
export { keptPage } from './layout/kept-page.ts';
export {
  doneElsewhere,
  footerLinks,
  headerLinks,
  homeLinks,
  type MenuLink,
  type StaffMenuLink,
  staffMenu,
  staffWaiting,
  type Waiting,
} from './layout/menus.ts';
export { screenPage } from './layout/screen-page.ts';
export {
  findForm,
  type NavGroup,
  type NavItem,
  STAFF_SEARCH,
  type StaffPageOptions,
  staffPage,
} from './layout/staff-page.ts';
export { ui } from './module.ts';
export { doneAt, pastEnd, withQuery } from './posting/address.ts';
export { attempt, doOnce } from './posting/attempt.ts';
export { DAY, dayAsked } from './posting/day-asked.ts';
export { type FormPage, type Frame, formPageRoutes, type Look } from './posting/form-page.ts';
export { asPosted } from './posting/kept-typed.ts';
export { overLong } from './posting/over-long.ts';
export { askForm, type Errors, errorOf, ONCE, postForm, typedOr } from './posting/post-form.ts';
export { type ToldLate, toldLate } from './posting/told-late.ts';
