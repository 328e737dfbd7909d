/** What somebody who makes a form may ask for. Texts: `forms.kind.…`. */
export const FIELD_KINDS = [
  'text',
  'long-text',
  'person-name',
  'date',
  'past-date',
  'partial-date',
  'personal-number',
  'phone',
  'email',
  'area',
  'ethnic-group',
  'money',
  'integer',
  'number',
  'choice',
  'choices',
  'yes-no',
  'file',
  'computed',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];
