import type { FieldError } from '#ui';

/** An act that was refused because of what was typed: shown again with it. */
export type ActError = {
  /** `supplement`, `refuse` or another (`Reasoned`), or the id of the task whose step it was. */
  act: string;
  errors: readonly FieldError[];
  /** What is to be read first where nothing that was typed is wrong. */
  notice?: string;
  /** The values as they were sent, by field. */
  typed: Readonly<Record<string, unknown>>;
  status: number;
};
