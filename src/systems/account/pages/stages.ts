import { findSignIn, type SignInView, vaultService } from '#engines/identity';
import { type Answer, type Ctx, redirect } from '#platform/http';
import { signInToken } from '../request.ts';

const PATHS: Partial<Record<SignInView['stage'], string>> = {
  'new-password': '/can-bo/dang-nhap/mat-khau',
  enrol: '/can-bo/dang-nhap/thiet-lap',
  'second-factor': '/can-bo/dang-nhap/ma',
};
/** Citizens show theirs after the code that was sent. */
export const CITIZEN_FACTOR = '/dang-nhap/xac-thuc';

/** The page of a stage of an official's sign-in; its beginning when it has none. */
export const stagePath = (stage: SignInView['stage'] | undefined): string =>
  (stage && PATHS[stage]) ?? '/can-bo/dang-nhap';

/** Who signs in: a citizen began with an address. */
const isCitizen = (step: SignInView): boolean => step.contact !== null;

/** As `stagePath`, of whoever signs in; the beginning of officials where nobody does. */
const pathOf = (step: SignInView | undefined): string =>
  step && isCitizen(step)
    ? step.stage === 'second-factor'
      ? CITIZEN_FACTOR
      : '/dang-nhap'
    : stagePath(step?.stage);

/** Runs a page of one stage of the sign-in of an official, or of a citizen (`of`); at another stage the browser is sent to that one's page. */
export async function atStage(
  ctx: Ctx,
  stage: SignInView['stage'],
  page: (step: SignInView) => Promise<Answer>,
  of: 'official' | 'citizen' = 'official',
): Promise<Answer> {
  const step = await findSignIn(ctx.db, ctx.get(vaultService), signInToken(ctx), ctx.clock.now());
  if (step?.stage === stage && isCitizen(step) === (of === 'citizen')) return page(step);
  return redirect(step || of === 'official' ? pathOf(step) : '/dang-nhap');
}
