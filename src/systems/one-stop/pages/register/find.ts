import { dossiersByNumber, numberIn } from '#engines/cases';
import { readCard } from '#engines/forms';
import { vaultService } from '#engines/identity';
import { type Answer, type Ctx, page, type Route, redirect, textField as typedIn } from '#platform/http';
import { emptyState, html, note, STAFF_SEARCH, staffPage } from '#ui';
import { linesFor, REGISTER } from './ask.ts';
import { table } from './list.ts';

/** So begins the code of a card, whole or not: what follows is somebody's name and address. */
const LIKE_A_CARD = /^\s*(?:\][A-Za-z]\d)?\d{9,12}\|/;
/** A place of officials, where a list reads `q` of its address: nothing else is gone to. */
const PLACE = /^\/can-bo(?:\/[a-z0-9-]+)*$/;
/** Lists of dossiers, in which a number is somebody's. */
const OF_DOSSIERS = new Set(['', '/can-bo', REGISTER]);
const MOST = 50;

/** The list that was asked, with what was typed and chosen in its address. */
function listAsked({ req: { body } }: Ctx): string {
  const place = typedIn(body, 'o');
  const query = new URLSearchParams();
  for (const name of Object.keys(body)) {
    const value = typedIn(body, name).slice(0, 200);
    if (/^[a-z-]+$/.test(name) && name !== 'o' && value) query.append(name, value);
  }
  return `${PLACE.test(place) ? place : REGISTER}?${query}`;
}

/** Whose dossiers are looked for by what must stand in no address; undefined where it is words. */
function whoIn({ req: { body } }: Ctx): { card: boolean; number?: string; name?: string } | undefined {
  const typed = typedIn(body, 'q');
  if (LIKE_A_CARD.test(typed)) return { card: true, ...readCard(typed) };
  const number = OF_DOSSIERS.has(typedIn(body, 'o')) ? numberIn(typed) : null;
  // That of a provisional receipt has letters, and is nobody's.
  return number && /^\d+$/.test(number) ? { card: false, number } : undefined;
}

/**
 * What was typed or scanned into the search field of a page of officials. Words go on into the address of the list, which can be kept and sent; a
 * card (number, name, address) and the number of a person or a telephone stand in no address (OWASP ASVS 5, 14.2.1): the dossiers are shown at
 * once, those that the visitor may read.
 */
async function find(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const who = whoIn(ctx);
  if (!who) return redirect(listAsked(ctx));
  const { card, number, name } = who;
  const reads = ctx.visitor?.grants.some(g => g.permission === 'dossier.read');
  const ids = number && reads ? await dossiersByNumber(db, ctx.get(vaultService), number) : [];
  const asked = { filter: { ids }, typed: {}, wrong: [] };
  const found = ids.length && (await linesFor(ctx, asked, { limit: MOST + 1, offset: 0 }, 'register'));
  const lines = found ? found.lines : [];
  const nameless = t(card ? 'one-stop.register.of-card-nameless' : 'one-stop.register.of-number');
  const title = name ? t('one-stop.register.of-card', { name }) : nameless;
  const none = t(card ? 'one-stop.register.of-card-none' : 'one-stop.register.of-number-none');
  return page(
    staffPage(
      ctx,
      {
        title,
        active: 'register',
        error: !number,
      },
      html`<h1>${title}</h1>
${
  lines.length
    ? html`${lines.length > MOST && note(t('one-stop.register.of-card-more', { most: MOST }))}${await table(lines.slice(0, MOST), ctx)}`
    : emptyState({ why: number ? none : t('one-stop.register.of-card-unread') })
}`,
    ),
    { status: number ? 200 : 422 },
  );
}

export const findRoutes: readonly Route[] = [
  { method: 'POST', path: STAFF_SEARCH, rule: 'official', handler: find },
  // Opened again (the other language, the address typed): what was looked for is not in it.
  { method: 'GET', path: STAFF_SEARCH, rule: 'official', handler: async () => redirect(REGISTER) },
];
