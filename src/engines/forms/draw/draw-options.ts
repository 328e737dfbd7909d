import type { FieldPath } from '../types.ts';

export type DrawOptions = {
  /** The words for where prefilled values came from, by field (`căn cước`, `tài khoản`). */
  sources?: Readonly<Record<FieldPath, string>>;
  /** The day whose areas are offered, `YYYY-MM-DD`; today unless said. */
  date?: string;
  /** Of a repeating group's page: the item that is filled in, counted from 0. */
  item?: number;
  /** Fields that may be left empty here though the form asks for them. */
  excused?: (path: FieldPath) => boolean;
  /** The page opens with the cursor in this field. */
  focus?: FieldPath | undefined;
  /** Fields of the page that are not asked for here. */
  without?: ReadonlySet<FieldPath>;
  /** Only what is asked for with the answers in `data`, and what a choice on the page brings out by itself in the browser. */
  askedOnly?: true;
  /** The caller asks for files in a way of his own. */
  withoutFiles?: true;
  /**
   * Drawn once, to be filled in where no server is asked: every field, each in a part that says to a script which it is (`data-field`,
   * `data-kind`) and on what it depends (`data-if`, the condition as JSON).
   */
  all?: true;
};
