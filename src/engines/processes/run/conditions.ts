import { evaluateFeel } from '#platform/feel';
import type { Outcome, ProcessData } from './state.ts';

/** The three things a FEEL expression of a process may read. */
export const ROOTS = ['form', 'dossier', 'tasks'] as const;

/** The value of an expression of a process. Throws `SyntaxError` where it does not parse, which `parseProcess` refuses. */
export const evaluated = (text: string, data: ProcessData, tasks: Record<string, Outcome>): unknown =>
  evaluateFeel(text, { form: data.form, dossier: data.dossier, tasks });

/** Whether a condition holds: only `true` does, null (something is missing) does not. */
export const holds = (text: string, data: ProcessData, tasks: Record<string, Outcome>): boolean =>
  evaluated(text, data, tasks) === true;
