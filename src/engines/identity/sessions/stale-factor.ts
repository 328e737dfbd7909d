import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect } from '#platform/http';
import { StepUpNeeded } from '../errors.ts';
import { requireFresh } from './step-up.ts';

/**
 * For pages of acts that bind or hand out access: undefined when the second factor was shown within `minutes`, else the way
 * to show it, and back to `back` (a path of ours).
 */
export async function staleFactor(ctx: Ctx, back: string, minutes = 15): Promise<Answer | undefined> {
  try {
    if (ctx.visitor) await requireFresh(ctx.db, ctx.visitor, minutes, ctx.clock.now());
    return undefined;
  } catch (error) {
    if (isAppError(error) && error.code === StepUpNeeded.code)
      return redirect(`/tai-khoan/xac-nhan?next=${encodeURIComponent(back)}`);
    throw error;
  }
}
