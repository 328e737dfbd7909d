import { keptTyped } from '#engines/identity';
import { isAppError } from '#platform/errors';
import type { Answer, Ctx } from '#platform/http';
import { asPosted, toldLate } from '#ui';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

/** Refusals that say what another did first, and when. */
const TOO_LATE: ReadonlySet<string> = new Set([
  'COMPLAINT_TAKEN_ON',
  'COMPLAINT_DECLINED',
  'COMPLAINT_SETTLED',
  'COMPLAINT_WITHDRAWN',
  'COMPLAINT_PROLONGED',
  'COMPLAINT_COMPLEX',
  'COMPLAINT_OVERDUE',
]);

/** Of those: no official was first, the time is over or the complainant has withdrawn it. */
const NOBODY_FIRST: ReadonlySet<string> = new Set(['COMPLAINT_OVERDUE', 'COMPLAINT_WITHDRAWN']);

/**
 * An act on the complaint of the address, or its form: where another came first, whoever comes second reads who did what and when, and keeps what he had
 * typed (`typed`, of what was posted now or is kept of before). Throws what `act` throws else.
 */
export async function orTellTooLate<T>(
  ctx: Ctx,
  typed: (posted: Ctx) => readonly string[],
  act: () => Promise<T>,
): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    if (!isAppError(error) || !TOO_LATE.has(error.code)) throw error;
    const { t, req } = ctx;
    const kept = req.method === 'POST' ? null : await keptTyped.find(ctx);
    const words = {
      what: t(`error.${error.code}.what`, error.params),
      todo: t(`error.${error.code}.todo`, error.params),
    };
    return complaintsPage(
      ctx,
      {
        title: t(`complaints.late.${NOBODY_FIRST.has(error.code) ? 'over' : 'title'}`),
        back: { href: COMPLAINTS, label: t('complaints.title') },
        status: error.status,
      },
      toldLate(t, {
        words: t('ui.refusal', words),
        typed: typed(kept ? asPosted(ctx, kept) : ctx)
          .filter(Boolean)
          .join('\n'),
        open: { label: t('complaints.late.open'), href: staffPath({ id: req.params.complaint ?? '' }) },
      }),
    );
  }
}
