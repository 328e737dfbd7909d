import { defineExtensionPoint, type Env } from '#platform/env';
import type { Translate } from '#platform/i18n';
import type { KeyValue } from '#ui';
import type { Dossier } from './types.ts';

/** Something that is kept about a dossier beside it, as a copy for its applicant has it. */
export type Copied = {
  /** For programs. */
  data: Readonly<Record<string, unknown>>;
  /** For people. */
  told: KeyValue;
  /** What came or was made with it: what people call each, its file's name, and its content. */
  files: ReadonlyArray<{ label: string; filename: string; sha256: string }>;
};

/** What a system keeps about dossiers, for the copy of his data that an applicant asks for (Law 91/2025/QH15). */
export type CopiedOf = {
  /** Under which name its data stand in the copy, for programs: `complaints`. */
  name: string;
  /** In which folder its files lie, for people: `khieu-nai`. */
  folder: string;
  of(env: Env, dossier: Dossier, t: Translate): Promise<Copied[]>;
};

/** Systems contribute with `copiedOf({ name, of })` under `extensions` of their manifest. */
export const copiedOf = defineExtensionPoint<CopiedOf>('cases.copied');
