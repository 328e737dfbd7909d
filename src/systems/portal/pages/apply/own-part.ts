import { type Draft, known } from '#engines/cases';
import {
  asksForCard,
  type Card,
  type Form,
  type FormPage,
  fieldsOf,
  fillFromCard,
  testsOf,
  valueAt,
} from '#engines/forms';
import { readPersonalNumber } from '#engines/identity';
import { type Answer, type Ctx, queryText, redirect, textField } from '#platform/http';
import { button, type Html, html, note } from '#ui';
import type { Open } from './open-draft.ts';
import { type FilledIn, type SavedPage, savePage } from './save-page.ts';

const OWN_FIELD = '_toi';
/** In the address: so many fields were filled in from the account. */
const FILLED = 'tu-tai-khoan';
const PROFILE = 'profile';

type Own = { card: Partial<Card>; ethnicity?: string };

/** What the account says of whoever applies, as a card would, and what no card says; undefined where it does not even say the number, and of who acts for another. */
async function ownSaid(ctx: Ctx, draft: Draft): Promise<Own | undefined> {
  if (draft.principalId) return undefined;
  const { profile = {} } = await known(ctx.db, ctx, draft.accountId, new Set([PROFILE]));
  const said = (what: string): string | undefined => {
    const value = valueAt({ profile }, `profile.${what}`);
    return typeof value === 'string' ? value : undefined;
  };
  const number = readPersonalNumber(said('personalNumber') ?? '');
  const [name, birthDate, sex, address] = [said('name'), said('birthDate'), said('sex'), said('residence')];
  const ethnicity = said('ethnicity');
  if (!number) return undefined;
  return {
    card: {
      number,
      ...(name ? { name } : {}),
      ...(birthDate ? { birthDate } : {}),
      ...(sex === 'male' || sex === 'female' ? { sex } : {}),
      ...(address ? { address } : {}),
    },
    ...(ethnicity ? { ethnicity } : {}),
  };
}

const ofWhom = (path: string): string => path.slice(0, path.lastIndexOf('.'));

/** The fields of a page filled in from it: those that a card would fill, and the ethnic group of the same person. */
function fillFromOwn(form: Form, part: FormPage, { card, ethnicity }: Own): FilledIn {
  const { values, sources } = fillFromCard(form, part.id, card, undefined, PROFILE);
  const persons = new Set(Object.keys(values).map(ofWhom));
  for (const { path, schema } of fieldsOf(form, part.id)) {
    if (!ethnicity || schema.format !== 'ethnic-group' || !persons.has(ofWhom(path))) continue;
    values[path] = ethnicity;
    sources[path] = PROFILE;
  }
  return { values, sources };
}

/** The value of a choice by which somebody says that it is himself: who has it needs no button. */
const MYSELF = 'self';

/** Whether a page asks for somebody as a card tells of him, who may be the applicant: what is asked of the applicant is filled in already. */
const mayBeOwn = ({ form }: Open, part: FormPage): boolean =>
  asksForCard(form, part.id) &&
  !fieldsOf(form, part.id).some(
    f => [f.layout.prefill ?? []].flat().includes('profile.name') || f.schema.enum?.includes(MYSELF),
  );

/** The button that fills a page about somebody from the account of who applies: she is the mother herself. */
export async function ownPart(ctx: Ctx, opened: Open, part: FormPage): Promise<Html | null> {
  if (!mayBeOwn(opened, part) || !(await ownSaid(ctx, opened.draft))) return null;
  const { t } = ctx;
  return html`<p><span class="q">${t('portal.apply.own-about')}</span><br>${button({ label: t('portal.apply.own'), alt: true, name: OWN_FIELD, value: '1' })}</p>`;
}

/** What was filled in so before, told once. */
export function ownNote({ t, req }: Ctx): Html | undefined {
  const count = Number(queryText(req.query, FILLED));
  return req.method === 'GET' && Number.isInteger(count) && count > 0 && count < 100
    ? note(t('portal.apply.own-filled', { count }))
    : undefined;
}

/** The answer to that button: the page with what the account says. Undefined where another was pressed. */
export async function answerOwn(
  ctx: Ctx,
  opened: Open,
  part: FormPage,
  again: (view: SavedPage) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (!textField(ctx.req.body, OWN_FIELD) || !mayBeOwn(opened, part)) return undefined;
  const own = await ownSaid(ctx, opened.draft);
  if (!own) return undefined;
  const filled = fillFromOwn(opened.form, part, own);
  const saved = await savePage(ctx, opened, part, { filled });
  if (saved.conflicts.length || saved.errors.length) return again(saved);
  const count = Object.keys(filled.values).filter(path => valueAt(saved.data, path) !== undefined).length;
  const waits = fieldsOf(opened.form, part.id).find(f => f.path in filled.values)?.layout.showIf;
  // None of them is asked for yet: told where that is chosen.
  if (!count && waits)
    return again({
      ...saved,
      errors: testsOf(waits)
        .slice(0, 1)
        .map(({ field }) => ({ path: field, message: ctx.t('portal.apply.own-none') })),
    });
  return redirect(`${ctx.req.path}?${FILLED}=${count}`);
}
