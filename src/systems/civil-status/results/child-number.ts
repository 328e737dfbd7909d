import type { ResultInput } from '#engines/cases';

/** How papers name the number that the step of checking has said. */
export const CHILD_NUMBER = { 'tasks.verify.number': 'Số định danh cá nhân' } as const;

/** The row with the child's personal number, where the step that checked the birth has said which the national register gave. */
export function numberOfChild({ dossier }: ResultInput) {
  const number = dossier.processState.outcomes.verify?.number;
  const value = [{ text: String(number), bold: true }];
  return number ? [[{ label: CHILD_NUMBER['tasks.verify.number'], value }]] : [];
}
