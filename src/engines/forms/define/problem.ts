/** Something wrong with a form's definition. Text: `forms.problem.CODE`. */
export type FormProblem = {
  /** Where: `pages.owner`, `fields.owner.name.label`, `schema/properties/owner`. */
  place: string;
  code: string;
  params?: Record<string, string | number>;
};
