import { agencyNames, DOSSIER_CHANNELS } from '#engines/cases';
import { fieldNames } from '#engines/procedures';
import { inboxChoices } from '#engines/work';
import type { Ctx } from '#platform/http';
import { askForm, type Choice, type Html, html, selectField } from '#ui';
import { stepLabel } from '../step-name.ts';
import {
  type Desk,
  EVERYTHING,
  GIVEN,
  INBOX,
  type Name,
  STATUSES,
  stateOf,
  type Typed,
  VIEWS,
} from './ask.ts';

/** Choices by name; what was chosen is among them also where nothing of it is left. */
function withChosen(options: readonly Choice[], chosen: string | undefined): readonly Choice[] {
  return !chosen || options.some(o => o.value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }];
}

const byLabel = (options: Choice[]): Choice[] => options.sort((a, b) => a.label.localeCompare(b.label, 'vi'));

/** The filter: of each kind only what there is, and no field where there is only one of a kind. */
export async function filterForm(ctx: Ctx, desk: Desk, typed: Typed): Promise<Html> {
  const { t, db } = ctx;
  const found = await inboxChoices(db, desk.reach, stateOf(typed));
  const [fields, agencyName] = await Promise.all([
    fieldNames(db, found.fields),
    agencyNames(
      db,
      found.agencies.map(agencyId => ({ agencyId, at: desk.now })),
    ),
  ]);
  const select = (name: Name, key: string, options: readonly Choice[], least = 2) => {
    const shown = withChosen(options, typed[name]);
    return (
      (shown.length >= least || typed[name]) &&
      selectField(t, {
        name,
        label: t(`one-stop.filter.${key}`),
        any: t(`one-stop.filter.any-${key}`),
        value: typed[name],
        options: shown,
      })
    );
  };
  const chosen = Object.keys(typed).length > 0;
  const active = Object.keys(typed).filter(name => name !== 'q').length;
  // Folded on a telephone only: there seven boxes would stand before the first dossier.
  return html`<details class="fold"><summary class="no-print">${active ? t('one-stop.filter.fold-some', { count: active }) : t('one-stop.filter.fold')}</summary>
${askForm(
  INBOX,
  html`${select(
    'xem',
    'due',
    VIEWS.filter(v => v !== 'all').map(v => ({ value: v, label: t(`one-stop.view.${v}`) })),
  )}${select(
    'trang-thai',
    'status',
    STATUSES.map(s => ({ value: s, label: t(`cases.status.${s}`) })),
  )}${select('thu-tuc', 'procedure', byLabel(found.procedures))}${select(
    'linh-vuc',
    'field',
    byLabel(found.fields.map(code => ({ value: code, label: fields.get(code) ?? code }))),
  )}${select('buoc', 'step', byLabel(found.steps.map(step => ({ value: step, label: stepLabel(t, step) }))))}${select(
    'co-quan',
    'agency',
    byLabel(found.agencies.map(id => ({ value: id, label: agencyName(id, desk.now) ?? id }))),
  )}${select(
    'giao',
    'given',
    GIVEN.map(g => ({ value: g, label: t(`one-stop.filter.given.${g}`) })),
  )}${select(
    'cach-nop',
    'channel',
    DOSSIER_CHANNELS.filter(c => found.channels.includes(c)).map(c => ({
      value: c,
      label: t(`cases.channel.${c}`),
    })),
  )}`,
  t('one-stop.filter.apply'),
  { q: typed.q ?? '' },
)}</details>${chosen && html`<p><a href="${EVERYTHING}">${t('one-stop.filter.clear')}</a></p>`}`;
}
