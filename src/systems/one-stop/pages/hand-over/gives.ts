import { type Dossier, giveMark, type ToGive, wasShown } from '#engines/cases';
import { type Ctx, textField } from '#platform/http';
import { type Html, html } from '#ui';
import { changedWords } from '../changed-words.ts';

/** Hidden field of a form that hands something over: the mark of what its page says that is. Where a page has several, followed by the id of a dossier. */
export const GIVES = 'giao';

/** Goes along with the act: what its page says is handed over. */
export const givesField = ({ clock }: Ctx, gives: readonly ToGive[], name: string = GIVES): Html =>
  html`<input type="hidden" name="${name}" value="${giveMark(gives, clock.now())}">`;

/** The mark that came with the form; empty where none did, which is the mark of nothing that is handed over. */
export const givesSent = ({ req }: Pick<Ctx, 'req'>, name: string = GIVES): string =>
  textField(req.body, name);

/** What is handed over, by kind and number. */
export const givesWords = ({ t }: Pick<Ctx, 't'>, gives: readonly ToGive[]): string =>
  gives
    .map(({ title, number, decision }) =>
      decision
        ? t(`one-stop.hand-over.decision-${decision.by}`, { decision: decision.number, title, number })
        : t('one-stop.hand-over.anew-paper', { title, number }),
    )
    .join('; ');

/** What is told where something else is handed over by now than the page said: who has changed what. Undefined where it is the same; the act asks again under its lock. */
export async function toldOther(
  ctx: Ctx,
  dossier: Dossier,
  gives: readonly ToGive[],
  name: string = GIVES,
): Promise<string | undefined> {
  const sent = givesSent(ctx, name);
  return wasShown(gives, sent) ? undefined : changedWords(ctx, dossier, sent, { papers: true });
}
