import {
  BY_NOBODY,
  casesService,
  type Dossier,
  type DossierFacts,
  lastActOf,
  type Story,
  whyItStays,
} from '#engines/cases';
import type { AppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { type Html, html } from '#ui';
import { undoPath } from './path.ts';
import { undoParams, undoRefusalText } from './words.ts';

/** The reader's last act on a dossier, by its entry: where it is taken back, or why it stays. */
export type LastAct = { entry: string } & ({ href: string } | { refusal: AppError });

/** The last act of a dossier, where it is the reader's; undefined where it is not, and where its time is over. */
export async function lastActFor(
  ctx: Ctx,
  { dossier, facts, happenings }: { dossier: Dossier; facts: DossierFacts; happenings: Story['happenings'] },
): Promise<LastAct | undefined> {
  const newest = happenings.find(h => !BY_NOBODY.has(h.kind));
  const stays = newest?.actor === ctx.visitor!.accountId && whyItStays(newest.kind, newest.body);
  if (newest && stays) return { entry: newest.entry, refusal: stays };
  const now = ctx.clock.now();
  const last = await lastActOf(ctx.db, ctx.get(casesService), ctx.visitor!, { dossier, facts }, now);
  if (!last) return undefined;
  const { act, refusal } = last;
  return { entry: act.entryId, ...(refusal ? { refusal } : { href: undoPath(act) }) };
}

// Why acts of a kind stay says itself what one does instead.
const stays = (t: Translate, refusal: AppError): string =>
  refusal.params.why ? t('one-stop.undo.stays', undoParams(t, refusal.params)) : undoRefusalText(t, refusal);

/** The way to take an act back, or in its place why it stays and what one does instead. */
export const undoOrWhy = (t: Translate, last: LastAct): Html =>
  'refusal' in last
    ? html`${stays(t, last.refusal)}`
    : html`<a href="${last.href}">${t('one-stop.undo.link')}</a>`;
