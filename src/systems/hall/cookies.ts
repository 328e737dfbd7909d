import { localDate } from '#platform/clock';
import type { Cookie, Ctx } from '#platform/http';
import { type Device, type DeviceKind, findByToken, PAIRED_SECONDS } from './devices/device.ts';
import { digestOf } from './devices/token.ts';
import { HOLDER_SECONDS, type Pass, readPass, writePass } from './presence/pass.ts';
import { openTicketOf } from './queue/own.ts';
import type { Ticket } from './queue/types.ts';

/** `__Host-` where people come by https: no neighbouring host plants one (RFC 6265bis, 4.1.3.2). */
const named = (ctx: Ctx, name: string): string =>
  ctx.config.BASE_URL?.startsWith('https://') ? `__Host-${name}` : name;

const passKey = (ctx: Ctx): Buffer => ctx.secrets.secretFor('hall.pass');

/** Key of the codes that screens show. */
export const presenceKey = (ctx: Ctx): Buffer => ctx.secrets.secretFor('hall.presence');

export const deviceCookie = (ctx: Ctx, token: string): Cookie => ({
  name: named(ctx, 'fs-thiet-bi'),
  value: token,
  maxAge: PAIRED_SECONDS,
});

/** The device that this browser was paired as; of that kind. */
export async function deviceOf(ctx: Ctx, kind: DeviceKind): Promise<Device | undefined> {
  const token = ctx.req.cookies[named(ctx, 'fs-thiet-bi')];
  if (!token || token.length > 100) return undefined;
  const device = await findByToken(ctx.db, digestOf(token), ctx.clock.now());
  return device?.kind === kind ? device : undefined;
}

export const passCookie = (ctx: Ctx, pass: Pass): Cookie => ({
  name: named(ctx, 'fs-so'),
  value: writePass(passKey(ctx), pass),
  maxAge: HOLDER_SECONDS,
});

/** The pass of this telephone, over or not. */
export const passOf = (ctx: Ctx): Pass | undefined =>
  readPass(passKey(ctx), ctx.req.cookies[named(ctx, 'fs-so')]);

/** As which a telephone stands on its tickets. */
export const holderHashOf = (pass: Pass): Buffer => digestOf(pass.holder);

/** The number of today that this telephone still holds. */
export async function heldTicket(ctx: Ctx): Promise<Ticket | undefined> {
  const pass = passOf(ctx);
  return pass && openTicketOf(ctx.db, holderHashOf(pass), localDate(ctx.clock.now()));
}
