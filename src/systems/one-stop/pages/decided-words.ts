import type { Story } from '#engines/cases';
import { type Graph, outcomeText } from '#engines/processes';
import type { Translate } from '#platform/i18n';

/** How a step was ended by which something was decided, as the address says after the act. */
export const DECIDED = 'step-decided';

/** What this official decided last, in a sentence: `Đã ghi: Không phù hợp với hồ sơ. …`; that the step is done where he has decided nothing. */
export function decidedWords(
  t: Translate,
  { happenings }: Pick<Story, 'happenings'>,
  graph: Graph,
  accountId: string | undefined,
): string {
  const last = happenings.find(h => h.kind === 'step-done' && h.actor === accountId && !h.undone);
  if (!last) return t('one-stop.done.step-done');
  const { element, outcome } = last.body;
  return t(`one-stop.done.${DECIDED}`, {
    outcome: outcomeText(t.lang, graph, String(element), String(outcome), 'outcome'),
  });
}
