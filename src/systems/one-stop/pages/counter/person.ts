import {
  findPeople,
  getIntake,
  type Intake,
  isUnmarked,
  type KnownPerson,
  personForm,
  personFrom,
  saidOf,
  savePerson,
  takePerson,
} from '#engines/cases';
import {
  applyPage,
  type Card,
  type FormData,
  fillFromCard,
  readCard,
  readName,
  readPost,
  renderFormPage,
  validateAll,
  WEDGE,
} from '#engines/forms';
import { actOf, readPersonalNumber, readPhone, vaultService } from '#engines/identity';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import {
  button,
  csrfField,
  type FieldError,
  type Html,
  html,
  maskPhone,
  note,
  overLong,
  status,
  textField,
} from '#ui';
import { CARD_KEY, COUNTER, counterPage, DONE_KEY, intakePath } from './frame.ts';

const PAGE = 'person';
const TYPED = 'tim';
const CHOSEN = 'chon';
/** The telephone that stays although it is another's. */
const SHARED = 'so-chung';

type View = {
  intake: Intake;
  person: FormData;
  accountId: string | null;
  typed?: string;
  people?: readonly KnownPerson[];
  errors?: readonly FieldError[];
  /** The telephone of which the clerk has been told that it is another's. */
  told?: string;
};

/** The field for scanner, number, telephone or name. A scanner types and ends with Enter, which looks for the person. */
const searchPart = (ctx: Ctx, { typed, people, errors = [], person }: View): Html => {
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

const peoplePart = (ctx: Ctx, { people, typed = '' }: View, unmarked: boolean): Html | null => {
  const { t } = ctx;
  if (!people) return null;
  if (!people.length)
    return html`<div role="status">${note(t(unmarked ? 'one-stop.counter.nobody-unmarked' : 'one-stop.counter.nobody'))}</div>`;
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

/** The first field that is still empty, where one would go on typing. */
const emptyField = (person: FormData): string | undefined =>
  ['name', 'personalNumber', 'birthDate', 'sex', 'phone', 'commune'].find(name => person[name] === undefined);

async function draw(ctx: Ctx, view: View): Promise<Answer> {
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
<form method="post" class="parts" novalidate>${csrfField(ctx)}<input type="hidden" name="nguoi" value="${accountId ?? ''}">${view.told !== undefined && html`<input type="hidden" name="${SHARED}" value="${view.told}">`}
<h2>${t('one-stop.counter.person-data')}</h2>
<div class="fs half">${await renderFormPage(ctx, personForm, PAGE, person, errors, {
      ...(typing ? { focus: unmarked ? 'name' : emptyField(person) } : {}),
    })}</div>
<p>${button({ label: t('one-stop.counter.go-on'), name: 'viec', value: 'luu', key: DONE_KEY })}</p></form>`,
  );
}

const open = (ctx: Ctx): Promise<Intake> =>
  getIntake(ctx.db, ctx.visitor!.accountId, ctx.req.params.intake ?? '', ctx.clock.now());

/** People found by what was typed, for the office of the intake. That somebody looked is itself an entry. */
async function look(ctx: Ctx, intake: Intake, typed: string): Promise<KnownPerson[]> {
  const people = await findPeople(ctx.db, ctx.get(vaultService), typed, [intake.agencyId]);
  const { actor, post, agency } = actOf(ctx, 'dossier.receive');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'counter',
      query: { typed },
      rows: people.length,
    }),
  );
  return people;
}

/** What the platform knows of a person, with what the card says over it. His record was opened: he may know. */
async function gathered(
  ctx: Ctx,
  found: KnownPerson,
  typed: string,
  card: Card | undefined,
): Promise<FormData> {
  const { actor, post, agency } = actOf(ctx, 'dossier.receive');
  return ctx.db.tx(async tx => {
    await ctx.get(ledgerService).recordAccess(tx, {
      subject: `account:${found.accountId}`,
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'counter',
    });
    const known = (await personFrom(tx, ctx, found.accountId, typed)) ?? {};
    const scanned = card ? fillFromCard(personForm, PAGE, card).values : {};
    // Where he lives he has told himself, more exactly than the card's one line.
    return { ...known, ...scanned, ...(saidOf(known, 'address') ? { address: known.address } : {}) };
  });
}

/** With a person who is known well enough the form comes at once; else his data, to be completed. */
async function take(ctx: Ctx, intake: Intake, person: FormData, accountId: string | null): Promise<Answer> {
  const errors = await validateAll(personForm, person, ctx);
  if (errors.length) return draw(ctx, { intake, person, accountId, errors });
  await ctx.db.tx(tx => takePerson(tx, ctx, intake, person, accountId));
  return redirect(intakePath(intake.draft));
}

/** What was typed, put where it belongs in the form of a new person. */
function begunWith(typed: string, card: Card | undefined): FormData {
  if (card) return fillFromCard(personForm, PAGE, card).values;
  const number = readPersonalNumber(typed);
  if (number) return { personalNumber: number };
  const phone = readPhone(typed);
  if (phone) return { phone: phone.replace(/^\+84/, '0') };
  return /\d/.test(typed) ? {} : { name: readName(typed) };
}

/** Who was seen here before and shows his card: nothing to choose. */
const surely = (people: readonly KnownPerson[]): KnownPerson | undefined =>
  people.length === 1 && people[0]?.seen ? people[0] : undefined;

/** An intake that begins with a card scanned before the procedure was chosen: where it goes on. */
export async function beginWithCard(ctx: Ctx, id: string, typed: string): Promise<string> {
  const intake = await getIntake(ctx.db, ctx.visitor!.accountId, id, ctx.clock.now());
  const card = readCard(typed);
  const known = card && surely(await look(ctx, intake, card.number));
  const person = known ? await gathered(ctx, known, typed, card) : begunWith(typed, card);
  const whole = known && !(await validateAll(personForm, person, ctx)).length;
  await ctx.db.tx(tx =>
    whole
      ? takePerson(tx, ctx, intake, person, known.accountId)
      : savePerson(tx, intake.draft, person, known?.accountId ?? null),
  );
  return whole ? intakePath(intake.draft) : `${intakePath(intake.draft)}/nguoi-nop`;
}

async function search(ctx: Ctx, intake: Intake): Promise<Answer> {
  const typed = posted(ctx.req.body, TYPED);
  const card = readCard(typed);
  const blank = { intake, accountId: null, typed };
  if (typed.includes('|') && !card)
    return draw(ctx, {
      ...blank,
      person: {},
      errors: [{ path: TYPED, message: ctx.t('forms.card.unread') }],
    });
  const long = overLong(ctx, searchPart(ctx, { ...blank, person: {} }));
  if (long.length) return draw(ctx, { ...blank, person: intake.person ?? {}, errors: long });
  if (typed.length < 2)
    return draw(ctx, {
      ...blank,
      person: intake.person ?? {},
      errors: [{ path: TYPED, message: ctx.t('one-stop.counter.who-missing') }],
    });
  const people = await look(ctx, intake, card?.number ?? typed);
  const chosen = posted(ctx.req.body, CHOSEN);
  const picked = chosen
    ? people.find(p => p.accountId === chosen)
    : card || readPersonalNumber(typed)
      ? surely(people)
      : undefined;
  if (picked) return take(ctx, intake, await gathered(ctx, picked, typed, card), picked.accountId);
  return draw(ctx, { ...blank, person: begunWith(typed, card), people });
}

async function save(ctx: Ctx): Promise<Answer> {
  const intake = await open(ctx);
  if (intake.draft.dossierId) return redirect(`${intakePath(intake.draft)}/xong`);
  if (TYPED in ctx.req.body) return search(ctx, intake);
  const person = applyPage(personForm, PAGE, {}, readPost(personForm, PAGE, ctx.req.body));
  // Whom the clerk chose on the way here; of anybody else nothing is taken over.
  const accountId = await chosenBefore(ctx, intake, person);
  const shared = await sharedPhone(ctx, intake, person, accountId);
  if (shared && posted(ctx.req.body, SHARED) !== shared.phone) {
    const message = ctx.t('one-stop.counter.phone-of', shared);
    const others = (await validateAll(personForm, person, ctx)).filter(e => e.path !== 'phone');
    return draw(ctx, {
      intake,
      person,
      accountId,
      told: shared.phone,
      errors: [...others, { path: 'phone', message }],
    });
  }
  return take(ctx, intake, person, accountId);
}

/**
 * Whose telephone it is, where the clerk typed another's name beside it: codes and messages would go to that one. Nothing where it is nobody's, or
 * that person is the one who applies.
 */
async function sharedPhone(
  ctx: Ctx,
  intake: Intake,
  person: FormData,
  accountId: string | null,
): Promise<{ phone: string; name: string } | undefined> {
  const phone = saidOf(person, 'phone');
  const name = saidOf(person, 'name');
  if (!phone || !name || !readPhone(phone)) return undefined;
  const people = await findPeople(ctx.db, ctx.get(vaultService), phone, [intake.agencyId]);
  const same = people.some(p => p.accountId === accountId || fold(p.name) === fold(name));
  const [other] = people;
  return other && !same ? { phone, name: other.name } : undefined;
}

/** The account that the form names, where what is in the form would find it. */
async function chosenBefore(ctx: Ctx, intake: Intake, person: FormData): Promise<string | null> {
  const named = posted(ctx.req.body, 'nguoi');
  if (!named) return null;
  if (named === intake.accountId) return named;
  for (const name of ['personalNumber', 'phone', 'name']) {
    const typed = saidOf(person, name);
    const people = typed ? await findPeople(ctx.db, ctx.get(vaultService), typed, [intake.agencyId]) : [];
    if (people.some(p => p.accountId === named)) return named;
  }
  return null;
}

async function show(ctx: Ctx): Promise<Answer> {
  const intake = await open(ctx);
  if (intake.draft.dossierId) return redirect(`${intakePath(intake.draft)}/xong`);
  return draw(ctx, { intake, person: intake.person ?? {}, accountId: intake.accountId });
}

const PATH = `${COUNTER}/:intake/nguoi-nop`;
export const personRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'dossier.receive' }, handler: show },
  { method: 'POST', path: PATH, rule: { permission: 'dossier.receive' }, handler: save },
];
