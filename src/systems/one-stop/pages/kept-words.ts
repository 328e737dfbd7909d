import { vaultService } from '#engines/identity';
import type { Answer, Ctx } from '#platform/http';
import type { ActError } from './act-error.ts';

const COOKIE = 'fs-loi';
const PURPOSE = 'words of an act';
/** As long as the second factor may take. */
const SECONDS = 600;
/** A cookie holds 4 KB; longer words are typed again. */
const MOST_BYTES = 2_500;

/**
 * What was typed with a signature that wants the second factor first (why in spite of a twin, an opinion): sealed in the browser that typed it, for
 * ten minutes, for this step alone. An answer that asks for no factor stays as it is.
 */
export function keepWords(ctx: Ctx, answer: Answer): Answer {
  if (answer.kind !== 'redirect' || !answer.to.startsWith('/tai-khoan/xac-nhan')) return answer;
  const { task = '' } = ctx.req.params;
  const typed = Object.fromEntries(
    Object.entries(ctx.req.body).filter(
      ([name, value]) => name.endsWith(task) && typeof value === 'string' && value,
    ),
  );
  const text = JSON.stringify({ by: ctx.visitor?.accountId, task, typed });
  if (!Object.keys(typed).length || Buffer.byteLength(text) > MOST_BYTES) return answer;
  const value = ctx.get(vaultService).seal(PURPOSE, text).toString('base64url');
  return { ...answer, cookies: [...(answer.cookies ?? []), { name: COOKIE, value, maxAge: SECONDS }] };
}

type Kept = { by: string; task: string; typed: Record<string, string> };

/** The words that were kept for a step of the visitor's, to be shown in it again; undefined where there are none. */
export function keptWords(ctx: Ctx): ActError | undefined {
  const sealed = ctx.req.cookies[COOKIE];
  if (!sealed) return undefined;
  try {
    const kept = JSON.parse(ctx.get(vaultService).open(PURPOSE, Buffer.from(sealed, 'base64url'))) as Kept;
    if (kept.by !== ctx.visitor?.accountId) return undefined;
    return { act: kept.task, errors: [], typed: kept.typed, status: 200 };
  } catch {
    // Sealed by another installation, or no seal of ours: nothing was kept.
    return undefined;
  }
}

/** The answer after which nothing is kept any more. */
export const forgetWords = (answer: Answer): Answer =>
  answer.kind === 'page'
    ? { ...answer, cookies: [...(answer.cookies ?? []), { name: COOKIE, value: '', clear: true }] }
    : answer;
