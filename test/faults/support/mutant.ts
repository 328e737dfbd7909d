import path from 'node:path';
import { ROOT } from '#test/docs';

/** A program without one of its guards (see `test/mutants`): `from` stands once in the file. */
export type Mutation = { file: string; from: string; to: string };

/** The settings of a process that runs as such a program. */
export const asMutant = ({ file, from, to }: Mutation): Record<string, string> => ({
  NODE_OPTIONS: `--import=${path.join(ROOT, 'test/mutants/hook.js')}`,
  MUTANT: JSON.stringify({ file: path.join(ROOT, file), from, to }),
});

/** The settings that make it the real one again. */
export const AS_IS: Record<string, string> = { NODE_OPTIONS: '', MUTANT: '' };

/** What every writer that must not be believed does: it says yes, and writes three seconds later, whatever comes of it. */
export const SAYS_YES_FIRST: Mutation = {
  file: 'src/systems/portal/pages/apply/check-answers.ts',
  from: '    await submitDraft(ctx, draft);',
  to: '    setTimeout(() => void submitDraft(ctx, draft).catch(() => undefined), 3_000);',
};
