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
async function changesOf(ctx: Ctx, { dossierId, task }: BulkLine, mark: string): Promise<string[]> {
  const [dossier] = await findDossiers(ctx.db, [dossierId]);
  return dossier ? changesSince(ctx, dossier, mark, { step: task.elementId }) : [];
}

/** The lines as they are shown now; of what decides nothing no mark is kept. */
export async function shownNow(ctx: Ctx, lines: readonly BulkLine[]): Promise<Shown> {
  const sent = marksSent(ctx, lines);
  const marked = lines.filter(line => line.seen !== null);
  const dossiers = await findDossiers(
    ctx.db,
    marked.map(l => l.dossierId),
  );
  const byId = new Map(dossiers.map(d => [d.id, d]));
  const shown = marked.flatMap(({ taskId, dossierId, task }) => {
    const dossier = byId.get(dossierId);
    return dossier ? [{ taskId, of: { dossier, step: task.elementId } }] : [];
  });
  const now = await marksOf(
    ctx,
    shown.map(s => s.of),
  );
  const marks = new Map(shown.map(({ taskId }, i) => [taskId, now[i] ?? '']));
  const changed = new Map<string, readonly string[]>();
  for (const line of marked) {
    const { taskId, seen } = line;
    const before = sent.get(taskId) ?? seen ?? '';
    if (!showsSame(before, marks.get(taskId) ?? '')) changed.set(taskId, await changesOf(ctx, line, before));
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
  for (const line of lines)
    if (line.error === 'DOSSIER_CHANGED' && line.seen)
      words.set(line.taskId, (await changesOf(ctx, line, line.seen)).map(change => `${change}.`).join(' '));
  return words;
}
