import {
  findPeople,
  getIntake,
  type Intake,
  type KnownPerson,
  personForm,
  personFrom,
  placeOfCard,
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
  validateAll,
} from '#engines/forms';
import { actOf, readPersonalNumber, readPhone, vaultService } from '#engines/identity';
import { localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect, textFields } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import { overLong } from '#ui';
import { COUNTER, intakePath } from './frame.ts';
import { CHOSEN, drawPerson, type OfAnother, PAGE, searchPart, TOLD, TYPED } from './person-view.ts';

const open = (ctx: Ctx): Promise<Intake> =>
  getIntake(ctx.db, ctx.visitor!.accountId, ctx.req.params.intake ?? '', ctx.clock.now());

const found = (ctx: Ctx, { agencyId }: Intake, typed: string): Promise<KnownPerson[]> =>
  findPeople(ctx.db, ctx.get(vaultService), typed, [agencyId]);

/** That somebody looked for people is itself an entry. */
async function noteLook(ctx: Ctx, typed: string, rows: number): Promise<void> {
  const { actor, post, agency } = actOf(ctx, 'dossier.receive');
  await ctx.db.tx(tx =>
    ctx.get(ledgerService).recordListRead(tx, {
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'counter',
      query: { typed },
      rows,
    }),
  );
}

/** People found by what was typed, for the office of the intake. */
async function look(ctx: Ctx, intake: Intake, typed: string): Promise<KnownPerson[]> {
  const people = await found(ctx, intake, typed);
  await noteLook(ctx, typed, people.length);
  return people;
}

/** What a card says for the form of a person; the commune is chosen where its address names one, and not written again before it. */
async function fromCard(ctx: Ctx, card: Card): Promise<FormData> {
  const { address, ...said } = fillFromCard(personForm, PAGE, card).values;
  const place =
    typeof address === 'string' && (await placeOfCard(ctx.db, address, localDate(ctx.clock.now())));
  return { ...said, ...(place || (address !== undefined && { address })) };
}

/** Without the fields that have no value. */
const definedOf = (person: FormData): FormData =>
  Object.fromEntries(Object.entries(person).filter(([, value]) => value !== undefined));

/** What the platform knows of a person, with what the card says over it. His record was opened: he may know. */
async function gathered(
  ctx: Ctx,
  picked: KnownPerson,
  typed: string,
  card: Card | undefined,
): Promise<FormData> {
  const { actor, post, agency } = actOf(ctx, 'dossier.receive');
  return ctx.db.tx(async tx => {
    await ctx.get(ledgerService).recordAccess(tx, {
      subject: `account:${picked.accountId}`,
      actor,
      post: post ?? null,
      agency: agency ?? null,
      purpose: 'counter',
    });
    const known = (await personFrom(tx, ctx, picked.accountId, typed)) ?? {};
    const scanned = card ? await fromCard(ctx, card) : {};
    const told = saidOf(known, 'address');
    const commune = saidOf(known, 'commune');
    // Where he lives he has told himself, more exactly than the card's one line.
    const isElsewhere = commune !== undefined && commune !== scanned.commune;
    const lives =
      told !== undefined
        ? { address: told, commune }
        : isElsewhere
          ? { commune, ...(card?.address ? { address: card.address } : {}) }
          : {};
    return definedOf({
      ...known,
      ...scanned,
      ...(picked.seen || card ? { numberSeen: true } : {}),
      ...lives,
    });
  });
}

/** With a person who is known well enough the form comes at once; else his data, to be completed. */
async function take(ctx: Ctx, intake: Intake, person: FormData, accountId: string | null): Promise<Answer> {
  const errors = await validateAll(personForm, person, ctx);
  if (errors.length) return drawPerson(ctx, { intake, person, accountId, errors });
  await ctx.db.tx(tx => takePerson(tx, ctx, intake, person, accountId));
  return redirect(intakePath(intake.draft));
}

/** What was typed, put where it belongs in the form of a new person. */
async function begunWith(ctx: Ctx, typed: string, card: Card | undefined): Promise<FormData> {
  if (card) return { ...(await fromCard(ctx, card)), numberSeen: true };
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
  const person = known ? await gathered(ctx, known, typed, card) : await begunWith(ctx, typed, card);
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
    return drawPerson(ctx, {
      ...blank,
      person: {},
      errors: [{ path: TYPED, message: ctx.t('forms.card.unread') }],
    });
  const long = overLong(ctx, searchPart(ctx, { ...blank, person: {} }));
  if (long.length) return drawPerson(ctx, { ...blank, person: intake.person ?? {}, errors: long });
  if (typed.length < 2)
    return drawPerson(ctx, {
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
  return drawPerson(ctx, { ...blank, person: await begunWith(ctx, typed, card), people });
}

async function save(ctx: Ctx): Promise<Answer> {
  const intake = await open(ctx);
  if (intake.draft.dossierId) return redirect(`${intakePath(intake.draft)}/xong`);
  if (TYPED in ctx.req.body) return search(ctx, intake);
  const person = applyPage(personForm, PAGE, {}, readPost(personForm, PAGE, ctx.req.body));
  // Whom the clerk chose on the way here; of anybody else nothing is taken over.
  const accountId = await chosenBefore(ctx, intake, person);
  const others = await othersNamed(ctx, intake, person, accountId);
  const told = textFields(ctx.req.body, TOLD);
  const untold = others.filter(o => !told.includes(o.value));
  if (untold.length) {
    const meant = new Set(untold.map(o => o.path));
    const faults = (await validateAll(personForm, person, ctx)).filter(e => !meant.has(e.path));
    return drawPerson(ctx, { intake, person, accountId, others, errors: [...faults, ...untold] });
  }
  return take(ctx, intake, person, accountId);
}

/**
 * Whose telephone and whose personal number it is, where the clerk typed another's name beside it: codes and messages would go to that one,
 * and one digit mistyped is another person. Nothing where it is nobody's, or that person is the one who applies.
 */
async function othersNamed(
  ctx: Ctx,
  intake: Intake,
  person: FormData,
  accountId: string | null,
): Promise<OfAnother[]> {
  const name = saidOf(person, 'name');
  if (!name) return [];
  const told = (['phone', 'personalNumber'] as const).map(async (path): Promise<OfAnother[]> => {
    const value = saidOf(person, path) ?? '';
    if (!(path === 'phone' ? readPhone(value) : readPersonalNumber(value))) return [];
    const people = await found(ctx, intake, value);
    const [other] = people;
    if (!other || people.some(p => p.accountId === accountId || fold(p.name) === fold(name))) return [];
    await noteLook(ctx, value, people.length);
    const words = path === 'phone' ? 'phone-of' : other.seen ? 'number-of' : 'number-said';
    const message = ctx.t(`one-stop.counter.${words}`, { value, name: other.name });
    return [{ path, value, message, other: other.name, seen: other.seen }];
  });
  return (await Promise.all(told)).flat();
}

/** The account that the form names, where what is in the form would find it. */
async function chosenBefore(ctx: Ctx, intake: Intake, person: FormData): Promise<string | null> {
  const named = posted(ctx.req.body, 'nguoi');
  if (!named) return null;
  if (named === intake.accountId) return named;
  for (const name of ['personalNumber', 'phone', 'name']) {
    const typed = saidOf(person, name);
    const people = typed ? await found(ctx, intake, typed) : [];
    if (people.some(p => p.accountId === named)) return named;
  }
  return null;
}

async function show(ctx: Ctx): Promise<Answer> {
  const intake = await open(ctx);
  if (intake.draft.dossierId) return redirect(`${intakePath(intake.draft)}/xong`);
  return drawPerson(ctx, { intake, person: intake.person ?? {}, accountId: intake.accountId });
}

const PATH = `${COUNTER}/:intake/nguoi-nop`;
export const personRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: { permission: 'dossier.receive' }, handler: show },
  { method: 'POST', path: PATH, rule: { permission: 'dossier.receive' }, handler: save },
];
