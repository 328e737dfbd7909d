import type { Ctx } from '#platform/http';
import { type Html, note } from '#ui';
import { nextOf } from './request.ts';

/** Where the program gives back a form that was sent when its session was over. */
const KEPT = /^(?:\/can-bo)?\/gui-lai\//;

/** Says, to whoever has to sign in again in the middle of a form, that nothing of it is lost. */
export const keptForm = (ctx: Ctx): Html | false => {
  const next = nextOf(ctx) ?? '';
  const official = next.startsWith('/can-bo/') ? '-official' : '';
  return KEPT.test(next) && note(ctx.t(`account.sign-in.kept${official}`));
};
