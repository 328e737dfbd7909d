import { dossiersByNumber } from '#engines/cases';
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

/**
 * What was typed or scanned into the search field of a page of officials. Words go on into the address of the list, which can be kept and sent; a
 * card is personal (number, name, address) and stands in no address: its holder's dossiers are shown at once, those that the visitor may read.
 */
async function find(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const typed = typedIn(ctx.req.body, 'q');
  if (!LIKE_A_CARD.test(typed)) return redirect(listAsked(ctx));
  const card = readCard(typed);
  const reads = ctx.visitor?.grants.some(g => g.permission === 'dossier.read');
  const ids = card && reads ? await dossiersByNumber(db, ctx.get(vaultService), card.number) : [];
  const lines = ids.length
    ? await linesFor(
        ctx,
        { filter: { ids }, typed: {}, wrong: [] },
        { limit: MOST + 1, offset: 0 },
        'register',
      )
    : [];
  const title = card?.name
    ? t('one-stop.register.of-card', { name: card.name })
    : t('one-stop.register.of-card-nameless');
  return page(
    staffPage(
      ctx,
      {
        title,
        active: 'register',
        error: !card,
        search: { action: REGISTER, label: t('one-stop.search') },
      },
      html`<h1>${title}</h1>
${
  lines.length
    ? html`${lines.length > MOST && note(t('one-stop.register.of-card-more', { most: MOST }))}${table(lines.slice(0, MOST), ctx)}`
    : emptyState({ why: t(card ? 'one-stop.register.of-card-none' : 'one-stop.register.of-card-unread') })
}`,
    ),
    { status: card ? 200 : 422 },
  );
}

export const findRoutes: readonly Route[] = [
  { method: 'POST', path: STAFF_SEARCH, rule: 'official', handler: find },
  // Opened again (the other language, the address typed): what was looked for is not in it.
  { method: 'GET', path: STAFF_SEARCH, rule: 'official', handler: async () => redirect(REGISTER) },
];
