import { BackupRefused } from '#platform/backup';
import { EmbeddedProblem } from '#platform/embedded';
import { isAppError, Unavailable } from '#platform/errors';
import { NotVerifiable } from '#platform/ledger';
import { EXIT } from './command.ts';
import { fileFault, isAway } from './explain.ts';

// What was named on the command line cannot be read, or is not there: nothing was begun.
const WRONG_NAMES = new Set([
  'IMPORT_FILE_UNREADABLE',
  'BOUNDARY_FILE_BROKEN',
  'BOUNDARY_FILE_TOPOLOGY',
  'BOUNDARY_FILE_OF_OTHER_KIND',
  'HOLIDAY_FILE_UNREADABLE',
  'HOLIDAY_COLUMNS_MISSING',
  'HOLIDAY_FILE_EMPTY',
  'TRANSFER_UNREADABLE',
  'AGENCY_NOT_FOUND',
  'PROCEDURE_NOT_FOUND',
]);
// In the middle of the work: there is something to look after.
const IN_THE_MIDDLE = new Set(['tool-failed', 'log-gone']);

// The server itself, not what it was told.
const OF_SERVER = new Set(['not-made', 'not-started', 'not-stopped']);

/**
 * The exit code of a command that threw. A job that runs at night tells by it a wrong path (2, nothing was done) from what has to
 * be looked at (1): a ledger with a gap, a full disk, a broken tool.
 */
export function exitCodeOf(error: unknown): number {
  if (isAppError(error)) {
    if (error.code === Unavailable.code) return EXIT.unreachable;
    return WRONG_NAMES.has(error.code) ? EXIT.usage : EXIT.bad;
  }
  if (error instanceof BackupRefused) return IN_THE_MIDDLE.has(error.reason) ? EXIT.bad : EXIT.usage;
  if (error instanceof NotVerifiable) return error.reason === 'gap' ? EXIT.bad : EXIT.usage;
  if (error instanceof EmbeddedProblem) return OF_SERVER.has(error.reason) ? EXIT.unreachable : EXIT.usage;
  const file = fileFault(error);
  if (file) return file.code === 'ENOSPC' ? EXIT.bad : EXIT.usage;
  return isAway(error) ? EXIT.unreachable : EXIT.fault;
}
