import {
  casesService,
  checkRecipient,
  codeTyped,
  type Dossier,
  isSameName,
  loadProcedure,
  numberShown,
  type Recipient,
  type RecipientCheck,
  receptionOf,
} from '#engines/cases';
import { readCard } from '#engines/forms';
import { readName, readPersonalNumber, vaultService } from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  revealed,
  textField,
  typedOr,
} from '#ui';
import { CARD_KEY } from '../counter/frame.ts';
import { unprintableIn } from '../refused-text.ts';

export const CHECK = 'kiem';
const PAPER = 'giay-khac';
const OTHER = 'nhan-thay';
const NAME = 'nguoi-nhan';
const NUMBER = 'so-nguoi-nhan';
const RELATION = 'quan-he';

/** Whether somebody takes a result away, or brings something: the words differ. */
type Way = 'hand-over' | 'brought';

/** Asks who stands at the counter: how the clerk knew him, and who he is where he comes for the applicant. */
export function whoComesFields(ctx: Ctx, way: Way, errors: Errors): Html {
  const { t } = ctx;
  const words = `one-stop.${way}`;
  const at = (name: string) => ({ value: typedOr(ctx, name), error: errorOf(errors, name) });
  return html`<h2>${t(`${words}.who`)}</h2>${textField(t, {
    name: CHECK,
    label: t('one-stop.hand-over.check'),
    hint: t('one-stop.hand-over.check-hint'),
    ...at(CHECK),
    autocomplete: 'off',
    most: 1_000,
    key: CARD_KEY,
    // Where papers are entered first, the cursor is not at the end.
    focus: way === 'hand-over' && errors.length === 0,
  })}${textField(t, {
    name: PAPER,
    label: t('one-stop.hand-over.paper'),
    hint: t('one-stop.hand-over.paper-hint'),
    optional: true,
    ...at(PAPER),
    autocomplete: 'off',
    most: 500,
  })}${checkbox(t, {
    name: OTHER,
    label: t(`${words}.other`),
    checked: typedOr(ctx, OTHER) !== '',
    reveals: [1],
  })}${revealed(
    1,
    html`${textField(t, { name: NAME, label: t(`${words}.name`), ...at(NAME), autocomplete: 'off', most: 100 })}${textField(t, { name: NUMBER, label: t(`${words}.number`), optional: true, ...at(NUMBER), inputmode: 'numeric', autocomplete: 'off', most: 20 })}${textField(t, { name: RELATION, label: t('one-stop.hand-over.relation'), hint: t('one-stop.hand-over.relation-hint'), ...at(RELATION), autocomplete: 'off', most: 300 })}`,
  )}`;
}

const said = (ctx: Ctx, name: string) => posted(ctx.req.body, name);

/** How the clerk knew who came, or what is wrong with it. */
async function checkOf(ctx: Ctx, dossier: Dossier): Promise<RecipientCheck | FieldError> {
  const { t } = ctx;
  const typed = said(ctx, CHECK);
  const paper = said(ctx, PAPER);
  // The number on the receipt is no secret: it says which dossier, not who has come.
  const codeAlone = codeTyped(typed) === dossier.code && !typed.includes('k=');
  if ((!typed || codeAlone) && paper.length >= 5) return { by: 'paper', paper };
  if (!typed || codeAlone)
    return { path: CHECK, message: t(`one-stop.hand-over.${typed ? 'check-code' : 'check-missing'}`) };
  const { form } = await loadProcedure(ctx.db, dossier);
  const { receiptKey } = ctx.get(casesService);
  const deps = { receiptKey, vault: ctx.get(vaultService) };
  const by = await checkRecipient(ctx.db, deps, dossier, form, typed);
  return by ? { by } : { path: CHECK, message: t('one-stop.hand-over.check-wrong') };
}

/** Who had handed in for the applicant, where it is his number that was shown. */
async function delegateShown(
  ctx: Ctx,
  dossier: Dossier,
  check: RecipientCheck,
): Promise<Recipient | undefined> {
  if (check.by !== 'number') return undefined;
  const delegate = (await receptionOf(ctx.db, dossier.id))?.delegate;
  const personalNumber = numberShown(said(ctx, CHECK)) ?? null;
  return delegate && delegate.personalNumber === personalNumber
    ? { name: delegate.name, personalNumber, relation: delegate.relation }
    : undefined;
}

/** A card that has the number of the dossier and another name is of somebody else than who would be written down. */
function cardFault(ctx: Ctx, name: string): FieldError[] {
  const card = readCard(said(ctx, CHECK))?.name;
  if (!card || isSameName(name, card)) return [];
  return [
    { path: CHECK, message: ctx.t('one-stop.hand-over.check-name', { card: readName(card) ?? card, name }) },
  ];
}

function otherFaults(ctx: Ctx, way: Way): FieldError[] {
  if (!said(ctx, OTHER)) return [];
  const { t } = ctx;
  const number = said(ctx, NUMBER);
  return [
    ...(readName(said(ctx, NAME)) ? [] : [{ path: NAME, message: t(`one-stop.${way}.name-missing`) }]),
    ...(number && !readPersonalNumber(number)
      ? [{ path: NUMBER, message: t(`one-stop.${way}.number-wrong`) }]
      : []),
    ...(said(ctx, RELATION).length >= 3
      ? unprintableIn(ctx, RELATION)
      : [{ path: RELATION, message: t(`one-stop.${way}.relation-missing`) }]),
  ];
}

/** Who came, as the fields of `whoComesFields` say; or all that is wrong with them. */
export async function readWhoComes(
  ctx: Ctx,
  way: Way,
  dossier: Dossier,
): Promise<{ check: RecipientCheck; who: Recipient } | FieldError[]> {
  const check = await checkOf(ctx, dossier);
  const faults = [
    ...('path' in check ? [check] : []),
    ...unprintableIn(ctx, PAPER),
    ...otherFaults(ctx, way),
  ];
  if ('path' in check || faults.length) return faults;
  if (said(ctx, OTHER)) {
    const [name, personalNumber] = [readName(said(ctx, NAME)), readPersonalNumber(said(ctx, NUMBER))];
    const who = { name: name ?? '', personalNumber: personalNumber ?? null, relation: said(ctx, RELATION) };
    return { check, who };
  }
  const self = { name: dossier.applicantName, personalNumber: null, relation: null };
  const who = (await delegateShown(ctx, dossier, check)) ?? self;
  const other = check.by === 'number' ? cardFault(ctx, who.name) : [];
  return other.length ? other : { check, who };
}
