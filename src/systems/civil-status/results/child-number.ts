import type { ResultInput } from '#engines/cases';

/** The row with the child's personal number, where the step that checked the birth has said which the national register gave. */
export function numberOfChild({ dossier }: ResultInput) {
  const number = dossier.processState.outcomes.verify?.number;
  const value = [{ text: String(number), bold: true }];
  return number ? [[{ label: 'Số định danh cá nhân', value }]] : [];
}
