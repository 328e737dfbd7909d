import type { Ctx } from '#platform/http';
import type { Lang } from '#platform/i18n';
import type { Html } from '../html.ts';

/** What is the same in every request: nothing of who asks, or for what, but the language. */
export type ForEverybody = Pick<Ctx, 't' | 'lang' | 'site' | 'extensions'>;

/** A part of pages that is the same for everybody who reads a language: drawn once for each, and then kept. */
export function drawnOnce(draw: (ctx: ForEverybody) => Html): (ctx: ForEverybody) => Html {
  // Under the extensions, of which a running program has one set: tests run several programs in one process.
  const kept = new WeakMap<ForEverybody['extensions'], Partial<Record<Lang, Html>>>();
  return ctx => {
    const byLang = kept.get(ctx.extensions) ?? {};
    kept.set(ctx.extensions, byLang);
    byLang[ctx.lang] ??= draw(ctx);
    return byLang[ctx.lang] as Html;
  };
}
