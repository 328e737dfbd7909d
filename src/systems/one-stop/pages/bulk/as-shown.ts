import { findDossiers, showsSame } from '#engines/cases';
import { type Ctx, textField } from '#platform/http';
import { type Html, html, status } from '#ui';
import { changesSince } from '../changed-words.ts';
import { marksOf, SEEN } from '../seen.ts';
import type { BulkLine } from './load.ts';

const field = (taskId: string): string => `${SEEN}-${taskId}`;

/** What the review shows of the dossiers of its lines: their marks now, and what somebody has changed since they were shown before, by step. */
export type Shown = {
  marks: ReadonlyMap<string, string>;
  changed: ReadonlyMap<string, readonly string[]>;
};

/** The marks that came with a confirmation, by step. */
export const marksSent = ({ req }: Ctx, lines: readonly BulkLine[]): Map<string, string> =>
  new Map(
    lines.flatMap(({ taskId }) => {
      const mark = textField(req.body, field(taskId));
      return mark ? [[taskId, mark]] : [];
    }),
  );

/** Who has changed what since a line was shown, where that is known. */
async function changesOf(ctx: Ctx, dossierId: string, mark: string): Promise<string[]> {
  const [dossier] = await findDossiers(ctx.db, [dossierId]);
  return dossier ? changesSince(ctx, dossier, mark) : [];
}

/** The lines as they are shown now; of what decides nothing no mark is kept. */
export async function shownNow(ctx: Ctx, lines: readonly BulkLine[]): Promise<Shown> {
  const sent = marksSent(ctx, lines);
  const marked = lines.filter(line => line.seen !== null);
  const dossiers = await findDossiers(
    ctx.db,
    marked.map(l => l.dossierId),
  );
  const now = await marksOf(ctx, dossiers);
  const marks = new Map(marked.map(({ taskId, dossierId }) => [taskId, now.get(dossierId) ?? '']));
  const changed = new Map<string, readonly string[]>();
  for (const { taskId, dossierId, seen } of marked) {
    const before = sent.get(taskId) ?? seen ?? '';
    if (!showsSame(before, marks.get(taskId) ?? ''))
      changed.set(taskId, await changesOf(ctx, dossierId, before));
  }
  return { marks, changed };
}

/** The marks, to go along with the confirmation. */
export const marksAlong = ({ marks }: Shown): Html =>
  html`${[...marks].map(([taskId, mark]) => html`<input type="hidden" name="${field(taskId)}" value="${mark}">`)}`;

/** What stands below a name: that the dossier was changed since, by whom and how; undefined where it was not. */
export function changedHint({ t }: Ctx, changes: readonly string[] | undefined): Html | undefined {
  if (!changes) return undefined;
  return html`<small>${status('late', t('one-stop.bulk.changed'))} ${changes.length > 0 && `${changes.join('; ')}. `}${t('one-stop.bulk.changed-look')}</small>`;
}

/** What was not done as it had been changed after it was shown: who has changed what, by step. */
export async function changedOf(ctx: Ctx, lines: readonly BulkLine[]): Promise<ReadonlyMap<string, string>> {
  const words = new Map<string, string>();
  for (const { taskId, dossierId, error, seen } of lines)
    if (error === 'DOSSIER_CHANGED' && seen)
      words.set(taskId, (await changesOf(ctx, dossierId, seen)).map(change => `${change}.`).join(' '));
  return words;
}
