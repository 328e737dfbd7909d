import { askerOf, factsOf, findDossiers, mayAct, statusTextsOf, type Twin } from '#engines/cases';
import { findAgency } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { type Html, html, status } from '#ui';

/** A twin, how it stands (the key of the text), whether the reader may open it, and where he may not the telephone of its agency. */
export type SeenTwin = Twin & { standing: string; opens: boolean; phone: string | null };

/**
 * Twins as this official is told of them. That he is told is entered as a reading of each: the citizen sees that somebody has compared
 * his dossier with another. `place`: through which post and for which agency.
 */
export async function seeTwins(
  ctx: Ctx,
  twins: readonly Twin[],
  place: { postId: string | null; agencyId: string | null },
): Promise<SeenTwin[]> {
  if (!twins.length) return [];
  const visitor = ctx.visitor!;
  const now = ctx.clock.now();
  const asker = askerOf(visitor);
  const dossiers = await findDossiers(
    ctx.db,
    twins.map(t => t.id),
  );
  const standing = await statusTextsOf(ctx.db, twins);
  const seen: SeenTwin[] = [];
  for (const twin of twins) {
    const dossier = dossiers.find(d => d.id === twin.id);
    if (!dossier) continue;
    const opens = mayAct(asker, 'read', await factsOf(ctx.db, dossier, now));
    await ctx.db.tx(tx =>
      ctx.get(ledgerService).recordAccess(tx, {
        subject: `dossier:${twin.id}`,
        actor: visitor.accountId,
        post: place.postId,
        agency: place.agencyId,
        purpose: 'same-matter',
      }),
    );
    const agency = opens ? undefined : await findAgency(ctx.db, twin.agencyId, localDate(now));
    seen.push({ ...twin, standing: standing.get(twin.id) ?? '', opens, phone: agency?.phone ?? null });
  }
  return seen;
}

/** `Giấy khai sinh số 12/2026`, or how the other dossier stands. */
const standing = ({ t }: Ctx, twin: SeenTwin): string =>
  [
    t(twin.standing),
    ...twin.results.map(r => t('one-stop.twin.result', { title: r.title, number: r.number })),
  ].join('; ');

/** Whom to ask about a dossier of another agency, which the reader may not open. */
const askWhom = ({ t }: Ctx, { agency, phone }: SeenTwin): string =>
  t(phone ? 'one-stop.twin.ask-phone' : 'one-stop.twin.ask', { agency, phone: phone ?? '' });

/** That there may be another dossier about the same matter, each with how it stands and the way to it; null where there is none. */
export function twinsNote(ctx: Ctx, twins: readonly SeenTwin[], about: string): Html | null {
  if (!twins.length) return null;
  const { t } = ctx;
  return html`<div class="why" id="trung"><p>${status('late', t('one-stop.twin'))}</p><ul>${twins.map(
    twin =>
      html`<li>${
        twin.opens
          ? html`<a href="/can-bo/ho-so/${twin.id}"><span class="num">${twin.code}</span></a>`
          : html`<span class="num">${twin.code}</span>`
      }: ${twin.procedure}, ${t('one-stop.twin.at', { agency: twin.agency, date: formatDate(localDate(twin.receivedAt)) })} (${standing(ctx, twin)})${!twin.opens && html` ${askWhom(ctx, twin)}`}</li>
`,
  )}</ul><p class="q">${t(about)}</p></div>`;
}
