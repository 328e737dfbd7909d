import type { Story } from '#engines/cases';
import { formatDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, csrfField, details, errorOf, type Html, html, note, textArea } from '#ui';
import type { ActError } from './act-error.ts';
import { seenField } from './seen.ts';

/** What somebody does with a dossier by giving a reason in a field of its page. */
export type Reasoned = 'supplement' | 'refuse' | 'propose-refusal' | 'refusal-back';

/** Where each is sent, below the dossier's address. */
export const REASONED_PATHS: Readonly<Record<Reasoned, string>> = {
  supplement: 'yeu-cau-bo-sung',
  refuse: 'tu-choi',
  'propose-refusal': 'de-nghi-tu-choi',
  'refusal-back': 'tra-de-nghi',
};

/** The name of the field of each; those that stand on one page differ. */
export const REASON_FIELDS: Readonly<Record<Reasoned, string>> = {
  supplement: 'reason',
  refuse: 'reason',
  'propose-refusal': 'reason-propose',
  'refusal-back': 'reason-back',
};

/** Hidden field of what refuses: what the page called it, `received` (its reception) or `declined` (to settle it). */
export const REFUSES = 'tu-choi-gi';

/** Why papers are asked for again. */
export const WHY_AGAIN = 'why-again';

type View = {
  dossierId: string;
  /** The mark of what the page shows (`seenField`). */
  seen: string;
  failed: ActError | undefined;
  /** What the act is called where its own name would mislead; else `one-stop.act.ACT`. */
  summary?: string;
  hint?: string;
  /** Text key of the button; else `one-stop.act.ACT-button`. */
  button?: string;
  /** What stands in the field at first. */
  first?: string;
  open?: boolean;
  /** Above the field. */
  about?: Html | null;
  /** Fields below it. */
  more?: Html | null;
};

/** A folded form with one field for the reason; open again, with all that was typed, where it was refused. */
export function reasonForm(ctx: Ctx, act: Reasoned, view: View): Html {
  const { t } = ctx;
  const failed = view.failed?.act === act ? view.failed : undefined;
  const typed = failed?.typed[REASON_FIELDS[act]];
  return details(
    {
      summary: view.summary ?? t(`one-stop.act.${act}`),
      open: failed !== undefined || (view.open ?? false),
    },
    html`<form method="post" action="/can-bo/ho-so/${view.dossierId}/${REASONED_PATHS[act]}">${csrfField(ctx)}${seenField(view.seen)}${view.about}${textArea(
      t,
      {
        name: REASON_FIELDS[act],
        label: t(`one-stop.act.${act}-label`),
        hint: view.hint ?? t(`one-stop.act.${act}-hint`),
        value: typeof typed === 'string' ? typed : view.first,
        error: failed && errorOf(failed.errors, REASON_FIELDS[act]),
        rows: 3,
      },
    )}${view.more}
<p>${button({ label: t(view.button ?? `one-stop.act.${act}-button`), alt: true })}</p></form>`,
  );
}

/** Asks for papers; where they were asked for before, the form says so and asks why these were not. */
export function supplementForm(
  ctx: Ctx,
  { story, seen, failed }: { story: Story } & Pick<View, 'seen' | 'failed'>,
): Html {
  const { t } = ctx;
  const before = story.supplements.filter(s => !s.undoneAt);
  const [last] = before;
  const id = { dossierId: story.dossier.id, seen, failed };
  if (!last) return reasonForm(ctx, 'supplement', id);
  const mine = failed?.act === 'supplement' ? failed : undefined;
  const typed = mine?.typed[WHY_AGAIN];
  const said = { count: before.length, at: formatDate(last.askedAt), number: `${last.number}/${last.year}` };
  return reasonForm(ctx, 'supplement', {
    ...id,
    about: note(t('one-stop.act.supplement-before', said)),
    more: textArea(t, {
      name: WHY_AGAIN,
      label: t('one-stop.act.supplement-why'),
      hint: t('one-stop.act.supplement-why-hint'),
      value: typeof typed === 'string' ? typed : undefined,
      error: mine && errorOf(mine.errors, WHY_AGAIN),
      rows: 2,
    }),
  });
}
