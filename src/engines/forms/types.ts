import type { Lang } from '#platform/i18n';

/** A sentence in every language; where the English one is missing, it is missing, and `said` reads the Vietnamese one. */
export type Words = Record<Exclude<Lang, 'en'>, string> & { en?: string | undefined };

/** A schema of JSON Schema 2020-12, of the keywords that `define/keywords.ts` lists. */
export type JsonSchema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly [keyword: string]: unknown;
};

/** A dotted way to a value: `child.name`. Stable over the versions of a form; another meaning is another path. */
export type FieldPath = string;

/** What a test compares an answer with: a number, or a day as `YYYY-MM-DD`. */
export type Bound = number | string;

/** Something about one answer. Exactly one of the ways, but for `atLeast` with `atMost`, which is between. */
export type Test = {
  field: FieldPath;
  equals?: unknown;
  in?: readonly unknown[];
  /** Holds for any other answer, but not for none. */
  notEquals?: unknown;
  /** Whether there is an answer at all, whichever. */
  answered?: boolean;
  under?: Bound;
  atMost?: Bound;
  atLeast?: Bound;
  over?: Bound;
};

/** Asked only when another field answers a test, or several do all or any of theirs. A field that is not shown has no value. */
export type Condition = Test | { all: readonly Test[] } | { any: readonly Test[] };

export const WIDGETS = [
  'text',
  'long-text',
  'date',
  'partial-date',
  'personal-number',
  'phone',
  'email',
  'money',
  'integer',
  'number',
  'select',
  'radios',
  'checkboxes',
  'checkbox',
  'yes-no',
  'area',
  'file',
] as const;
export type Widget = (typeof WIDGETS)[number];

/** What a worked-out answer may be, so that it is written as people write it. */
export const RESULTS = ['number', 'integer', 'money', 'text', 'date'] as const;
export type CalculationResult = (typeof RESULTS)[number];

/** One answer of a choice. `staffLabel`: what officials read instead, where its label speaks for who answers: `Cho chính người nộp`. */
export type ChoiceOption = { value: string; label: Words; staffLabel?: Words; hint?: Words };

export type FieldLayout = {
  label: Words;
  /** What officials read instead, where the label speaks to a citizen: `Cách nhận kết quả`. */
  staffLabel?: Words;
  hint?: Words;
  /** By keyword of the schema (`required`, `pattern`, `format` …): what to do, with an example. */
  errors?: Readonly<Record<string, Words>>;
  /** How it is drawn and read; follows from the schema when absent. */
  widget?: Widget;
  /** Words of each value of an `enum`, in the order in which they are shown. */
  options?: readonly ChoiceOption[];
  /** Where a value may come from before anything is typed, e.g. `profile.name`; of several the first that is known. */
  prefill?: string | readonly string[];
  showIf?: Condition;
  width?: 'narrow' | 'full';
  /** Token of the HTML standard for the purpose of the field. */
  autocomplete?: string;
  /** Personal data under Law 91/2025/QH15: decides who may see it and how it is logged. */
  class: 'basic' | 'sensitive' | 'none';
  /** For `area`: which kind; `commune` unless said. */
  level?: 'province' | 'commune';
  /** For `area`: the province whose communes are offered: `home`, a code, or the field that holds the province. */
  within?: 'home' | { code: string } | { field: FieldPath };
  /** What the dossier takes from this answer for itself: whose matter it is, where to send word, who decides, how it comes back, why
   * less is to be paid. */
  use?: 'owner' | 'phone' | 'email' | 'area' | 'delivery' | 'exemption';
  /** For `date`: another day than which this one is not earlier, e.g. the first day of what lasts: of the same item, or of no group. */
  notBefore?: FieldPath;
  /** For a number of a repeating group: the number outside of it than which the sum over all items is not larger, e.g. the whole of the parts. */
  sumWithin?: FieldPath;
  /** For `file`: the paper of the procedure that is put there, by its id; the field `papers.ID` is for paper ID anyway. */
  paper?: string;
  /** For `file`: at most so many; 1 unless said. */
  maxFiles?: number;
  /** For `area`: the field whose day decides which areas there were; the day of filling in unless said. */
  on?: { field: FieldPath };
  /**
   * FEEL over `form` (and `item`, within a group): the answer is worked out, not asked for. An answer that cannot be worked out
   * yet is absent.
   */
  computed?: string;
};

/** A repeating group: a list of objects in the data, asked for item by item. */
export type GroupLayout = {
  /** What one item is, e.g. `Thành viên`. */
  label: Words;
  /** The field of an item that names it in lists; its number alone when absent. */
  title?: FieldPath;
  /** By keyword of the list's schema (`contains`): what to do, e.g. to mark exactly one item as the main one. */
  errors?: Readonly<Record<string, Words>>;
};

/** `group`: the page asks for the items of a repeating group, each with these fields. */
export type FormPage = {
  id: string;
  title: Words;
  fields: readonly FieldPath[];
  group?: FieldPath;
  showIf?: Condition;
  /** Asked at the counter only, e.g. the scan of a declaration on paper: who applies online says the same by the form. */
  desk?: boolean;
};

/** What is written down to make a form: data, so that it can be edited, compared, sent and stored. */
export type FormDefinition = {
  /** `birth-registration` */
  id: string;
  /** 1, 2, 3 … */
  version: number;
  schema: JsonSchema;
  pages: readonly FormPage[];
  /** A field of a repeating group has the path of its group and its own: `members.name`, whichever the item. */
  fields: Readonly<Record<FieldPath, FieldLayout>>;
  groups?: Readonly<Record<FieldPath, GroupLayout>>;
};

/** A definition that has been checked. `sha256` is that of its canonical JSON. */
export type Form = FormDefinition & { readonly sha256: string };

/** What a person filled in: nested as the schema is. Dates are `YYYY-MM-DD`, money whole đồng, areas codes. */
export type FormData = { readonly [name: string]: unknown };

/** A file in the data of a `file` field, which holds a list of them. */
export type FileRef = { id: string; name: string; bytes: number };
