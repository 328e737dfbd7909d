import { findSignIn, type SignInView, vaultService } from '#engines/identity';
import { type Answer, type Ctx, redirect } from '#platform/http';
import { signInToken } from '../request.ts';

const PATHS: Partial<Record<SignInView['stage'], string>> = {
  'new-password': '/can-bo/dang-nhap/mat-khau',
  enrol: '/can-bo/dang-nhap/thiet-lap',
  'second-factor': '/can-bo/dang-nhap/ma',
};

/** The page of a stage of an official's sign-in; its beginning when it has none. */
export const stagePath = (stage: SignInView['stage'] | undefined): string =>
  (stage && PATHS[stage]) ?? '/can-bo/dang-nhap';

/** Runs a page of one stage of the sign-in; at another stage the browser is sent to that one's page. */
export async function atStage(
  ctx: Ctx,
  stage: SignInView['stage'],
  page: (step: SignInView) => Promise<Answer>,
): Promise<Answer> {
  const step = await findSignIn(ctx.db, ctx.get(vaultService), signInToken(ctx), ctx.clock.now());
  return step?.stage === stage ? page(step) : redirect(stagePath(step?.stage));
}
