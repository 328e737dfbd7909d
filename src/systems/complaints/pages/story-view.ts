import { casesService } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, timeline } from '#ui';
import { findComplaint } from '../data/read.ts';
import { type Happening, storyOf } from '../data/story.ts';
import type { Complaint } from '../types.ts';
import { endOf, secondWords } from './second-words.ts';

/** Who did something; of a delegate also in whose name. */
const whoWords = ({ t }: Ctx, { who, instead }: Happening): string | null =>
  who && instead ? t('complaints.happening.instead', { who, instead }) : who;

/** What happened; where a second complaint made it happen, by which, and how that ended. */
async function whatWords(ctx: Ctx, { kind, by, dueAt }: Happening): Promise<string> {
  const { t, db } = ctx;
  const due = dueAt ? formatDateTime(dueAt) : '';
  const second = by ? await findComplaint(db, by) : undefined;
  if (!second) return t(`complaints.happening.${kind}`, { due });
  const words = { due, ...(await secondWords(db, second, ctx.clock.now())) };
  return t(`complaints.happening.${kind === 'resumed' ? `resumed-${endOf(second)}` : kind}`, words);
}

/** What has happened to a complaint, the newest first: what, who, when, and what was said with it; `shown`: as the reader may read it. */
export async function storyPart(
  ctx: Ctx,
  c: Complaint,
  shown = (text: string): string => text,
): Promise<Html> {
  const { t } = ctx;
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, c);
  const titles = new Map<Happening, string>();
  for (const h of story) titles.set(h, await whatWords(ctx, h));
  return html`<h2>${t('complaints.story')}</h2>${timeline(
    story.toReversed().map(h => ({
      title: titles.get(h) ?? '',
      about: [formatDateTime(h.at), whoWords(ctx, h), h.agency, h.reason && `“${shown(h.reason)}”`]
        .filter(Boolean)
        .join(' · '),
    })),
  )}`;
}
