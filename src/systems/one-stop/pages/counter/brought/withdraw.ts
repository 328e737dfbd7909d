import { type AtCounter, bringing, casesService, leftIfEnded, withdraw } from '#engines/cases';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import {
  checkbox,
  doneAt,
  doOnce,
  errorOf,
  type FieldError,
  formPageRoutes,
  html,
  note,
  textArea,
  typedOr,
} from '#ui';
import { CHECK, readWhoComes, whoComesFields } from '../../hand-over/who-comes.ts';
import { BROUGHT, broughtFrame, broughtPath, ifStillBrought, loadAtCounter } from './load.ts';

/** `left`: what is signed already. */
type Loaded = AtCounter & { left: Awaited<ReturnType<typeof leftIfEnded>> };

const REASON = 'ly-do';
const SIGNED = 'don-ky';

async function submit(ctx: Ctx, { dossier, actor }: AtCounter): Promise<string | FieldError[]> {
  const { t } = ctx;
  const came = await readWhoComes(ctx, 'brought', dossier);
  const errors: FieldError[] = Array.isArray(came) ? [...came] : [];
  if (!posted(ctx.req.body, SIGNED))
    errors.unshift({ path: SIGNED, message: t('one-stop.brought.signed-missing') });
  if (errors.length || Array.isArray(came)) return errors;
  const request = { name: t('one-stop.brought.request'), originals: 1, copies: 0, scans: 0 };
  const reason = posted(ctx.req.body, REASON);
  const given = { dossierId: dossier.id, reason, bringing: bringing({ ...came, papers: [request] }) };
  await ctx.db.tx(tx =>
    doOnce(ctx, tx, async () => {
      await withdraw(tx, ctx.get(casesService), given, actor);
      return {};
    }),
  );
  return doneAt(broughtPath(dossier), 'withdrawal-brought');
}

async function load(ctx: Ctx): Promise<Loaded> {
  const loaded = await loadAtCounter(ctx);
  return { ...loaded, left: await leftIfEnded(ctx.db, loaded.dossier, ctx.clock.now()) };
}

export const withdrawRoutes: readonly Route[] = formPageRoutes<Loaded>(
  {
    path: `${BROUGHT}/rut`,
    permission: 'dossier.receive',
    load,
    title: ctx => ctx.t('one-stop.brought.withdraw'),
    about: (ctx, { dossier, acts, left }) => {
      const { t } = ctx;
      const { code, applicantName: name } = dossier;
      if (!acts.includes('withdraw')) {
        const waits = acts.includes('supplement');
        return html`<p>${t(`one-stop.brought.${waits ? 'not-withdrawn' : 'nothing'}`)}</p>`;
      }
      const results = left?.results.map(r =>
        t('one-stop.brought.withdraw-result', { title: r.title, number: r.number }),
      );
      return html`<p>${t('one-stop.brought.withdraw-about', { code, name })}</p>${results && note(t('one-stop.brought.withdraw-signed', { results: results.join('; ') }))}`;
    },
    without: (_, { acts }) => !acts.includes('withdraw'),
    fields: (ctx, _, errors) => {
      const { t } = ctx;
      return html`${checkbox(t, {
        name: SIGNED,
        label: t('one-stop.brought.signed'),
        checked: typedOr(ctx, SIGNED) !== '',
        error: errorOf(errors, SIGNED),
        focus: errors.length === 0,
      })}${textArea(t, {
        name: REASON,
        label: t('one-stop.brought.withdraw-reason'),
        optional: true,
        value: typedOr(ctx, REASON),
        error: errorOf(errors, REASON),
        rows: 2,
      })}${whoComesFields(ctx, 'brought', errors)}`;
    },
    button: 'one-stop.brought.withdraw-button',
    submit: (ctx, loaded) =>
      ifStillBrought(ctx, loaded, { act: 'withdraw', done: 'withdrawal-brought' }, () => submit(ctx, loaded)),
    otherwise: CHECK,
  },
  broughtFrame,
);
