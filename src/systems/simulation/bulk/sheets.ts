import type { Column } from './tables.ts';

const column = (name: string, type = 'text'): Column => ({ name, type, fallback: null });

/** The columns of the log's tables in which an entry comes. */
export const VERSION = [column('subject'), column('version', 'integer'), column('entry', 'uuid')];
export const ENTRY = [
  column('id', 'uuid'),
  column('subject'),
  column('version', 'integer'),
  column('kind'),
  column('bytes', 'bytea'),
];
/** The same with what the database otherwise asks itself for each row: only the log's owner may say it. */
export const ENTRY_OF_EPOCH = [...ENTRY, column('epoch', 'integer')];
export const PERSONAL = [column('entry', 'uuid'), column('field'), column('salt', 'bytea'), column('value')];

/** What jobs.enqueue takes, in its order. */
export const JOB = ['text', 'json', 'timestamptz', 'text', 'text'] as const;
