import type { WaitingLetter } from '#engines/cases';
import { type Answer, type Ctx, textField as posted } from '#platform/http';
import { button, csrfField, html, ONCE } from '#ui';
import { counterPage, DONE_KEY } from '../counter/frame.ts';
import { GIVES, givesField, givesWords } from '../hand-over/gives.ts';
import { MAIL, PICKED } from './reach.ts';

/** Followed by the id of a dossier. */
export const TRACKING = 'ma.';
/** Followed by the id of a dossier whose application does not say where to. */
export const ADDRESS = 'dia-chi.';
/** The clerk goes back to what he ticked. */
export const BACK = 'sua';
/** How many letters the clerk has read that he hands over. */
const SURE = 'so-thu';

/** Whether the clerk has said that just so many letters go: a list that changed meanwhile is asked of again. */
export const isSure = ({ req }: Ctx, count: number): boolean => posted(req.body, SURE) === String(count);

/** Before several letters go out together: which, where to, and how many. What was typed goes along, also on the way back. */
export function askFirst(ctx: Ctx, letters: readonly WaitingLetter[]): Answer {
  const { t } = ctx;
  const count = letters.length;
  const kept = (name: string) =>
    posted(ctx.req.body, name) &&
    html`<input type="hidden" name="${name}" value="${posted(ctx.req.body, name)}">`;
  const words = t('one-stop.mail.sure', { count });
  return counterPage(
    ctx,
    {
      title: t('one-stop.mail.sure-title', { count }),
      back: { href: MAIL, label: t('one-stop.mail.title') },
      keys: [[DONE_KEY, words]],
    },
    html`<p>${t('one-stop.mail.sure-about')}</p>
<form method="post" action="${MAIL}" novalidate>${csrfField(ctx)}${kept(ONCE)}<input type="hidden" name="${SURE}" value="${count}">
<ol>${letters.map(({ dossier, address, gives }) => {
      const [to, tracking] = [ADDRESS + dossier.id, TRACKING + dossier.id];
      const number = posted(ctx.req.body, tracking);
      return html`<li><input type="hidden" name="${PICKED}" value="${dossier.id}">${givesField(ctx, gives, `${GIVES}.${dossier.id}`)}${kept(tracking)}${kept(to)}<b>${dossier.applicantName}</b> <span class="q num">${dossier.code}</span><span class="hint">${givesWords(ctx, gives)}</span><span class="hint">${address || posted(ctx.req.body, to)}${number && html` · <span class="num">${number}</span>`}</span></li>
`;
    })}</ol>
<p class="row gap">${button({ label: words, key: DONE_KEY })}${button({ label: t('one-stop.mail.sure-back'), alt: true, name: BACK, value: '1' })}</p></form>`,
  );
}
