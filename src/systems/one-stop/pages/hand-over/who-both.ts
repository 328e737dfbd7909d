import {
  codeTyped,
  type Dossier,
  doubtsOfParties,
  isSameName,
  loadProcedure,
  numberShown,
  type PartyDoubt,
} from '#engines/cases';
import { readCard } from '#engines/forms';
import { readName, readPersonalNumber, vaultService } from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import { lettersIn } from '#platform/text';
import { type Errors, errorOf, type FieldError, type Html, html, textArea, textField, typedOr } from '#ui';
import { CARD_KEY } from '../counter/frame.ts';
import { unprintableIn } from '../refused-text.ts';
import { CHECK } from './who-comes.ts';

/** The fields of each of two: the paper that was compared, and the name. */
const PARTIES = [
  { side: 'first', paper: CHECK, name: 'nguoi-nhan' },
  { side: 'second', paper: 'kiem-hai', name: 'nguoi-nhan-hai' },
] as const;

/** Why it is given although something does not agree; asked where that is so. */
const WHY = 'ly-do-khac';
/** So many letters at least: digits and dots give no reason. */
const LEAST = 10;

/** One of the two who came, and by which paper the clerk knew him. */
export type Party = { name: string; paper: string };

/** Both who came; `mismatch`: why it is given to them although something does not agree with the dossier. */
export type Both = { first: Party; second: Party; mismatch: string | null };

/** Asks for both who have to be there and sign: of each the paper that was compared, and the name where no card says it. */
export function whoBothFields(ctx: Ctx, errors: Errors): Html {
  const { t } = ctx;
  return html`${PARTIES.map(
    ({ side, paper, name }, i) =>
      html`<h2>${t(`one-stop.hand-over.party-${side}`)}</h2>${textField(t, {
        name: paper,
        label: t('one-stop.hand-over.party-paper'),
        hint: t('one-stop.hand-over.party-paper-hint'),
        value: typedOr(ctx, paper),
        error: errorOf(errors, paper),
        autocomplete: 'off',
        most: 1_000,
        ...(i === 0 ? { key: CARD_KEY, focus: errors.length === 0 } : {}),
      })}${textField(t, {
        name,
        label: t('one-stop.hand-over.party-name'),
        hint: t('one-stop.hand-over.party-name-hint'),
        value: typedOr(ctx, name),
        error: errorOf(errors, name),
        autocomplete: 'off',
        most: 100,
      })}`,
  )}${
    (errorOf(errors, WHY) || typedOr(ctx, WHY)) &&
    textArea(t, {
      name: WHY,
      label: t('one-stop.hand-over.mismatch'),
      hint: t('one-stop.hand-over.mismatch-hint'),
      value: typedOr(ctx, WHY),
      error: errorOf(errors, WHY),
      rows: 3,
      most: 500,
    })
  }`;
}

/** What is on the receipt, which says which dossier and not who has come. */
const isOfReceipt = (typed: string, { code }: Dossier): boolean =>
  codeTyped(typed) === code || /[?&]k=/.test(typed);

/** The paper as it is kept: a card that was scanned, or its number, by that; undefined where what was typed shows nobody, as the code of the dossier. */
function paperIn(typed: string, dossier: Dossier): string | undefined {
  const number = numberShown(typed);
  if (number && (readCard(typed) || readPersonalNumber(typed))) return `căn cước ${number}`;
  return typed.length >= 5 && typed.length <= 500 && !isOfReceipt(typed, dossier) ? typed : undefined;
}

/** One of two as typed: the name on a scanned card counts where none was typed, and refuses another. */
function readParty(ctx: Ctx, dossier: Dossier, { paper: at, name: nameAt }: (typeof PARTIES)[number]) {
  const { t } = ctx;
  const typed = posted(ctx.req.body, at);
  const card = readCard(typed)?.name;
  const said = posted(ctx.req.body, nameAt);
  const paper = paperIn(typed, dossier);
  const name = readName(said || (card ?? ''));
  const wrong = !typed ? 'missing' : isOfReceipt(typed, dossier) ? 'receipt' : 'wrong';
  const faults = [
    ...(paper ? [] : [{ path: at, message: t(`one-stop.hand-over.party-paper-${wrong}`) }]),
    ...unprintableIn(ctx, at),
    ...(name ? [] : [{ path: nameAt, message: t('one-stop.hand-over.party-name-missing') }]),
    ...(name && card && !isSameName(name, card)
      ? [{ path: nameAt, message: t('one-stop.hand-over.party-name-card', { name: readName(card) ?? card }) }]
      : []),
  ];
  return { typed, faults, party: { name: name ?? '', paper: paper ?? '' } };
}

const doubtWords = ({ t }: Ctx, { at, why }: PartyDoubt): FieldError => {
  const { paper, name } = PARTIES[at];
  return {
    path: why === 'same-name' || why === 'name' ? name : paper,
    message: t(`one-stop.hand-over.party-doubt-${why}`),
  };
};

/** What does not agree with the dossier, for the clerk to look at, with the question why it is given all the same; none where he answered it. */
async function doubtsOf(ctx: Ctx, dossier: Dossier, parties: Parameters<typeof doubtsOfParties>[4]) {
  const { form } = await loadProcedure(ctx.db, dossier);
  const doubts = await doubtsOfParties(ctx.db, ctx.get(vaultService), dossier, form, parties);
  const why = posted(ctx.req.body, WHY);
  if (!doubts.length) return { faults: [], mismatch: null };
  if (lettersIn(why) >= LEAST && why.length <= 500) return { faults: unprintableIn(ctx, WHY), mismatch: why };
  const asked = { path: WHY, message: ctx.t('one-stop.hand-over.mismatch-missing') };
  return { faults: [...doubts.map(d => doubtWords(ctx, d)), asked], mismatch: null };
}

/** Both who came, as the fields of `whoBothFields` say; or all that is wrong with them. */
export async function readWhoBoth(ctx: Ctx, dossier: Dossier): Promise<Both | FieldError[]> {
  const [one, two] = [readParty(ctx, dossier, PARTIES[0]), readParty(ctx, dossier, PARTIES[1])];
  const faults = [...one.faults, ...two.faults];
  if (faults.length) return faults;
  const [first, second] = [one.party, two.party];
  const [a, b] = [numberShown(one.typed), numberShown(two.typed)];
  if (first.paper.toLowerCase() === second.paper.toLowerCase() || (a && a === b))
    return [{ path: PARTIES[1].paper, message: ctx.t('one-stop.hand-over.party-same') }];
  const shown = [
    { name: first.name, typed: one.typed },
    { name: second.name, typed: two.typed },
  ] as const;
  const { faults: doubts, mismatch } = await doubtsOf(ctx, dossier, shown);
  return doubts.length ? doubts : { first, second, mismatch };
}
