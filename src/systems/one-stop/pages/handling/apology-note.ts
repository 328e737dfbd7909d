import { type Dossier, mayAct } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';
import { type LoadedDossier, pathOf } from './load.ts';

const due = ({ dossier, acts, apologised }: Owed, now: Date): boolean =>
  acts.includes('apologise') && !apologised && !dossier.paused && dossier.dueAt < now;

type Owed = { dossier: Dossier; acts: readonly string[]; apologised: boolean };

/**
 * That a dossier is late and its applicant was not told so with a new day (Decree 118/2025/NĐ-CP, slip of apology): the way to it for who may
 * apologise, who that is for everybody else; null where nothing is owed.
 */
export function apologyNote(ctx: Ctx, view: Owed & Pick<LoadedDossier, 'asker' | 'facts'>): Html | null {
  if (!due(view, ctx.clock.now())) return null;
  const { t } = ctx;
  if (!mayAct(view.asker, 'apologise', view.facts)) return note(t('one-stop.apology.owed'));
  return note(
    html`${t('one-stop.apology.owed-here')} <a href="${pathOf(view.dossier)}/xin-loi">${t('one-stop.apology.title')}</a>`,
  );
}
