import {
  barredOutcomes,
  casesService,
  type Dossier,
  fallenWords,
  type LoadedProcedure,
  outcomesOf,
  type Story,
} from '#engines/cases';
import type { Task } from '#engines/work';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';
import { correctionLine } from './corrected-notes.ts';

/** Outcomes of a step that may not be chosen, for what they would sign rests on results that hold no more; and that, in words. */
export type InTheWay = { outcomes: readonly string[]; words: readonly string[] };

/** What stands in the way of an open step; undefined where nothing does. */
export async function inTheWay(
  ctx: Ctx,
  dossier: Dossier,
  procedure: LoadedProcedure,
  task: Task,
): Promise<InTheWay | undefined> {
  const { t, db, clock } = ctx;
  const { outcomes } = outcomesOf(procedure.graph, task);
  const barred = await barredOutcomes(db, ctx.get(casesService), { dossier, procedure }, task, outcomes);
  if (!barred) return undefined;
  const words = [];
  for (const fallen of barred.fallen) {
    const said = await fallenWords(db, dossier, fallen, clock.now());
    words.push(
      t('ui.refusal', {
        what: t('error.RESULT_BASIS_FALLEN.what', said),
        todo: t('error.RESULT_BASIS_FALLEN.todo', said),
      }),
    );
  }
  return { outcomes: barred.outcomes, words };
}

const corrections = ({ resultActs }: Story) => resultActs.filter(act => act.kind === 'correction');

/** The last of the corrections that `correctedNote` shows: that it was seen goes along with what is signed. */
export const lastCorrection = (story: Story): string | undefined => corrections(story).at(-1)?.id;

/** That other results of the dossier were corrected, which and what, for who does a step of it. */
export function correctedNote({ t }: Ctx, story: Story, personal: boolean): Html | null {
  const all = corrections(story);
  const kindOf = (id: string) => story.results.find(r => r.id === id)?.kind;
  // What was corrected and holds no more at all is told as that.
  const made = all.filter(({ resultId }) =>
    story.results.some(r => r.kind === kindOf(resultId) && r.status === 'valid'),
  );
  return made.length
    ? note(
        html`${made.map(act => correctionLine(t, story.results, act, personal))}${t('one-stop.corrected-earlier.todo')}`,
      )
    : null;
}
