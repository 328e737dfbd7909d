import { casesService } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, timeline } from '#ui';
import { type Happening, storyOf } from '../data/story.ts';
import type { Complaint } from '../types.ts';

/** Who did something; of a delegate also in whose name. */
const whoWords = ({ t }: Ctx, { who, instead }: Happening): string | null =>
  who && instead ? t('complaints.happening.instead', { who, instead }) : who;

/** What has happened to a complaint, the newest first: what, who, when, and what was said with it; `shown`: as the reader may read it. */
export async function storyPart(
  ctx: Ctx,
  c: Complaint,
  shown = (text: string): string => text,
): Promise<Html> {
  const { t } = ctx;
  const story = await storyOf(ctx.db, ctx.get(casesService).ledger, c);
  return html`<h2>${t('complaints.story')}</h2>${timeline(
    story.toReversed().map(h => ({
      title: t(`complaints.happening.${h.kind}`, {
        due: h.dueAt ? formatDateTime(h.dueAt) : '',
        decision: h.decision,
      }),
      about: [formatDateTime(h.at), whoWords(ctx, h), h.agency, h.reason && `“${shown(h.reason)}”`]
        .filter(Boolean)
        .join(' · '),
    })),
  )}`;
}
