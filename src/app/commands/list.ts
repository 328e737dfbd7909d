import type { Command } from './command.ts';

/** Every command, loaded when it is called for: `help` and `doctor` need not load what `start` needs. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./start.ts')).start,
  migrate: async () => (await import('./migrate.ts')).migrate,
  doctor: async () => (await import('./doctor.ts')).doctor,
  'user add': async () => (await import('./user-add.ts')).userAdd,
  'token add': async () => (await import('./token-add.ts')).tokenAdd,
  'token list': async () => (await import('./token-list.ts')).tokenList,
  'token revoke': async () => (await import('./token-revoke.ts')).tokenRevoke,
  'import units': async () => (await import('./import-units.ts')).importUnitsCommand,
  'import boundaries': async () => (await import('./import-boundaries.ts')).importBoundariesCommand,
  'import holidays': async () => (await import('./import-holidays.ts')).importHolidaysCommand,
  'import procedures': async () => (await import('./import-procedures.ts')).importProceduresCommand,
  'procedure export': async () => (await import('./procedure-export.ts')).procedureExport,
  'procedure import': async () => (await import('./procedure-import.ts')).procedureImport,
  'ledger verify': async () => (await import('./ledger-verify.ts')).ledgerVerify,
  'ledger export': async () => (await import('./ledger-export.ts')).ledgerExport,
  'ledger prove': async () => (await import('./ledger-prove.ts')).ledgerProve,
  'ledger prove-heads': async () => (await import('./ledger-prove.ts')).ledgerProveHeads,
  'ledger accept-loss': async () => (await import('./ledger-mend.ts')).ledgerAcceptLoss,
  'ledger rotate-key': async () => (await import('./ledger-mend.ts')).ledgerRotateKey,
  'ledger followers': async () => (await import('./ledger-mend.ts')).ledgerFollowers,
  'ledger rebuild': async () => (await import('./ledger-mend.ts')).ledgerRebuild,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  'help settings': async () => (await import('./help-settings.ts')).helpSettings,
};
