import { actOf } from '#engines/identity';
import { formatDateTime, formatTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import {
  attempt,
  button,
  csrfField,
  details,
  doneAt,
  type Errors,
  emptyState,
  errorOf,
  type Html,
  html,
  note,
  postForm,
  radios,
  scrollTable,
  status,
  textField,
  typedOr,
} from '#ui';
import { type Device, listDevices } from '../devices/device.ts';
import { CODE_MINUTES, makeDevice, revokeDevice } from '../devices/pair.ts';
import { isId } from '../ids.ts';
import { earlyPart, earlyRoute } from './early.ts';
import { firstSteps } from './first-steps.ts';
import { hallPage } from './frame.ts';
import { chooseHall, HALL, MANAGES, managedHalls } from './managed.ts';
import { CODE, PAIR } from './pair.ts';
import { qr } from './qr.ts';
import { atOffice, type Hall, officeField, screenPath } from './reach.ts';
import { TIMES } from './times.ts';

const DEVICES = `${HALL}/thiet-bi`;
const NAME = 'ten';
const KIND = 'loai';
const KINDS = ['kiosk', 'screen'] as const;

function stateOf({ t, clock }: Ctx, device: Device): Html {
  if (device.pairedAt)
    return status('done', t('hall.devices.paired', { at: formatDateTime(device.pairedAt) }));
  const until = device.codeExpiresAt ?? clock.now();
  if (until <= clock.now()) return status('hold', t('hall.devices.code-over'));
  return status('hold', t('hall.devices.waiting', { time: formatTime(until) }));
}

const table = (ctx: Ctx, hall: Hall, devices: readonly Device[]): Html => {
  const { t } = ctx;
  return scrollTable({
    caption: t('hall.devices.list'),
    captionHidden: true,
    columns: [
      { label: t('hall.devices.name') },
      { label: t('hall.devices.kind') },
      { label: t('hall.devices.state') },
      { label: t('hall.devices.seen') },
      { label: t('hall.devices.revoke'), hidden: true },
    ],
    rows: devices.map(d => [
      d.name,
      t(`hall.devices.kind.${d.kind}`),
      stateOf(ctx, d),
      html`<span class="num">${d.seenAt ? formatDateTime(d.seenAt) : t('hall.devices.never')}</span>`,
      details(
        { summary: t('hall.devices.revoke') },
        html`<form method="post" action="${DEVICES}/${d.id}/thu-hoi">${csrfField(ctx)}${officeField(hall.office.id)}<p>${t('hall.devices.revoke.about')}</p>${button({ label: t('hall.devices.revoke.button', { name: d.name }), alt: true })}</form>`,
      ),
    ]),
  });
};

const nowhere = (ctx: Ctx): Answer =>
  hallPage(
    ctx,
    { title: ctx.t('hall.manage.title'), active: 'halls' },
    emptyState({ why: ctx.t('hall.manage.none') }),
  );

/** What the head of an office keeps of his hall: its devices, the poster, how long people wait. */
async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const hall = await managedHalls(ctx);
  if (!hall) return nowhere(ctx);
  const { office } = hall;
  const devices = await listDevices(ctx.db, office.id);
  return hallPage(
    ctx,
    { title: t('hall.manage.title'), active: 'halls', errors },
    html`<p class="q">${office.name}</p>
${chooseHall(ctx, hall, HALL)}
<ul class="choose">
<li><a href="${atOffice(TIMES, office.id)}">${t('hall.times.title')}</a></li>
<li><a href="${screenPath(office.id)}">${t('hall.screen.link')}</a></li></ul>
${await firstSteps(ctx, office.id, devices)}<h2>${t('hall.devices.list')}</h2>
<p>${t('hall.devices.about')}</p>
${devices.length ? table(ctx, hall, devices) : emptyState({ why: t('hall.devices.none') })}
<h2>${t('hall.devices.add')}</h2>
${postForm(ctx, {
  action: DEVICES,
  fields: html`${officeField(office.id)}${radios(t, {
    name: KIND,
    label: t('hall.devices.kind'),
    value: typedOr(ctx, KIND),
    error: errorOf(errors, KIND),
    options: KINDS.map(kind => ({ value: kind, label: t(`hall.devices.kind.${kind}`) })),
  })}${textField(t, {
    name: NAME,
    label: t('hall.devices.name'),
    hint: t('hall.devices.name-hint'),
    value: typedOr(ctx, NAME),
    error: errorOf(errors, NAME),
    most: 60,
    autocomplete: 'off',
  })}`,
  button: t('hall.devices.add.button'),
})}
${await earlyPart(ctx, office.id, errors)}`,
  );
}

/** Enters a device. Its code stands in this answer alone: it is kept nowhere. */
async function add(ctx: Ctx): Promise<Answer> {
  const { t, req } = ctx;
  const hall = await managedHalls(ctx);
  if (!hall) return nowhere(ctx);
  const kind = KINDS.find(k => k === posted(req.body, KIND));
  const name = posted(req.body, NAME).trim();
  const errors = [
    ...(kind ? [] : [{ path: KIND, message: t('hall.devices.kind-missing') }]),
    ...(name.length >= 2 && name.length <= 60 ? [] : [{ path: NAME, message: t('hall.devices.name-wrong') }]),
  ];
  if (!kind || errors.length) return show(ctx, errors);
  const wish = { agencyId: hall.office.id, kind, name };
  return attempt(
    ctx,
    async () => {
      const { code } = await ctx.db.tx(tx => makeDevice(tx, wish, actOf(ctx, MANAGES)));
      const link = `${ctx.site.baseUrl}${PAIR}?${CODE}=${code}`;
      return hallPage(
        ctx,
        { title: t('hall.devices.made', { name }), active: 'halls' },
        html`${note(t('hall.devices.once', { minutes: CODE_MINUTES }))}
<ol><li>${t('hall.devices.step-open')}<br><a href="${PAIR}" class="num">${ctx.site.baseUrl}${PAIR}</a></li>
<li>${t('hall.devices.step-code')}<br><b class="at-desk num">${code}</b></li>
<li>${t('hall.devices.step-press')}</li></ol>
<p>${t('hall.devices.or-scan')}</p>
<p>${qr(link, t('hall.devices.qr', { name }))}</p>
<p><a href="${atOffice(HALL, hall.office.id)}">${t('hall.manage.back')}</a></p>`,
      );
    },
    refused => show(ctx, refused),
    { otherwise: NAME },
  );
}

async function revoke(ctx: Ctx): Promise<Answer> {
  const hall = await managedHalls(ctx);
  if (!hall) throw NotFound();
  const id = ctx.req.params.device ?? '';
  const which = {
    id: isId(id) ? id : '00000000-0000-0000-0000-000000000000',
    agencyIds: hall.offices.map(o => o.id),
  };
  const device = await ctx.db.tx(tx => revokeDevice(tx, which, actOf(ctx, MANAGES)));
  return redirect(doneAt(atOffice(HALL, device.agencyId), 'thu-hoi'));
}

const rule = { permission: MANAGES };
export const deviceRoutes: readonly Route[] = [
  earlyRoute(show),
  { method: 'GET', path: HALL, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: DEVICES, rule, handler: add },
  { method: 'POST', path: `${DEVICES}/:device/thu-hoi`, rule, handler: revoke },
];
