import { listApiTokens } from '#engines/identity';
import type { Ctx } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { askForm, dateField, errorOf, type Html, html, note, selectField, textField } from '#ui';
import { agencyField } from '../../agency-field.ts';
import { noteEntries } from '../../entries/follow.ts';
import { type Asked, FIELDS, type Field, kindsByName } from './ask.ts';

/** So many entries behind is the ordinary course of a busy hour. */
const ORDINARY = 100;

/** What of the ledger cannot be found yet: it is noted a moment after it was sealed. */
async function behindNote(ctx: Ctx): Promise<Html | false> {
  const states = await ctx.get(ledgerService).followers.states();
  const behind = states.find(s => s.id === noteEntries.id)?.behind ?? 0;
  return behind > ORDINARY && note(ctx.t('administration.ledger.find.behind', { count: behind }));
}

/** What is looked for, in words: on a telephone it stands instead of the form. */
function chosenWords(ctx: Ctx, { typed }: Asked): string {
  const kind = [...kindsByName(ctx)].find(([, kinds]) => kinds.includes(typed.viec))?.[0];
  const days = typed.tu || typed.den ? `${typed.tu || '…'} – ${typed.den || '…'}` : '';
  return [kind ?? typed.viec, typed.nguoi, typed['co-quan'], days, typed['ho-so']]
    .filter(Boolean)
    .join(' · ');
}

/** The search: what, who, for which agency, when, about which dossier; all that are given have to fit. */
export async function findEntriesForm(ctx: Ctx, path: string, asked: Asked): Promise<Html> {
  const { t } = ctx;
  const { typed, errors, filter } = asked;
  const error = (name: Field) => errorOf(errors, name);
  const day = (name: 'tu' | 'den') =>
    dateField(t, {
      name,
      label: t(`administration.ledger.find.${name}`),
      value: typed[name],
      error: error(name),
    });
  const programs = (await listApiTokens(ctx.db)).map(token => token.name);
  const chosen = filter ? chosenWords(ctx, asked) : '';
  return html`${await behindNote(ctx)}<details class="fold"${errors.length > 0 && html` open`}><summary class="no-print">${chosen ? t('administration.ledger.find.chosen', { chosen }) : t('administration.ledger.find.open')}</summary>
${askForm(
  path,
  html`${selectField(t, {
    name: 'viec',
    label: t('administration.ledger.kind'),
    any: t('administration.ledger.find.any-kind'),
    value: typed.viec,
    error: error('viec'),
    options: [...kindsByName(ctx)]
      .map(([label, [value = '']]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label, t.lang)),
  })}${textField(t, {
    name: 'nguoi',
    label: t('administration.ledger.actor'),
    hint: t('administration.ledger.find.actor-hint'),
    value: typed.nguoi,
    error: error('nguoi'),
    autocomplete: 'off',
    most: 100,
    suggestions: [t('administration.ledger.system'), ...programs],
  })}${await agencyField(ctx, {
    name: 'co-quan',
    label: t('administration.ledger.find.agency'),
    hint: t('administration.ledger.find.agency-hint'),
    among: 'any',
    value: typed['co-quan'],
    errors,
  })}${day('tu')}${day('den')}${textField(t, {
    name: 'ho-so',
    label: t('administration.ledger.find.dossier'),
    hint: t('administration.ledger.find.dossier-hint'),
    value: typed['ho-so'],
    error: error('ho-so'),
    autocomplete: 'off',
    most: 60,
  })}`,
  t('administration.ledger.find.button'),
)}</details>${FIELDS.some(name => typed[name]) && html`<p><a href="${path}">${t('administration.ledger.find.clear')}</a></p>`}`;
}
