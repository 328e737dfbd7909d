import { vaultService } from '#engines/identity';
import type { Answer, Ctx } from '#platform/http';
import type { ActError } from './act-error.ts';
import { SEEN } from './seen.ts';

const COOKIE = 'fs-loi';
const PURPOSE = 'words of an act';
/** As long as the second factor may take. */
const SECONDS = 600;
/** A cookie holds 4 KB; longer words are typed again. */
const MOST_BYTES = 2_500;

type Typed = Record<string, string>;
type Kept = { by: string; task: string; typed: Typed };

/**
 * What was typed with a signature that wants the second factor first (why in spite of a twin, an opinion), and what its page showed: sealed in the browser that typed it, for
 * ten minutes, for this step alone. An answer that asks for no factor stays as it is.
 */
export function keepWords(ctx: Ctx, answer: Answer): Answer {
  const { task = '' } = ctx.req.params;
  const typed = Object.entries(ctx.req.body).filter(
    (field): field is [string, string] =>
      (field[0].endsWith(task) || field[0] === SEEN) && typeof field[1] === 'string' && field[1] !== '',
  );
  return keepFor(ctx, answer, task, Object.fromEntries(typed));
}

/** As `keepWords`, of anything that is signed: `task` says what, `typed` what was said with it. */
export function keepFor(ctx: Ctx, answer: Answer, task: string, typed: Typed): Answer {
  if (answer.kind !== 'redirect' || !answer.to.startsWith('/tai-khoan/xac-nhan')) return answer;
  const text = JSON.stringify({ by: ctx.visitor?.accountId, task, typed });
  if (!Object.keys(typed).length || Buffer.byteLength(text) > MOST_BYTES) return answer;
  const value = ctx.get(vaultService).seal(PURPOSE, text).toString('base64url');
  return { ...answer, cookies: [...(answer.cookies ?? []), { name: COOKIE, value, maxAge: SECONDS }] };
}

/** What was kept of the visitor's; undefined where there is nothing. */
function kept(ctx: Ctx): Kept | undefined {
  const sealed = ctx.req.cookies[COOKIE];
  if (!sealed) return undefined;
  try {
    const kept = JSON.parse(ctx.get(vaultService).open(PURPOSE, Buffer.from(sealed, 'base64url'))) as Kept;
    return kept.by === ctx.visitor?.accountId ? kept : undefined;
  } catch {
    // Sealed by another installation, or no seal of ours: nothing was kept.
    return undefined;
  }
}

/** What was kept for this one (`keepFor`); undefined where nothing was. */
export function keptFor(ctx: Ctx, task: string): Typed | undefined {
  const found = kept(ctx);
  return found?.task === task ? found.typed : undefined;
}

/** The words that were kept for a step of the visitor's, to be shown in it again; undefined where there are none. */
export function keptWords(ctx: Ctx): ActError | undefined {
  const found = kept(ctx);
  return found && { act: found.task, errors: [], typed: found.typed, status: 200 };
}

/** The answer after which nothing is kept any more. */
export const forgetWords = (answer: Answer): Answer =>
  answer.kind === 'page' || answer.kind === 'redirect'
    ? { ...answer, cookies: [...(answer.cookies ?? []), { name: COOKIE, value: '', clear: true }] }
    : answer;
