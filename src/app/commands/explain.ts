import { BackupRefused } from '#platform/backup';
import { EmbeddedProblem } from '#platform/embedded';
import { isAppError } from '#platform/errors';
import { NotVerifiable } from '#platform/ledger';
import { loadTexts } from '../env.ts';
import { modules } from '../modules.ts';
import type { Io } from './io.ts';

// What pg and the sockets say when no server answers. Commands that connect by themselves see these bare.
const AWAY = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P03',
  '53300',
  '28P01',
  '3D000',
]);

// What the system says of a file or folder that was named.
const OF_FILES = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ENOSPC',
  'ENAMETOOLONG',
]);

/** The file or folder that the system did not let us read or write, and why; undefined for other errors. */
export function fileFault(error: unknown): { code: string; path: string } | undefined {
  const { code = '', path } = (error ?? {}) as NodeJS.ErrnoException;
  return path && OF_FILES.has(code) ? { code, path } : undefined;
}

const codeOf = (error: unknown): string =>
  String((error as { code?: unknown })?.code ?? (error as { cause?: { code?: unknown } })?.cause?.code ?? '');

/** What lies under an error, in the words of whoever raised it. */
export function causeOf(error: unknown): string {
  const { cause, message } = error as { cause?: unknown; message?: string };
  return cause instanceof Error ? causeOf(cause) : message || codeOf(error) || String(error);
}

/** True when the database could not be reached or did not let us in. */
export const isAway = (error: unknown): boolean => AWAY.has(codeOf(error));

/** Why the embedded server cannot be had, and what to do. */
export const embeddedText = (io: Io, { reason, params }: EmbeddedProblem): string =>
  io.t(`cli.embedded.${reason}`, params);

/** Says what went wrong, and what to do. */
export async function explain(io: Io, error: unknown): Promise<void> {
  if (isAppError(error)) {
    const t = (await loadTexts(modules)).of(io.t.lang);
    io.note(t(`error.${error.code}.what`, error.params));
    io.note(t(`error.${error.code}.todo`, error.params));
    return;
  }
  if (error instanceof BackupRefused) {
    io.note(io.t(`cli.backup.refused.${error.reason}`, { detail: error.detail }));
    return;
  }
  if (error instanceof NotVerifiable) {
    io.note(io.t(`cli.ledger.not-verifiable.${error.reason}`, error.params));
    return;
  }
  if (error instanceof EmbeddedProblem) {
    io.note(embeddedText(io, error));
    return;
  }
  const file = fileFault(error);
  if (file) {
    io.note(io.t(`cli.fault.file.${file.code}`, { path: file.path }));
    return;
  }
  const message = causeOf(error);
  if (isAway(error)) {
    io.note(io.t('cli.fault.database', { message }));
    return;
  }
  io.note(io.t('cli.fault.what', { message }));
  if (io.env.LOG_LEVEL === 'debug' && error instanceof Error && error.stack) io.note(error.stack);
}
