import { accountNames } from '#engines/cases';
import { keptTyped } from '#engines/identity';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, type Route, textField } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { asPosted, html, toldLate } from '#ui';
import { adminPage } from '../../view.ts';
import { incidentCrumbs } from './crumbs.ts';

/** What somebody did about a matter of the desk: which kind of entry tells it, who, and when. */
export type Mended = { kind: string; actor: string; at: Date };

/** Refusals of what waits for nobody any more. */
const TOO_LATE: ReadonlySet<string> = new Set(['NOT_FOUND', 'INCIDENT_SETTLED', 'ACT_NOT_ALLOWED_NOW']);

/** The last entry of these kinds about a subject; of those that `fits` where given. */
export async function lastMended(
  ctx: Ctx,
  subject: string,
  kinds: readonly string[],
  fits: (entry: { body: Record<string, unknown>; at: Date }) => boolean = () => true,
): Promise<Mended | undefined> {
  return (await ctx.get(ledgerService).history(ctx.db, subject, kinds)).filter(fits).at(-1);
}

/** Who did what, and when: `Sùng A Chứ, lúc 20/11/2026 15:42: Chạy lại việc nền bị lỗi.` */
export async function mendedWords({ t, db, visitor }: Ctx, { kind, actor, at }: Mended): Promise<string> {
  const who = (await accountNames(db, [actor])).get(actor) ?? '–';
  const own = actor === visitor?.accountId;
  return t(`administration.late.${own ? 'own' : 'by'}`, {
    who,
    at: formatDateTime(at),
    deed: t(`entry.${kind}`),
  });
}

type Telling = {
  /** What was done about the matter of the address, for a visitor who mends it; undefined to others, and where nobody did anything. May throw what is told to others. */
  first(ctx: Ctx): Promise<Mended | undefined>;
  /** Where it is seen how it stands now. */
  href(ctx: Ctx): string;
  /** Names of the fields that somebody types into. */
  typed?: readonly string[];
};

/**
 * An act on a matter of the desk, or its form: where another has seen to it, whoever comes second reads who did what and when, and keeps what he had typed.
 * Throws what `act` throws else.
 */
export async function orTellWhoMended<T>(
  ctx: Ctx,
  { first, href, typed = [] }: Telling,
  act: () => Promise<T>,
): Promise<T | Answer> {
  try {
    return await act();
  } catch (error) {
    const done = isAppError(error) && TOO_LATE.has(error.code) ? await first(ctx) : undefined;
    if (!done) throw error;
    const { t } = ctx;
    const sent = ctx.req.method === 'POST';
    const kept = sent ? null : await keptTyped.find(ctx);
    const { body } = (kept ? asPosted(ctx, kept) : ctx).req;
    return adminPage(
      ctx,
      {
        title: t(`administration.late.${sent ? 'title' : 'over'}`),
        active: 'incidents',
        crumbs: incidentCrumbs(ctx),
        status: 409,
      },
      toldLate(t, {
        words: await mendedWords(ctx, done),
        beside: sent && html`<p>${t('administration.late.nothing-done')}</p>`,
        typed: typed
          .map(name => textField(body, name))
          .filter(Boolean)
          .join('\n'),
        open: { label: t('administration.late.open'), href: href(ctx) },
      }),
    );
  }
}

/** The same of routes. */
export const tellingRoutes = (telling: Telling, routes: readonly Route[]): Route[] =>
  routes.map(route => ({
    ...route,
    handler: ctx => orTellWhoMended(ctx, telling, async () => route.handler(ctx)),
  }));
