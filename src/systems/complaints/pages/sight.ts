import { lookPurpose } from '#engines/cases';
import { type Ctx, queryText } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { type Html, hideContacts, hideNumbers, hidesNumber, html } from '#ui';
import type { complaintFor } from '../access.ts';
import { OPEN } from '../types.ts';
import { mayCarryOut } from './carry-out.ts';
import type { View } from './facts.ts';

type Loaded = Awaited<ReturnType<typeof complaintFor>>;

/** How much of personal data a reader of a complaint's page sees. */
export type Sight = View & {
  /** He may read personal data, and identity numbers show their last digits until he asks. */
  asks: boolean;
};

const ASKED = 'so-dinh-danh';

/** Enters that somebody read a complaint, and what for: one entry an hour, which the applicant reads. */
async function noteLook(ctx: Ctx, { dossier, actor }: Loaded, purpose: string): Promise<void> {
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${dossier.id}`,
      actor: actor.accountId,
      post: actor.postId,
      agency: actor.agencyId,
      purpose,
    }),
  );
}

/**
 * What people wrote in a complaint stands whole before whoever may read personal data and has it before him: to take it on, to settle it, to carry its decision out.
 * Another who may read personal data sees the last digits of identity numbers, and the whole when he asks, which is an entry of its own; nobody else any number.
 * That the page was opened is entered.
 */
export async function sightOf(ctx: Ctx, loaded: Loaded): Promise<Sight> {
  const { complaint: c, rights, personal, opens, facts } = loaded;
  const acts = [...rights].some(right => right !== 'complaint.read');
  await noteLook(ctx, loaded, acts ? 'complaint' : lookPurpose(ctx.visitor!, facts));
  if (!personal) return { opens, asks: false, shown: hideContacts };
  const hasIt = OPEN.has(c.status)
    ? rights.has('complaint.handle') || rights.has('complaint.settle')
    : await mayCarryOut(ctx, c);
  const asked = !hasIt && queryText(ctx.req.query, ASKED) === '1';
  if (asked) await noteLook(ctx, loaded, 'numbers');
  return hasIt || asked
    ? { opens, asks: false, shown: text => text }
    : { opens, asks: true, shown: hideNumbers };
}

/** The way to the whole numbers, where one of these parts of the page masks some from who may ask for them. */
export const askForNumbers = (
  { t }: Pick<Ctx, 't'>,
  { asks }: Sight,
  parts: ReadonlyArray<Html | null>,
): Html | null =>
  asks && parts.some(part => part && hidesNumber(String(part)))
    ? html`<p class="q">${t('complaints.numbers.masked')} <a href="?${ASKED}=1">${t('complaints.numbers.show')}</a>. ${t('complaints.numbers.logged')}</p>`
    : null;
