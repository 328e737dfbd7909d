import type { Agency } from '#engines/organisation';
import { newId } from '#platform/db';
import type { Answer, Ctx } from '#platform/http';
import {
  button,
  checkboxes,
  csrfField,
  details,
  type Errors,
  emptyState,
  errorOf,
  type Html,
  html,
  keyValues,
  note,
  ONCE,
  postForm,
  radios,
  textField,
  typedOr,
} from '#ui';
import { ticketAt } from '../queue/desks.ts';
import { listGroups } from '../queue/groups.ts';
import { skippedFor, waitingBy } from '../queue/read.ts';
import { type Desk, type FieldGroup, type Ticket, ticketNumber } from '../queue/types.ts';
import { hallPage } from './frame.ts';
import { hoursOf } from './hours.ts';
import { DO, LETTERS, NUMBER, SEND_TO, SURE, TICKET_ID } from './names.ts';
import { atOffice, DESK, GROUPS, type Hall, officeField, otherOffices, screenPath, TAKE } from './reach.ts';

const INTAKE = '/can-bo/tiep-nhan';

const links = ({ t }: Ctx, agencyId: string): Html => html`<ul class="choose no-print">
<li><a href="${atOffice(TAKE, agencyId)}">${t('hall.take.title')}</a></li>
<li><a href="${screenPath(agencyId)}">${t('hall.screen.link')}</a></li>
<li><a href="${atOffice(GROUPS, agencyId)}">${t('hall.groups.title')}</a></li></ul>`;

/** The form that opens a desk: its number, and the groups that it serves. */
export async function closedDesk(ctx: Ctx, hall: Hall, errors: Errors): Promise<Answer> {
  const { t } = ctx;
  const { office } = hall;
  const groups = (await listGroups(ctx.db, office.id)).filter(g => g.open);
  const form = postForm(ctx, {
    action: `${DESK}/mo`,
    fields: html`${officeField(office.id)}${textField(t, {
      name: NUMBER,
      label: t('hall.desk.number'),
      value: typedOr(ctx, NUMBER),
      error: errorOf(errors, NUMBER),
      inputmode: 'numeric',
      narrow: true,
      autocomplete: 'off',
    })}${checkboxes(t, {
      name: LETTERS,
      label: t('hall.desk.letters'),
      error: errorOf(errors, LETTERS),
      values: groups.map(g => g.letter),
      options: groups.map(g => ({ value: g.letter, label: `${g.letter} · ${g.name}` })),
    })}`,
    button: t('hall.desk.open'),
  });
  return hallPage(
    ctx,
    { title: t('hall.menu'), errors },
    html`<p class="q">${office.name}</p>
${(await hoursOf(ctx, office.id)).said}
${groups.length ? form : emptyState({ why: t('hall.take.no-groups') })}
${links(ctx, office.id)}
${otherOffices(hall, DESK)}`,
  );
}

type Doing = { ticket?: Ticket; alt?: boolean; focus?: boolean };

/** A form that does one thing at the desk. Each has a key of its own. */
const doing = (ctx: Ctx, what: string, label: string, view: Doing = {}, fields: Html | false = false): Html =>
  html`<form method="post" action="${DESK}">${csrfField(ctx)}<input type="hidden" name="${ONCE}" value="${newId()}"><input type="hidden" name="${DO}" value="${what}">${
    view.ticket && html`<input type="hidden" name="${TICKET_ID}" value="${view.ticket.id}">`
  }${fields}${button({ label, ...(view.alt ? { alt: true } : {}), ...(view.focus ? { focus: true } : {}) })}</form>`;

/** For who came to the wrong desk: the groups that he may be sent on to, his own too, at another desk. */
const sendingOn = (ctx: Ctx, ticket: Ticket, groups: readonly FieldGroup[], errors: Errors): Html => {
  const { t } = ctx;
  const error = errorOf(errors, SEND_TO);
  return details(
    { summary: t('hall.desk.send-on'), open: Boolean(error) },
    doing(
      ctx,
      'chuyen',
      t('hall.desk.send-on.button'),
      { ticket, alt: true },
      radios(t, {
        name: SEND_TO,
        label: t('hall.desk.send-on.to'),
        hint: t('hall.desk.send-on.about'),
        error,
        options: groups.map(g => ({ value: g.letter, label: `${g.letter} · ${g.name}` })),
      }),
    ),
  );
};

/** Who is at the desk, and what may be done with him; the cursor stands on what comes next. */
function present(ctx: Ctx, ticket: Ticket, count: number): Html {
  const { t } = ctx;
  const serving = ticket.state === 'serving';
  const rest = { ticket, alt: true };
  return html`<section><h2>${t(serving ? 'hall.desk.serving' : 'hall.desk.called')}</h2>
<p class="at-desk num">${ticketNumber(ticket)}</p>
${ticket.priority && html`<p>${t('hall.ticket.priority', { who: t(`hall.priority.${ticket.priority}`) })}</p>`}
<div class="row gap">${
    serving
      ? html`${button({ label: t('hall.desk.intake'), href: INTAKE, newTab: true, focus: true })}${count > 0 && doing(ctx, 'xong-goi', t('hall.desk.end-next'), rest)}${doing(ctx, 'xong', t('hall.desk.end'), rest)}`
      : html`${doing(ctx, 'phuc-vu', t('hall.desk.serve'), { ticket, focus: true })}${doing(ctx, 'goi-lai', t('hall.desk.recall'), rest)}${doing(ctx, 'bo-qua', t('hall.desk.skip'), rest)}`
  }</div></section>`;
}

/** The desk: who is at it, or the button that calls who is next; how many wait; who did not come. Keeps itself as things are. `left`: so many nobody would call: whether to close it all the same. */
export async function openedDesk(
  ctx: Ctx,
  office: Agency,
  desk: Desk,
  errors: Errors,
  left: number,
): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const ticket = await ticketAt(db, desk);
  const waiting = await waitingBy(db, office.id, now);
  const all = await listGroups(db, office.id);
  const groups = all.filter(g => desk.letters.includes(g.letter));
  const skipped = await skippedFor(db, desk);
  const count = groups.reduce((sum, g) => sum + (waiting.get(g.letter) ?? 0), 0);
  const state = [ticket?.id, ticket?.state, count > 0, ...skipped.map(s => s.id)].join(' ');
  return hallPage(
    ctx,
    { title: t('hall.desk.title', { number: desk.number }), errors, live: true },
    html`<p class="q">${office.name}</p>
${left > 0 && html`<div role="alert">${note(t('hall.desk.left', { count: left }))}</div>${doing(ctx, SURE, t('hall.desk.close-sure'), { alt: true })}`}
${!count && !ticket && (await hoursOf(ctx, office.id)).said}
<div data-part="desk" data-state="${state}" data-from="${screenPath(office.id)}/song"></div>
${
  ticket
    ? present(ctx, ticket, count)
    : count
      ? doing(ctx, 'goi', t('hall.desk.call'), { focus: true })
      : emptyState({
          why: t('hall.desk.nobody'),
          next: { href: atOffice(DESK, office.id), label: t('hall.desk.look') },
        })
}
${
  ticket &&
  sendingOn(
    ctx,
    ticket,
    all.filter(g => g.open),
    errors,
  )
}
<section><h2>${t('hall.desk.waiting')}</h2>
<div data-part="waiting">${keyValues(
      t,
      groups.map(g => ({
        label: `${g.letter} · ${g.name}`,
        value: t('hall.people', { count: waiting.get(g.letter) ?? 0 }),
      })),
    )}</div></section>
${
  skipped.length > 0 &&
  html`<section><h2>${t('hall.desk.skipped')}</h2>
<div class="row gap">${skipped.map(s =>
    ticket
      ? html`<span class="num">${ticketNumber(s)}</span>`
      : doing(ctx, 'goi-so', t('hall.desk.call-back', { number: ticketNumber(s) }), { ticket: s, alt: true }),
  )}</div></section>`
}
${links(ctx, office.id)}
${!ticket && !left && doing(ctx, 'dong', t('hall.desk.close'), { alt: true })}`,
  );
}
