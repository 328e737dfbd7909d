import path from 'node:path';
import type { MigrationSource } from '#platform/db';
import type { ModuleDefinition } from './module.ts';

/** Where the migrations of `modules` lie, in the modules' order. */
export const migrationSources = (modules: readonly ModuleDefinition[]): MigrationSource[] =>
  modules.map(m => ({ module: m.id, folder: path.join(m.folder, 'migrations') }));
