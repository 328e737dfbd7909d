import type { PaperToGive } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, note } from '#ui';

/** Which papers are handed over after the first hand-over: in the place of those that somebody holds, which are taken back, or for the first time. */
export const anewNote = ({ t }: Ctx, papers: readonly PaperToGive[] | null | undefined): Html | null =>
  papers?.length
    ? note(
        t(`one-stop.hand-over.${papers.some(p => p.replaces) ? 'anew' : 'first'}`, {
          papers: papers
            .map(r => t('one-stop.hand-over.anew-paper', { title: r.title, number: r.number }))
            .join('; '),
        }),
      )
    : null;
