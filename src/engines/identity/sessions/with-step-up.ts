import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, redirect } from '#platform/http';
import { StepUpNeeded } from '../errors.ts';

/**
 * A handler of acts that bind or hand out access: where it asks for a fresh second factor (`requireFresh`), the visitor
 * shows it first and comes back to `back`, a path of ours.
 */
export const withStepUp =
  (handler: (ctx: Ctx) => Promise<Answer>, back: string | ((ctx: Ctx) => string)) =>
  async (ctx: Ctx): Promise<Answer> => {
    try {
      return await handler(ctx);
    } catch (error) {
      if (!isAppError(error) || error.code !== StepUpNeeded.code) throw error;
      const path = typeof back === 'string' ? back : back(ctx);
      return redirect(`/tai-khoan/xac-nhan?next=${encodeURIComponent(path)}`);
    }
  };
