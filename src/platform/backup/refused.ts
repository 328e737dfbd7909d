export type RefusalReason =
  | 'target-inside'
  | 'target-not-empty'
  | 'data-not-empty'
  | 'database-not-empty'
  | 'needs-database'
  | 'needs-embedded'
  | 'log-gone'
  | 'tool-missing'
  | 'tool-failed';

/** A backup or a restore that cannot be done as asked; nothing was changed. `detail`: the folder, schema or program. */
export class BackupRefused extends Error {
  readonly reason: RefusalReason;
  readonly detail: string;
  constructor(reason: RefusalReason, detail = '') {
    super(`${reason}: ${detail}`);
    this.name = 'BackupRefused';
    this.reason = reason;
    this.detail = detail;
  }
}
