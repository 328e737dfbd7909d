import { codeTyped, type Dossier } from '#engines/cases';
import { readCard } from '#engines/forms';
import { readName, readPersonalNumber } from '#engines/identity';
import { type Ctx, textField as posted } from '#platform/http';
import { type Errors, errorOf, type FieldError, type Html, html, textField, typedOr } from '#ui';
import { CARD_KEY } from '../counter/frame.ts';
import { unprintableIn } from '../refused-text.ts';
import { CHECK } from './who-comes.ts';

/** The fields of each of two: the paper that was compared, and the name. */
const PARTIES = [
  { side: 'first', paper: CHECK, name: 'nguoi-nhan' },
  { side: 'second', paper: 'kiem-hai', name: 'nguoi-nhan-hai' },
] as const;

/** One of the two who came, and by which paper the clerk knew him. */
export type Party = { name: string; paper: string };

/** Asks for both who have to be there and sign: of each the paper that was compared, and the name. */
export function whoBothFields(ctx: Ctx, dossier: Dossier, errors: Errors): Html {
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
        value: typedOr(ctx, name, i === 0 ? dossier.ownerName : ''),
        error: errorOf(errors, name),
        autocomplete: 'off',
        most: 100,
      })}`,
  )}`;
}

/** The paper as it is kept: a card that was scanned, or its number, by that; undefined where what was typed shows nobody, as the code of the dossier. */
function paperIn(typed: string, { code }: Dossier): string | undefined {
  const number = readCard(typed)?.number ?? readPersonalNumber(typed);
  if (number) return `căn cước ${number}`;
  return typed.length >= 5 && typed.length <= 500 && codeTyped(typed) !== code && !/[?&]k=/.test(typed)
    ? typed
    : undefined;
}

/** Both who came, as the fields of `whoBothFields` say; or all that is wrong with them. */
export function readWhoBoth(ctx: Ctx, dossier: Dossier): { first: Party; second: Party } | FieldError[] {
  const { t } = ctx;
  const faults: FieldError[] = [];
  const parties = PARTIES.map(({ paper: at, name: nameAt }): Party => {
    const typed = posted(ctx.req.body, at);
    const paper = paperIn(typed, dossier);
    if (!paper)
      faults.push({ path: at, message: t(`one-stop.hand-over.party-paper-${typed ? 'wrong' : 'missing'}`) });
    faults.push(...unprintableIn(ctx, at));
    const name = readName(posted(ctx.req.body, nameAt) || (readCard(typed)?.name ?? ''));
    if (!name) faults.push({ path: nameAt, message: t('one-stop.hand-over.party-name-missing') });
    return { name: name ?? '', paper: paper ?? '' };
  });
  const [first, second] = parties;
  if (faults.length || !first || !second) return faults;
  if (first.paper.toLowerCase() === second.paper.toLowerCase())
    return [{ path: PARTIES[1].paper, message: t('one-stop.hand-over.party-same') }];
  return { first, second };
}
