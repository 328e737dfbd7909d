import {
  ActNotAllowedNow,
  type AtCounter,
  type Dossier,
  dossierAtCounter,
  listSupplementRequests,
} from '#engines/cases';
import type { Answer, Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { doneAt, doOnce, type Errors, type Html } from '#ui';
import { orTellAtCounter } from '../../overtaken.ts';
import { CARD_KEY, COUNTER, counterPage } from '../frame.ts';

/** A dossier that runs, as whoever stands at any counter of the province for it is served. */
export const BROUGHT = `${COUNTER}/da-nop/:dossier`;
export const broughtPath = ({ id }: Pick<Dossier, 'id'>): string => `${COUNTER}/da-nop/${id}`;

/** The dossier of the address. That a clerk opened it is an entry: the citizen sees who looked. Throws NotFound. */
export async function loadAtCounter(ctx: Ctx): Promise<AtCounter> {
  const { visitor, db } = ctx;
  const found = await dossierAtCounter(db, visitor, ctx.req.params.dossier ?? '', ctx.clock.now());
  await db.tx(tx =>
    ctx.get(ledgerService).recordAccess(tx, {
      subject: `dossier:${found.dossier.id}`,
      actor: found.actor.accountId,
      post: found.actor.postId,
      agency: found.actor.agencyId,
      purpose: 'handle',
    }),
  );
  return found;
}

/** What the applicant is asked for and has not brought yet; undefined where nothing. */
export const askedNow = async (ctx: Ctx, { id }: Dossier) =>
  (await listSupplementRequests(ctx.db, id)).find(s => !s.answeredAt && !s.undoneAt);

/**
 * Does what somebody came for (`run`) where the dossier still allows it; who comes after another reads so, and keeps what he typed. Sent twice it
 * gets the first answer (`done`).
 */
export const ifStillBrought = <T>(
  ctx: Ctx,
  { dossier, acts }: Pick<AtCounter, 'dossier' | 'acts'>,
  { act, done }: { act: 'supplement' | 'withdraw'; done: string },
  run: () => Promise<T>,
): Promise<T | string | Answer> =>
  orTellAtCounter(ctx, { dossier, href: broughtPath(dossier) }, async () => {
    if (acts.includes(act)) return run();
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        throw ActNotAllowedNow({ code: dossier.code });
      }),
    );
    return doneAt(broughtPath(dossier), done);
  });

/** The page around a form of what is brought, with the way back to the dossier at the counter. */
export const broughtFrame = (
  ctx: Ctx,
  { dossier }: AtCounter,
  view: { title: string; errors: Errors },
  main: Html,
): Answer =>
  counterPage(
    ctx,
    {
      title: view.title,
      back: {
        href: broughtPath(dossier),
        label: ctx.t('one-stop.dossier.of', { person: dossier.ownerName, code: dossier.code }),
      },
      errors: view.errors,
      keys: [[CARD_KEY, ctx.t('one-stop.hand-over.key-check')]],
    },
    main,
  );
