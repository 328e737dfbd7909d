import { ProcessError } from '#engines/processes';
import type { AppError } from '#platform/errors';
import { FactsWrong, OutcomeTooLong, OutcomeUnknown, ProcessStuck } from '../errors.ts';

function inOurTerms({ reason, element }: ProcessError): AppError {
  switch (reason) {
    case 'unknown-outcome':
    case 'outcome-closed':
      return OutcomeUnknown({ element });
    case 'facts-wrong':
      return FactsWrong({ element });
    case 'state-too-large':
      return OutcomeTooLong({ element });
    case 'area-missing':
    case 'no-way-out':
    case 'timer-without-time':
    case 'no-start':
    case 'runaway':
      return ProcessStuck({ element }, { reason });
  }
}

/** Asks the interpreter. Throws OutcomeUnknown, FactsWrong, OutcomeTooLong, ProcessStuck (details: the reason) for its refusals. */
export function guarded<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    throw error instanceof ProcessError ? inOurTerms(error) : error;
  }
}
