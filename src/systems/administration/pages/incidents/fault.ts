import type { Ctx } from '#platform/http';
import { impersonal } from '#platform/jobs';
import { details, type Html, html } from '#ui';

/**
 * What technical words mean, by what they hold; the first that fits. They are those of the machine's network, of servers that are called by
 * HTTP and SMTP, and of PostgreSQL.
 */
const MEANINGS: ReadonlyArray<readonly [meaning: string, words: RegExp]> = [
  ['no-service', /^no service /],
  ['disk', /\b(ENOSPC|EROFS|EDQUOT|EIO)\b|disk full|no space left/i],
  ['moved', /unexpected redirect/i],
  ['refused', /\b(ECONNREFUSED|EPROTO|ERR_SSL_\w+)\b|bad port/],
  [
    'slow',
    /\b(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w+_TIMEOUT|TimeoutError|AbortError)\b|timed? ?out|aborted due to/i,
  ],
  ['unknown-host', /\b(ENOTFOUND|EAI_AGAIN|getaddrinfo)\b/],
  [
    'certificate',
    /\b(CERT_\w+|SELF_SIGNED_CERT\w*|DEPTH_ZERO\w*|ERR_TLS\w*|UNABLE_TO_\w+)\b|certificate|self.signed/i,
  ],
  [
    'cut',
    /\b(ECONNRESET|EPIPE|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|UND_ERR_SOCKET)\b|socket hang up|other side closed|connection (was )?(terminated|closed|lost)/i,
  ],
  ['file', /\b(ENOENT|EACCES|EPERM|EISDIR|ENOTDIR)\b/],
  ['sign-in', /\b(EAUTH|SMTP 53[0458])\b|invalid login|(^|status |HTTP |answered )40[13]\b/i],
  ['subscriber', /no such subscriber/],
  ['mailbox', /(^|SMTP )55[0-4]\b|mailbox|user unknown/i],
  ['busy', /(^|SMTP )(421|45[0-2])\b|(^|status |HTTP |answered )429\b|too many/i],
  ['their-fault', /(^|status |HTTP |answered )50\d\b|service unavailable|internal server error|bad gateway/i],
  ['not-taken', /(^|status |HTTP |answered |SMTP )[45]\d\d\b/i],
  [
    'database',
    /deadlock|duplicate key|violates|lock timeout|canceling statement|could not serialize|relation "[^"]*" does not|column "[^"]*" does not|invalid input syntax|permission denied for/i,
  ],
];

/** The program's own error, which has words of its own: its code, and what it was about. */
function ownFault(ctx: Ctx, error: string): string | undefined {
  const [, code = '', said = ''] = /^([A-Z]\w*) (\{.*\})$/.exec(error) ?? [];
  if (!ctx.texts.has(`error.${code}.what`)) return undefined;
  try {
    const params = JSON.parse(said) as Record<string, string>;
    return `${ctx.t(`error.${code}.what`, params)}.`;
  } catch {
    return undefined;
  }
}

/** In one or two sentences what an error means and what to do, by the name of the button that does it where a letter is sent again. */
function faultText(ctx: Ctx, error: string, of?: 'message'): string {
  const key = `administration.fault.${MEANINGS.find(([, words]) => words.test(error))?.[0] ?? 'other'}`;
  return ownFault(ctx, error) ?? ctx.t(of && ctx.texts.has(`${key}.${of}`) ? `${key}.${of}` : key);
}

/** As the program or another server said it, under a fold: it names nobody. */
const rawFault = (ctx: Ctx, error: string, service?: string): Html =>
  html`<div class="raw">${details(
    { summary: ctx.t('administration.fault.raw') },
    html`${service && html`${ctx.t('administration.incident.service')} <code>${service}</code><br>`}<code>${impersonal(error)}</code>`,
  )}</div>`;

/** What an error means, in words for who has to mend it; the error itself under a fold, with the key of the service that was called. `of`: of a letter. */
export const fault = (ctx: Ctx, error: string, service?: string, of?: 'message'): Html =>
  html`${faultText(ctx, error, of)}${rawFault(ctx, error, service)}`;
