import { isAppError } from '#platform/errors';
import {
  type Answer,
  type Ctx,
  page,
  textField as posted,
  queryText,
  type Route,
  redirect,
} from '#platform/http';
import {
  attempt,
  citizenPage,
  type Errors,
  emptyState,
  errorOf,
  errorSummary,
  type Html,
  html,
  postForm,
  textField,
  typedOr,
  vietnamese,
} from '#ui';
import { heldTicket, holderHashOf, passCookie, passOf, presenceKey } from '../cookies.ts';
import { OneNumber, PresenceOver } from '../errors.ts';
import { isPresent, WINDOW_SECONDS } from '../presence/code.ts';
import { newPass, type Pass } from '../presence/pass.ts';
import { listGroups } from '../queue/groups.ts';
import { takeTicket } from '../queue/take-ticket.ts';
import { screenOffice } from '../screen/agency.ts';
import { GIVE_CSS, GROUP, giveForm, wishOf } from './give.ts';
import { hoursOf, mustBeOpen } from './hours.ts';
import { followPath } from './slip.ts';

/** Code of the hall: in the address of the QR code, or typed. */
export const CODE = 'ma';
export const phonePath = (agencyId: string): string => `/lay-so/${agencyId}`;

type Office = Awaited<ReturnType<typeof screenOffice>>;

/** The pass of this telephone, while it counts as being in this hall. */
function passHere(ctx: Ctx, office: Office): Pass | undefined {
  const pass = passOf(ctx);
  return pass?.agencyId === office.id && pass.expiresAt > ctx.clock.now() ? pass : undefined;
}

const phonePage = (
  ctx: Ctx,
  office: Office,
  errors: Errors,
  main: Html,
  styles: readonly string[] = [],
): Answer =>
  page(
    citizenPage(
      ctx,
      { title: ctx.t('hall.self.title'), error: errors.length > 0, styles },
      html`${errorSummary(ctx.t, errors)}<h1>${ctx.t('hall.self.title')}</h1>
<p class="lead">${vietnamese(ctx.t, office.name)}</p>
${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );

const askCode = (ctx: Ctx, office: Office, errors: Errors = []): Answer =>
  phonePage(
    ctx,
    office,
    errors,
    html`<p>${ctx.t('hall.phone.about', { minutes: WINDOW_SECONDS / 60 })}</p>
${postForm(ctx, {
  action: `${phonePath(office.id)}/ma`,
  fields: textField(ctx.t, {
    name: CODE,
    label: ctx.t('hall.phone.code'),
    value: typedOr(ctx, CODE),
    error: errorOf(errors, CODE),
    inputmode: 'numeric',
    autocomplete: 'off',
    narrow: true,
    maxlength: 9,
  }),
  button: ctx.t('hall.phone.next'),
})}`,
  );

async function chooseGroup(ctx: Ctx, office: Office, errors: Errors = []): Promise<Answer> {
  const groups = (await listGroups(ctx.db, office.id)).filter(g => g.open);
  const { gives, said } = await hoursOf(ctx, office.id);
  return phonePage(
    ctx,
    office,
    errors,
    html`${said}${
      gives &&
      (groups.length
        ? await giveForm(ctx, { action: phonePath(office.id), agencyId: office.id, groups })
        : emptyState({ why: ctx.t('hall.take.no-groups') }))
    }`,
    [GIVE_CSS],
  );
}

/** In the hall: the telephone gets its pass, and goes on under an address that says nothing to who is not there. */
function letIn(ctx: Ctx, office: Office, given: string): Answer | undefined {
  const now = ctx.clock.now();
  if (!isPresent(presenceKey(ctx), office.id, given, now)) return undefined;
  return redirect(phonePath(office.id), { cookies: [passCookie(ctx, newPass(passOf(ctx), office.id, now))] });
}

/** Who scans the code on the screen comes here. A telephone that has a number already is led to it. */
async function show(ctx: Ctx): Promise<Answer> {
  const office = await screenOffice(ctx);
  const held = await heldTicket(ctx);
  if (held) return redirect(followPath(held));
  const scanned = queryText(ctx.req.query, CODE);
  if (scanned)
    return (
      letIn(ctx, office, scanned) ??
      askCode(ctx, office, [{ path: CODE, message: ctx.t('hall.phone.scan-again') }])
    );
  return passHere(ctx, office) ? chooseGroup(ctx, office) : askCode(ctx, office);
}

async function enterCode(ctx: Ctx): Promise<Answer> {
  const office = await screenOffice(ctx);
  return attempt(
    ctx,
    async () => {
      const inside = letIn(ctx, office, posted(ctx.req.body, CODE));
      if (!inside) throw PresenceOver();
      return inside;
    },
    errors => askCode(ctx, office, errors),
    { otherwise: CODE },
  );
}

async function take(ctx: Ctx): Promise<Answer> {
  const office = await screenOffice(ctx);
  const pass = passHere(ctx, office);
  if (!pass) return askCode(ctx, office, [{ path: CODE, message: ctx.t('hall.phone.scan-again') }]);
  const from = { channel: 'phone' as const, holderHash: holderHashOf(pass) };
  return attempt(
    ctx,
    async () => {
      const held = await heldTicket(ctx);
      if (held) return followPath(held);
      await mustBeOpen(ctx, office.id);
      try {
        const wish = { agencyId: office.id, ...wishOf(ctx), from };
        // A post that comes twice finds the number that the first one took: the database holds one a browser.
        return followPath(await ctx.db.tx(tx => takeTicket(tx, wish, ctx.clock.now())));
      } catch (error) {
        // Pressed twice at once: the other press has it.
        const other = isAppError(error) && error.code === OneNumber.code ? await heldTicket(ctx) : undefined;
        if (!other) throw error;
        return followPath(other);
      }
    },
    errors => chooseGroup(ctx, office, errors),
    { otherwise: GROUP },
  );
}

const path = phonePath(':agency');

// Behind the address of a telephone network are many telephones. What keeps others out is the code: of a million that could be
// typed three are right, and they change.
export const phoneRoutes: readonly Route[] = [
  { method: 'GET', path, rule: 'public', handler: show },
  { method: 'POST', path, rule: 'public', handler: take, rateLimit: { max: 100, windowSeconds: 300 } },
  {
    method: 'POST',
    path: `${path}/ma`,
    rule: 'public',
    handler: enterCode,
    rateLimit: { max: 40, windowSeconds: 300 },
  },
];
