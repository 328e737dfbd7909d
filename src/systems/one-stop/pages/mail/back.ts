import { type Dossier, mailingsOfDossier, mailState } from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { formatDate, localDate, localInstant } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, type Html, html } from '#ui';
import { letterPath, mailOffices } from './reach.ts';

/**
 * Where the letters of a dossier lie that the postal operator brought back, and for who serves that office the ways to hand each over or send it again; null where none
 * came back. `focus`: where the cursor is.
 */
export async function lettersBack(
  ctx: Ctx,
  dossier: Pick<Dossier, 'id'>,
  focus = false,
): Promise<Html | null> {
  const { t, db } = ctx;
  const back = (await mailingsOfDossier(db, dossier.id)).filter(letter => mailState(letter) === 'back');
  if (!back.length) return null;
  const offices = new Set((await mailOffices(ctx)).map(office => office.id));
  const today = localDate(ctx.clock.now());
  const lines: Html[] = [];
  for (const letter of back) {
    const office = (await agencyAsOf(db, letter.agencyId, today)).name;
    const on = formatDate(localInstant(letter.returnedOn ?? today));
    lines.push(
      html`<p>${t('one-stop.mail.back-lies', { on, office })}</p>${
        offices.has(letter.agencyId) &&
        html`<p>${button({ label: t('one-stop.hand-over.go'), href: `${letterPath(letter)}/tra`, focus: focus && letter === back[0] })} ${button({ label: t('one-stop.mail.again-title'), href: letterPath(letter), alt: true })}</p>`
      }`,
    );
  }
  return html`${lines}`;
}
