import type { ParseArgsOptionsConfig } from 'node:util';
import type { Io } from './io.ts';

/** What the exit code of a command says. */
export const EXIT = {
  ok: 0,
  /** The command ran, and found something bad: a damaged backup, a line refused, a check that failed. */
  bad: 1,
  /** Wrong arguments or settings; nothing was done. */
  usage: 2,
  /** The database does not answer. */
  unreachable: 3,
  /** A fault of the program. */
  fault: 70,
} as const;

export type Values = Record<string, string | boolean | undefined>;

export type Command = {
  /** `user add` */
  name: string;
  /** Names of what must follow, e.g. `FILE`; in brackets what may. */
  operands?: readonly string[];
  options?: ParseArgsOptionsConfig;
  /** Returns the exit code. */
  run(io: Io, values: Values, operands: readonly string[]): Promise<number>;
};

/** Wrong arguments; `key` and `params` say which, in the texts of the command line. */
export class Usage extends Error {
  readonly key: string;
  readonly params: Record<string, string>;
  /** The command that was called with them, where that is known. */
  command: string | undefined;
  constructor(key: string, params: Record<string, string> = {}) {
    super(key);
    this.name = 'Usage';
    this.key = key;
    this.params = params;
  }
}

/** An option's text, or undefined. */
export const textOf = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' && value.trim() ? value.trim() : undefined;
};

/** An option's text. Throws `Usage` when it is missing. */
export function needText(values: Values, name: string): string {
  const value = textOf(values, name);
  if (!value) throw new Usage('cli.usage.option-missing', { option: `--${name}` });
  return value;
}
