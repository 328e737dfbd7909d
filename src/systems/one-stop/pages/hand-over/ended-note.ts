import { type ResultEnd, statusText } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { capital, type Html, note } from '#ui';

/** Where a result was revoked or annulled before anybody had it: that the decision is handed over, and the paper is not. */
export const endedNote = ({ t }: Ctx, ended: ResultEnd | null | undefined): Html | null =>
  ended ? note(t('one-stop.hand-over.ended', { state: capital(t(statusText('completed', ended))) })) : null;
