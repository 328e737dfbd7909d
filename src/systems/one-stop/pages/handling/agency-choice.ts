import type { Dossier } from '#engines/cases';
import {
  type Agency,
  beginsCode,
  findAgencyAnswering,
  listAgencies,
  searchAgencies,
} from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted, textFields } from '#platform/http';
import { fold } from '#platform/text';
import {
  button,
  type Choice,
  checkboxes,
  type Errors,
  errorOf,
  type Html,
  html,
  radios,
  textField,
} from '#ui';

export const AGENCIES = 'co-quan';
const SEARCH = 'tim';
const FIND = 'viec';

const BY_WORK = ['land-office', 'tax', 'police', 'social-insurance'];

/** Whether the button was pressed that looks agencies up, rather than the one that does it. */
export const isLookingUp = (ctx: Ctx): boolean => posted(ctx.req.body, FIND) === SEARCH;

/** The ids that were chosen. */
export const chosenAgencies = (ctx: Ctx): string[] => textFields(ctx.req.body, AGENCIES);

/** Agencies that are often meant: those that do a work of their own for the place, and the departments. */
async function usual(ctx: Ctx, dossier: Dossier, date: string): Promise<Agency[]> {
  const found = await Promise.all(
    BY_WORK.map(kind => findAgencyAnswering(ctx.db, kind, dossier.areaId, date)),
  );
  return [...found.filter(a => a !== undefined), ...(await listAgencies(ctx.db, date, ['department']))];
}

/** As many agencies are shown at once, without looking one up. */
const SHOWN_AT_ONCE = 10;

/** Those of the list whose name has what was typed at the start of a word, or whose identifier begins like that. */
function namedIn(agencies: readonly Agency[], words: string): Agency[] {
  const key = fold(words);
  const code = words.toUpperCase();
  const begins = beginsCode(code);
  return agencies.filter(
    a =>
      ` ${fold(a.name)}`.includes(` ${key}`) ||
      [a.identifier, a.legacyIdentifier].some(c => c === code || (begins && c?.startsWith(code))),
  );
}

/**
 * Choosing agencies without script: the usual ones, and those of a name that is looked up; what is chosen already stays on the
 * list. One of them, or several; `among`: of these only.
 */
export async function agencyChoice(
  ctx: Ctx,
  dossier: Dossier,
  errors: Errors,
  options: {
    label: string;
    hint: string;
    several: boolean;
    fits?(agency: Agency): boolean;
    among?: readonly Agency[];
  },
): Promise<Html> {
  const { t } = ctx;
  const date = localDate(ctx.clock.now());
  const words = posted(ctx.req.body, SEARCH);
  const chosen = chosenAgencies(ctx);
  const { among, fits = () => true } = options;
  const looked = !words
    ? []
    : among
      ? namedIn(among, words).slice(0, 20)
      : await searchAgencies(ctx.db, words, date, 20);
  const few = among && among.length <= SHOWN_AT_ONCE ? among : [];
  const common = options.several ? await usual(ctx, dossier, date) : few;
  const all = new Map([...looked, ...common].filter(fits).map(a => [a.id, a]));
  for (const id of chosen.filter(x => !all.has(x))) {
    const agency = (among ?? (await listAgencies(ctx.db, date))).find(a => a.id === id);
    if (agency) all.set(agency.id, agency);
  }
  const choices: Choice[] = [...all.values()].map(a => ({ value: a.id, label: a.name }));
  const props = {
    name: AGENCIES,
    label: options.label,
    hint: options.hint,
    error: errorOf(errors, AGENCIES),
  };
  const list = options.several
    ? checkboxes(t, { ...props, options: choices, values: chosen })
    : radios(t, { ...props, options: choices, value: chosen[0] });
  return html`<div class="ask">${textField(t, {
    name: SEARCH,
    label: t('one-stop.agency.search'),
    value: words,
    most: 100,
  })}${button({ label: t('one-stop.agency.find'), alt: true, name: FIND, value: SEARCH })}</div>
${words && looked.length === 0 && html`<p class="q">${t(among ? 'one-stop.agency.none-competent' : 'one-stop.agency.none', { words })}</p>`}
${looked.length > 0 && !looked.some(fits) && html`<p class="q">${t('one-stop.agency.own', { name: looked[0]?.name ?? '' })}</p>`}
${choices.length > 0 ? list : errorOf(errors, AGENCIES) && html`<p class="msg" id="${`f-${AGENCIES}`}">${errorOf(errors, AGENCIES)}</p>`}`;
}
