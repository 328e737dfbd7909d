import { countLettersBack } from '#engines/cases';
import type { Ctx } from '#platform/http';
import type { Waiting } from '#ui';
import { MAIL, mailOffices, OPEN } from './reach.ts';

/** Said in the inbox of whoever receives and hands over at an office: letters that the post brought back lie there, and are nobody's step. */
export async function waitingLettersBack(ctx: Ctx): Promise<Waiting | null> {
  if (!ctx.visitor?.grants.some(g => g.permission === 'dossier.receive')) return null;
  const offices = await mailOffices(ctx);
  const count = offices.length
    ? await countLettersBack(
        ctx.db,
        offices.map(o => o.id),
      )
    : 0;
  return count ? { href: `${MAIL}#${OPEN}`, text: ctx.t('one-stop.mail.waiting-back', { count }) } : null;
}
