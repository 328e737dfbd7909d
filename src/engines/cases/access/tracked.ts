import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Cookie, Ctx } from '#platform/http';
import type { Dossier } from '../types.ts';

type Facts = Pick<Dossier, 'id' | 'phone'>;

const COOKIE = 'da-tra-cuu';
/** From the page that tells how a dossier stands to what can be done from there. */
const COOKIE_MINUTES = 15;

/** `__Host-` where people come by https: no neighbouring host plants one (RFC 6265bis, 4.1.3.2). */
const cookieName = (ctx: Ctx): string =>
  ctx.config.BASE_URL?.startsWith('https://') ? `__Host-${COOKIE}` : COOKIE;

const keyOf = (ctx: Ctx): Buffer => ctx.secrets.secretFor('cases.tracked');

/** Who writes it knew the telephone number of the dossier; another number, another moment or another dossier gives another one. */
const macOf = (key: Buffer, { id, phone }: Facts, until: number): string =>
  createHmac('sha256', key)
    .update(`${id} ${phone ?? ''} ${until}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** For a form: that whoever was shown it has proved to know code and telephone number of the dossier, for so many minutes. */
export function trackedPass(ctx: Ctx, dossier: Facts, minutes: number): string {
  const until = Math.floor(ctx.clock.now().getTime() / 1_000) + minutes * 60;
  return `${until}.${macOf(keyOf(ctx), dossier, until)}`;
}

/** Whether a pass is ours, of this dossier as it is now, and not over. */
export function isTrackedPass(ctx: Ctx, dossier: Facts, pass: string): boolean {
  const [, until = '', mac = ''] = /^(\d{1,12})\.([\w-]{22})$/.exec(pass) ?? [];
  if (!mac || Number(until) * 1_000 < ctx.clock.now().getTime()) return false;
  const expected = Buffer.from(macOf(keyOf(ctx), dossier, Number(until)));
  const given = Buffer.from(mac);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** Tells pages of other systems, for a quarter of an hour, that this browser has looked the dossier up rightly. Costs its page no letter. */
export const trackedCookie = (ctx: Ctx, dossier: Facts): Cookie => ({
  name: cookieName(ctx),
  value: trackedPass(ctx, dossier, COOKIE_MINUTES),
  maxAge: COOKIE_MINUTES * 60,
});

/** Whether this browser has looked the dossier up rightly a moment ago. */
export const hasTracked = (ctx: Ctx, dossier: Facts): boolean =>
  isTrackedPass(ctx, dossier, ctx.req.cookies[cookieName(ctx)] ?? '');
