import { type Dossier, type DossierFacts, doable, mayAct } from '#engines/cases';
import { type Ctx, queryText } from '#platform/http';
import { type Html, hideContacts, hideNumbers, hidesNumber, html } from '#ui';
import { noteLook } from './open.ts';

type Asker = Parameters<typeof mayAct>[0];

const ASKED = 'so-dinh-danh';

/** How much of personal data a reader of a dossier's page sees. */
export type Sight = {
  /** He may read what people can be called and written to by. */
  personal: boolean;
  /** He sees identity numbers whole. */
  numbers: boolean;
  /** What somebody wrote, as he may read it. */
  shown(text: string): string;
};

/**
 * Identity numbers stand whole before whoever has a step of the dossier, or a question about it, before him, for he has to hold them against the papers; another who may
 * read personal data sees the last four digits, and the whole when he asks, which is an entry of its own (one an hour).
 */
export async function sightOf(ctx: Ctx, asker: Asker, dossier: Dossier, facts: DossierFacts): Promise<Sight> {
  const personal = mayAct(asker, 'read-personal', facts);
  const works = personal && doable(asker, facts).some(task => task.kind !== 'notice');
  const asked = personal && !works && queryText(ctx.req.query, ASKED) === '1';
  if (asked) await noteLook(ctx, dossier, facts, 'numbers');
  const numbers = works || asked;
  const whole = (text: string) => text;
  return { personal, numbers, shown: personal ? (numbers ? whole : hideNumbers) : hideContacts };
}

/** The way to the whole numbers, where one of these parts of the page masks some from who may ask for them. */
export const askForNumbers = (
  { t }: Pick<Ctx, 't'>,
  { personal, numbers }: Sight,
  parts: ReadonlyArray<Html | null>,
): Html | null =>
  personal && !numbers && parts.some(part => part && hidesNumber(String(part)))
    ? html`<p class="q">${t('one-stop.numbers.masked')} <a href="?${ASKED}=1">${t('one-stop.numbers.show')}</a>. ${t('one-stop.numbers.logged')}</p>`
    : null;
