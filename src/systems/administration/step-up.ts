import { requireFresh, StepUpNeeded } from '#engines/identity';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect } from '#platform/http';

/**
 * For what hands out access (passwords, keys): the second factor must have been shown within `minutes`. Undefined when it was; else
 * the way to show it, and back to `back`.
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
