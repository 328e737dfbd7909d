export { AT_ONCE, fewAtOnce } from './few-at-once.ts';
export { newId } from './id.ts';
export {
  APP_ROLE,
  type Migration,
  type MigrationSource,
  migrate,
  readMigrations,
  schemaOf,
  TAKE_ON_APP_ROLE,
} from './migrate.ts';
export { openDb, type PoolOptions } from './pool.ts';
export type { Db, Queryable, Tx } from './types.ts';
