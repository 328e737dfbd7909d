import { type Intake, isUnmarked, type KnownPerson, personForm, saidOf, sawNumber } from '#engines/cases';
import { type FormData, readCard, renderFormPage, WEDGE } from '#engines/forms';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate } from '#platform/clock';
import type { Answer, Ctx } from '#platform/http';
import {
  button,
  checkbox,
  csrfField,
  type FieldError,
  type Html,
  html,
  maskPhone,
  note,
  status,
  textField,
} from '#ui';
import { CARD_KEY, COUNTER, counterPage, DONE_KEY } from './frame.ts';

export const PAGE = 'person';
export const TYPED = 'tim';
export const CHOSEN = 'chon';
/** Telephone and personal number that stay although they are another's. */
export const TOLD = 'so-chung';

/** What the clerk typed beside a name though it is another's; `seen`: that one's card was compared. */
export type OfAnother = FieldError & { value: string; other: string; seen: boolean };

export type PersonView = {
  intake: Intake;
  person: FormData;
  accountId: string | null;
  typed?: string;
  people?: readonly KnownPerson[];
  errors?: readonly FieldError[];
  /** Of which the clerk is told that it is another's. */
  others?: readonly OfAnother[];
};

/** The field for scanner, number, telephone or name. A scanner types and ends with Enter, which looks for the person. */
export const searchPart = (ctx: Ctx, { typed, people, errors = [], person }: PersonView): Html => {
  const { t } = ctx;
  // With nobody found the cursor stands where the person's data are missing.
  const first = !people && !errors.length && !saidOf(person, 'name');
  return html`<form class="scan" method="post" novalidate>${csrfField(ctx)}
<div class="grow">${textField(t, {
    name: TYPED,
    label: t('one-stop.counter.who'),
    hint: t('one-stop.counter.who-hint'),
    value: readCard(typed ?? '') ? '' : typed,
    error: errors.find(e => e.path === TYPED)?.message,
    autocomplete: 'off',
    most: 1_000,
    focus: first,
    key: CARD_KEY,
  })}</div>${button({ label: t('one-stop.counter.look-up'), alt: true })}</form>`;
};

const lineOf = ({ t }: Ctx, p: KnownPerson): string =>
  [
    p.birthDate ? formatDate(new Date(`${p.birthDate}T00:00:00+07:00`)) : null,
    p.last4 ? t('one-stop.counter.number-ends', { last4: p.last4 }) : null,
    p.phone ? maskPhone(p.phone) : null,
  ]
    .filter(Boolean)
    .join(' · ');

/** What is said where nobody was found: by a card or a number, which stand in the fields already, or by a name. */
const nobody = ({ person, typed = '' }: PersonView, unmarked: boolean): string => {
  if (readCard(typed)) return 'nobody-card';
  if (saidOf(person, 'personalNumber') ?? saidOf(person, 'phone')) return 'nobody-numbered';
  if (unmarked) return 'nobody-unmarked';
  return /\p{L}/u.test(typed) ? 'nobody-named' : 'nobody';
};

const peoplePart = (ctx: Ctx, view: PersonView, unmarked: boolean): Html | null => {
  const { t } = ctx;
  const { people, typed = '' } = view;
  if (!people) return null;
  if (!people.length)
    return html`<div role="status">${note(t(`one-stop.counter.${nobody(view, unmarked)}`))}</div>`;
  return html`<form method="post">${csrfField(ctx)}<input type="hidden" name="${TYPED}" value="${typed}">
<h2>${t('one-stop.counter.people')}</h2>
<ul class="choose">${people.map(
    (p, i) =>
      html`<li><button name="${CHOSEN}" value="${p.accountId}"${i === 0 && html` autofocus`}><b>${p.name}</b> <span class="q num">${lineOf(ctx, p)}</span> ${
        p.seen
          ? status('done', t('one-stop.counter.seen'))
          : html`<span class="q">${t('one-stop.counter.unseen')}</span>`
      }</button></li>
`,
  )}</ul></form>`;
};

/**
 * A telephone that two share stays when the clerk presses on; a number he confirms by a tick of its own, for it may take from another what a
 * counter saw.
 */
const othersPart = ({ t }: Ctx, { others = [], person }: PersonView): Html =>
  html`${others.map(o =>
    o.path === 'phone'
      ? html`<input type="hidden" name="${TOLD}" value="${o.value}">`
      : checkbox(t, {
          name: TOLD,
          value: o.value,
          label: t('one-stop.counter.number-sure', { name: saidOf(person, 'name') ?? '' }),
          ...(o.seen && sawNumber(person)
            ? { hint: t('one-stop.counter.number-moves', { name: o.other }) }
            : {}),
          checked: false,
        }),
  )}`;

/** The first field that is still empty, where one would go on typing. */
const emptyField = (person: FormData): string | undefined =>
  ['name', 'personalNumber', 'birthDate', 'sex', 'phone', 'commune'].find(name => person[name] === undefined);

/** The page: who is looked for, who was found, and his data to be completed. */
export async function drawPerson(ctx: Ctx, view: PersonView): Promise<Answer> {
  const { t } = ctx;
  const { intake, person, accountId, people, errors = [] } = view;
  const version = await getProcedureVersion(ctx.db, intake.draft.procedureVersionId);
  const typing =
    errors.length === 0 && !people?.length && (people !== undefined || saidOf(person, 'name') !== undefined);
  // What finds a name does not write it: the cursor stays where its marks are missing.
  const unmarked = people?.length === 0 && isUnmarked(saidOf(person, 'name') ?? '-');
  return counterPage(
    ctx,
    {
      title: t('one-stop.counter.person-title'),
      back: { href: COUNTER, label: t('one-stop.counter.title') },
      errors,
      scripts: [WEDGE],
      keys: [
        [CARD_KEY, t('one-stop.counter.key-card')],
        ['Enter', t('one-stop.counter.key-enter')],
        [DONE_KEY, t('one-stop.counter.key-on')],
      ],
    },
    html`<p class="q">${version.name} <span class="num">(${version.code})</span></p>
${searchPart(ctx, view)}
${peoplePart(ctx, view, unmarked)}
<form method="post" class="parts" novalidate>${csrfField(ctx)}<input type="hidden" name="nguoi" value="${accountId ?? ''}">
<h2>${t('one-stop.counter.person-data')}</h2>
<div class="fs half">${await renderFormPage(ctx, personForm, PAGE, person, errors, {
      ...(typing ? { focus: unmarked ? 'name' : emptyField(person) } : {}),
    })}</div>
${othersPart(ctx, view)}<p>${button({ label: t('one-stop.counter.go-on'), name: 'viec', value: 'luu', key: DONE_KEY })}</p></form>`,
  );
}
