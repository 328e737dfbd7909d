import type { FieldKind } from '#engines/forms';

/** Where answers may come from before anything is typed: what the account knows. Texts: `procedure-design.builder.prefill.…`. */
export const PREFILLS = [
  'name',
  'personalNumber',
  'birthDate',
  'sex',
  'ethnicity',
  'phone',
  'email',
  'commune',
  'address',
  'residence',
] as const;

/** What the code on a citizen card says (`#engines/forms`, card). Texts: `procedure-design.builder.card.…`. */
export const CARD_PARTS = ['number', 'name', 'birthDate', 'sex', 'address', 'oldNumber', 'issued'] as const;

export const USES = ['owner', 'phone', 'email', 'area', 'delivery', 'exemption'] as const;
export const CLASSES = ['basic', 'sensitive', 'none'] as const;

/** What of the page belongs to a kind of field: CSS brings it out when the kind is chosen. */
export const PART = {
  options: 1,
  formula: 2,
  limits: 3,
  pattern: 4,
  from: 5,
  to: 6,
  paper: 16,
  asked: 17,
  known: 18,
  days: 19,
  sums: 20,
} as const;

/** What of the page belongs to a way of working out. */
export const CALCULATION_PARTS = {
  sum: 7,
  product: 8,
  total: 9,
  age: 10,
  days: 10,
  later: 11,
  join: 12,
  choose: 13,
  feel: 14,
  share: 15,
} as const;

const LIMITED: readonly FieldKind[] = [
  'text',
  'long-text',
  'date',
  'past-date',
  'money',
  'integer',
  'number',
  'choices',
  'file',
];

export const partsOfKind = (kind: FieldKind): number[] => [
  ...(kind === 'choice' || kind === 'choices' ? [PART.options] : []),
  ...(kind === 'computed' ? [PART.formula] : []),
  ...(LIMITED.includes(kind) ? [PART.limits] : []),
  ...(kind === 'file' ? [PART.paper] : []),
  ...(kind === 'date' || kind === 'past-date' ? [PART.days] : []),
  ...(kind === 'number' || kind === 'integer' || kind === 'money' || kind === 'computed' ? [PART.sums] : []),
  ...(kind === 'computed' ? [] : [PART.asked]),
  ...(kind === 'computed' || kind === 'file' ? [] : [PART.known]),
  ...(kind === 'text' ? [PART.pattern] : []),
];

export const oneOf = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find(v => v === value);
