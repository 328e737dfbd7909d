import { DESK, excusedAt, offered, otherNumberIn, saidOf, unmarkedIn } from '#engines/cases';
import {
  asksForCard,
  type FieldPath,
  type FormData,
  type FormPage,
  fieldsOf,
  forStaff,
  itemsOf,
  itemTitle,
  mostItems,
  renderFormPage,
  said,
  shownFields,
  shownPages,
  valueAt,
} from '#engines/forms';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import {
  attr,
  button,
  checkbox,
  details,
  errorOf,
  formatPhone,
  type Html,
  html,
  keyValues,
  maskIdentity,
  radios,
  revealed,
  textField,
} from '#ui';
import { doubtsPart } from '../doubts-part.ts';
import { applicantIn } from './applicant-card.ts';
import type { EntryView } from './entry-types.ts';
import { itemPapers } from './papers-view.ts';
import { CARD, DESK_MOST, ITEMS, SELF } from './read-entry.ts';

/** Items of a group that are drawn at once where nobody can ask for one more. */
const ITEMS_OFFLINE = 4;

/** Who stands before the clerk, and the way back to mend it. */
export function personPart(ctx: Ctx, { intake, form, data }: EntryView, href: string): Html {
  const { t } = ctx;
  const { person } = intake;
  const number = saidOf(person, 'personalNumber');
  const born = saidOf(person, 'birthDate');
  const phone = saidOf(person, 'phone');
  return html`<section><h2>${t('one-stop.counter.person-title')}</h2>${keyValues(t, [
    { label: t('one-stop.counter.name'), value: saidOf(person, 'name') ?? '' },
    {
      label: t('one-stop.counter.number'),
      value: number ? maskIdentity(number) : t('one-stop.counter.no-number'),
    },
    ...(born
      ? [{ label: t('one-stop.counter.born'), value: formatDate(new Date(`${born}T00:00:00+07:00`)) }]
      : []),
    {
      label: t('one-stop.applicant.phone'),
      value: phone ? formatPhone(phone) : t('one-stop.counter.no-phone'),
    },
  ])}${doubtsPart(ctx, {
    unmarked: unmarkedIn(form, data, [saidOf(person, 'name') ?? '']),
    otherNumber: otherNumberIn(form, data, number) ? (number?.slice(-4) ?? null) : null,
    otherPerson: null,
    sameSex: false,
  })}<p><a href="${href}">${t('one-stop.counter.change-person')}</a></p></section>`;
}

/** The words for where answers came from, of what was not typed over since. */
const sourcesOf = (ctx: Ctx, { intake, data }: EntryView): Record<FieldPath, string> =>
  Object.fromEntries(
    Object.entries(intake.draft.sources)
      // What the clerk has just typed above he knows.
      .filter(([, source]) => source !== 'desk')
      .filter(([path]) => valueAt(data, path) === valueAt(intake.draft.data as FormData, path))
      .map(([path, source]) => [path, ctx.t(`cases.prefill.${source}`)]),
  );

/** The first field that is asked for and still empty: there the clerk goes on. */
function firstEmpty({ form, data, errors, intake }: EntryView): FieldPath | undefined {
  if (errors.length) return undefined;
  const shown = shownFields(form, data);
  const excused = excusedAt(form, data, intake);
  for (const part of form.pages)
    for (const field of fieldsOf(form, part.id))
      if (
        shown.has(field.path) &&
        field.widget !== 'file' &&
        !field.layout.computed &&
        field.required &&
        !excused(field.path) &&
        valueAt(data, field.path) === undefined
      )
        return field.path;
  return undefined;
}

const cardPart = (ctx: Ctx, { form, errors, intake, offline }: EntryView, part: FormPage): Html | null => {
  // Who applies was scanned before; of others the card fills their part.
  const asksOwn = fieldsOf(form, part.id).some(f => [f.layout.prefill ?? []].flat().includes('profile.name'));
  if (part.group || asksOwn || !asksForCard(form, part.id)) return null;
  const { t } = ctx;
  const error = errorOf(errors, CARD + part.id);
  // The mother who registers the birth has been taken in already.
  const self = !offline && applicantIn(intake.person);
  return html`${details(
    {
      summary: t('one-stop.counter.card-part', { part: said(part.title, t.lang) }),
      open: error !== undefined,
    },
    textField(t, {
      name: CARD + part.id,
      label: t('forms.card.label'),
      hint: t('one-stop.counter.card-hint'),
      error,
      autocomplete: 'off',
      most: 1_000,
    }),
  )}${self && html`<p>${button({ label: t('one-stop.counter.self', { name: self.name }), alt: true, name: SELF + part.id, value: '1' })}</p>`}`;
};

async function itemsPart(ctx: Ctx, view: EntryView, part: FormPage, group: string): Promise<Html> {
  const { t } = ctx;
  const { data, errors, more } = view;
  const form = forStaff(view.form);
  const there = itemsOf(data, group).length;
  const most = mostItems(form, group);
  const count = Math.min(
    most,
    view.offline ? ITEMS_OFFLINE : there + (more === group || there === 0 ? 1 : 0),
  );
  const items: Html[] = [];
  for (let item = 0; item < count; item++)
    items.push(html`<fieldset class="part"><legend>${await itemTitle(ctx, form, part, data, item)}</legend>
<div class="fs half">${await renderFormPage(ctx, form, part.id, data, errors, {
      item,
      withoutFiles: true,
      ...(view.offline ? { all: true } : {}),
      excused: excusedAt(form, data, view.intake),
      sources: sourcesOf(ctx, view),
    })}</div>${itemPapers(ctx, view, group, item)}</fieldset>`);
  const own = errors.find(e => e.path === group);
  return html`<section id="f-${group}"${shownWith(view, part)}><h2>${said(part.title, t.lang)}</h2>${own && html`<p class="msg">${own.message}</p>`}
<input type="hidden" name="${ITEMS}${group}" value="${count}">${items}
<p class="row">${count < most && !view.offline && button({ label: t('one-stop.counter.add-item'), alt: true, name: '_them', value: group })}<span class="q">${t('one-stop.counter.items-hint')}</span></p></section>`;
}

/** On what a part of the form depends, for a script that shows it. */
const shownWith = ({ offline }: EntryView, { showIf }: FormPage): Html =>
  attr('data-if', offline && showIf && JSON.stringify(showIf));

/** All pages of the procedure's form, one after another, with the fields that citizens see, as officials read them. */
export async function formParts(ctx: Ctx, view: EntryView): Promise<Html> {
  const { data, errors } = view;
  const form = forStaff(view.form);
  const focus = firstEmpty(view);
  const parts: Html[] = [];
  for (const part of view.offline ? form.pages : shownPages(form, data)) {
    if (part.group) {
      parts.push(await itemsPart(ctx, view, part, part.group));
      continue;
    }
    // What was said at this counter already; the clerk's own account is nobody's answer.
    const offer = await offered(ctx, form, fieldsOf(form, part.id), data, { accountId: null, saved: true });
    const offers = Object.entries(offer.sources).map(([path, s]) => [path, ctx.t(`cases.prefill.${s}`)]);
    const fields = await renderFormPage(ctx, form, part.id, offer.data, errors, {
      withoutFiles: true,
      excused: excusedAt(form, data, view.intake),
      sources: { ...sourcesOf(ctx, view), ...Object.fromEntries(offers) },
      ...(view.offline ? { all: true } : { focus }),
    });
    // A page of files alone: they stand with the papers.
    if (fieldsOf(form, part.id).every(f => f.widget === 'file')) continue;
    parts.push(html`<section class="part"${shownWith(view, part)}><h2>${said(part.title, ctx.t.lang)}</h2>
${!view.offline && cardPart(ctx, view, part)}<div class="fs half">${fields}</div></section>`);
  }
  return html`${parts}`;
}

/** How it came, and who came with it. */
export function deskPart(ctx: Ctx, { intake, errors }: EntryView): Html {
  const { t } = ctx;
  const { desk } = intake;
  return html`<section><h2>${t('one-stop.counter.handing-in')}</h2>
<div class="part">${radios(t, {
    name: DESK.channel,
    label: t('one-stop.counter.channel'),
    value: desk.channel ?? 'counter',
    options: [
      { value: 'counter', label: t('one-stop.counter.by-counter') },
      { value: 'post', label: t('one-stop.counter.by-post'), reveals: [1] },
    ],
  })}${revealed(
    1,
    textField(t, {
      name: DESK.tracking,
      label: t('one-stop.counter.tracking'),
      hint: t('one-stop.counter.tracking-hint'),
      value: desk.tracking,
      error: errorOf(errors, DESK.tracking),
      autocomplete: 'off',
      most: DESK_MOST[DESK.tracking],
    }),
  )}${checkbox(t, {
    name: DESK.represented,
    label: t('one-stop.counter.represented'),
    checked: desk.represented === true,
    reveals: [2],
  })}${revealed(
    2,
    html`<div class="fs half">${textField(t, {
      name: DESK.delegateName,
      label: t('one-stop.counter.delegate-name'),
      value: desk.delegate?.name,
      error: errorOf(errors, DESK.delegateName),
      autocomplete: 'off',
      most: DESK_MOST[DESK.delegateName],
    })}${textField(t, {
      name: DESK.delegateNumber,
      label: t('one-stop.counter.delegate-number'),
      optional: true,
      value: desk.delegate?.personalNumber,
      error: errorOf(errors, DESK.delegateNumber),
      inputmode: 'numeric',
      autocomplete: 'off',
      most: DESK_MOST[DESK.delegateNumber],
    })}${textField(t, {
      name: DESK.delegateRelation,
      label: t('one-stop.counter.delegate-relation'),
      hint: t('one-stop.counter.delegate-relation-hint'),
      value: desk.delegate?.relation,
      error: errorOf(errors, DESK.delegateRelation),
      autocomplete: 'off',
      most: DESK_MOST[DESK.delegateRelation],
    })}</div>`,
  )}${checkbox(t, {
    name: DESK.noNumber,
    label: t('one-stop.counter.numberless'),
    checked: desk.noNumber === true,
  })}${checkbox(t, {
    name: DESK.stays,
    label: t('one-stop.counter.stays'),
    checked: desk.stays === true,
  })}</div></section>`;
}
