import { type Dossier, owedFor, paidAt } from '#engines/cases';
import type { Ctx } from '#platform/http';
import { formatMoney, type Html, html, note } from '#ui';
import { pathOf } from '../handling/load.ts';

/** What has to be paid before anything is handed over, and where that is done: by transfer anywhere, in cash where the dossier was received; null where nothing is due. */
export async function owedNote({ t, db, clock }: Ctx, dossier: Dossier): Promise<Html | null> {
  const owed = await owedFor(db, dossier);
  if (owed <= 0) return null;
  const { desk, transfer } = await paidAt(db, dossier, clock.now());
  const said = { amount: formatMoney(owed, t.lang), desk };
  return note(
    html`<b>${t('one-stop.hand-over.owed', said)}</b> ${t(transfer ? 'one-stop.hand-over.owed-how' : 'one-stop.hand-over.owed-cash', said)} <a href="${pathOf(dossier)}/phi">${t('one-stop.hand-over.owed-fees')}</a>`,
  );
}
