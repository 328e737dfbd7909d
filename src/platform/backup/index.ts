export { type BackupOptions, backup } from './backup.ts';
export { BadBackup, type Manifest, type SavedHead } from './manifest.ts';
export { BackupRefused } from './refused.ts';
export { checkBackup, type RestoreOptions, restore } from './restore.ts';
