import { officesOf } from '#engines/cases';
import { type Answer, type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import { attempt, doOnce, type Errors } from '#ui';
import { DeskClosed } from '../errors.ts';
import { isId } from '../ids.ts';
import { callBack, callNext, end, endAndNext, recall, sendOn, serve, skip } from '../queue/call.ts';
import { closeDesk, deskOf, leftWithout, openDesk } from '../queue/desks.ts';
import { listGroups } from '../queue/groups.ts';
import type { Desk } from '../queue/types.ts';
import { closedDesk, openedDesk } from './desk-view.ts';
import { nowhere } from './frame.ts';
import { DO, LETTERS, NUMBER, SEND_TO, SURE, TICKET_ID } from './names.ts';
import { atOffice, DESK, hallOf, RECEIVES } from './reach.ts';

/** The visitor's desk of today, where he still receives. */
async function ownDesk(ctx: Ctx): Promise<Desk | undefined> {
  const now = ctx.clock.now();
  const desk = await deskOf(ctx.db, ctx.visitor!.accountId, now);
  const offices = desk ? await officesOf(ctx.db, ctx.visitor!, now) : [];
  return offices.some(o => o.id === desk?.agencyId) ? desk : undefined;
}

/** `left`: how many nobody calls once the desk is closed, where that is to be said before it is. */
async function draw(ctx: Ctx, errors: Errors = [], left = 0): Promise<Answer> {
  const hall = await hallOf(ctx);
  if (!hall) return nowhere(ctx);
  const desk = await ownDesk(ctx);
  if (!desk) return closedDesk(ctx, hall, errors);
  const office = hall.offices.find(o => o.id === desk.agencyId) ?? hall.office;
  return openedDesk(ctx, office, desk, errors, left);
}

/** Opens a desk for the groups that were ticked. */
async function open(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const hall = await hallOf(ctx);
  if (!hall) return nowhere(ctx);
  const agencyId = hall.office.id;
  const typed = posted(ctx.req.body, NUMBER).trim();
  const there = new Set((await listGroups(ctx.db, agencyId)).map(g => g.letter));
  const letters = [...new Set(textFields(ctx.req.body, LETTERS))].filter(l => there.has(l));
  const errors = [
    ...(/^[1-9]\d?$/.test(typed) ? [] : [{ path: NUMBER, message: t('hall.desk.number-wrong') }]),
    ...(letters.length ? [] : [{ path: LETTERS, message: t('hall.desk.letters-missing') }]),
  ];
  if (errors.length) return draw(ctx, errors);
  const desk = { agencyId, number: Number(typed), accountId: ctx.visitor!.accountId, letters };
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          await openDesk(tx, desk, ctx.clock.now());
          return {};
        }),
      );
      return atOffice(DESK, agencyId);
    },
    refused => draw(ctx, refused),
    { otherwise: NUMBER },
  );
}

const ONE = { 'goi-lai': recall, 'phuc-vu': serve, 'bo-qua': skip, xong: end, 'goi-so': callBack } as const;

/** What is done at the desk; a form that is sent again does nothing more. */
async function act(ctx: Ctx): Promise<Answer> {
  await hallOf(ctx);
  const what = posted(ctx.req.body, DO);
  const id = posted(ctx.req.body, TICKET_ID);
  const ticketId = isId(id) ? id : '00000000-0000-0000-0000-000000000000';
  const letter = posted(ctx.req.body, SEND_TO);
  if (what === 'chuyen' && !letter)
    return draw(ctx, [{ path: SEND_TO, message: ctx.t('hall.desk.send-on.missing') }]);
  return attempt(
    ctx,
    async () => {
      const desk = await ownDesk(ctx);
      if (!desk) throw DeskClosed();
      const now = ctx.clock.now();
      const left = what === 'dong' ? await leftWithout(ctx.db, desk) : 0;
      if (left > 0) return draw(ctx, [], left);
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          if (what === 'goi') await callNext(tx, desk, now);
          else if (what === 'xong-goi') await endAndNext(tx, desk, ticketId, now);
          else if (what === 'chuyen') await sendOn(tx, desk, ticketId, letter);
          else if (what === 'dong' || what === SURE) await closeDesk(tx, desk);
          else if (Object.hasOwn(ONE, what)) await ONE[what as keyof typeof ONE](tx, desk, ticketId, now);
          return {};
        }),
      );
      return atOffice(DESK, desk.agencyId);
    },
    refused => draw(ctx, refused),
    { otherwise: DO },
  );
}

const rule = { permission: RECEIVES };
export const deskRoutes: readonly Route[] = [
  { method: 'GET', path: DESK, rule, handler: ctx => draw(ctx) },
  { method: 'POST', path: DESK, rule, handler: act },
  { method: 'POST', path: `${DESK}/mo`, rule, handler: open },
];
