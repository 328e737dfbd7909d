import { dropDraft, dropOffline, type Intake, type OfflineIntake, offlineOf } from '#engines/cases';
import { vaultService } from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import {
  button,
  checkbox,
  csrfField,
  details,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  textArea,
  typedOr,
} from '#ui';
import { unprintableIn } from '../refused-text.ts';
import { intakePath } from './frame.ts';

const REASON = 'ly-do-bo';
const SAME = 'cung-viec';
const SHORTEST = 3;

const sameIn = ({ conflicts }: OfflineIntake) => conflicts.find(c => c.kind === 'same-open');

/** The way to drop what is entered; of what came in without a network, for which somebody holds a receipt, with the reason and the dossier of the same matter. */
export function dropPart(
  ctx: Ctx,
  { draft }: Intake,
  offline: OfflineIntake | undefined,
  errors: Errors,
): Html {
  const { t } = ctx;
  const same = offline && sameIn(offline);
  const why =
    offline &&
    html`${textArea(t, {
      name: REASON,
      label: t('one-stop.counter.drop-why'),
      hint: t('one-stop.counter.drop-why-hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}${
      same &&
      checkbox(t, {
        name: SAME,
        label: t('one-stop.counter.drop-same', { code: same.code }),
        checked: typedOr(ctx, SAME, '1') !== '',
      })
    }`;
  return details(
    { summary: t('one-stop.counter.drop'), open: errorOf(errors, REASON) !== undefined },
    html`<form method="post" action="${intakePath(draft)}/bo">${csrfField(ctx)}<p>${t(offline ? 'one-stop.counter.drop-about-receipt' : 'one-stop.counter.drop-about', { number: offline?.provisional ?? '' })}</p>${why}<p>${button({ label: t('one-stop.counter.drop-now'), alt: true })}</p></form>`,
  );
}

/** Drops what is entered; or what is wrong with the reason. */
export async function dropEntry(ctx: Ctx, { draft }: Intake): Promise<FieldError[]> {
  const offline = await offlineOf(ctx.db, draft.id);
  if (!offline) {
    await ctx.db.tx(tx => dropDraft(tx, draft));
    return [];
  }
  const reason = posted(ctx.req.body, REASON).trim().slice(0, 500);
  const errors =
    reason.length < SHORTEST
      ? [{ path: REASON, message: ctx.t('one-stop.counter.drop-why-missing') }]
      : unprintableIn(ctx, REASON);
  if (errors.length) return errors;
  const same = posted(ctx.req.body, SAME) ? (sameIn(offline)?.dossierId ?? null) : null;
  const by = { accountId: ctx.visitor!.accountId, at: ctx.clock.now() };
  await ctx.db.tx(tx => dropOffline(tx, ctx.get(vaultService), offline, draft, { reason, same }, by));
  return [];
}
