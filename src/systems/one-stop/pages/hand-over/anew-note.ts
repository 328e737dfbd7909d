import type { Result } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, note } from '#ui';

/** Which papers are handed over in the place of those that somebody holds, which are taken back. */
export const anewNote = ({ t }: Ctx, anew: readonly Result[] | null | undefined): Html | null =>
  anew?.length
    ? note(
        t('one-stop.hand-over.anew', {
          papers: anew
            .map(r => t('one-stop.hand-over.anew-paper', { title: r.title, number: r.number }))
            .join('; '),
        }),
      )
    : null;
