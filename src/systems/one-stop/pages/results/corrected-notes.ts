import {
  casesService,
  changeWords,
  correctedUnder,
  type Dossier,
  listResultActs,
  listResults,
  type Result,
  type ResultAct,
} from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { type Html, html, note } from '#ui';

type OfDossier = { dossier: Dossier; result: Result };

/** That a result of the dossier was corrected: which, when, by which number it was replaced, and (`personal`) what. */
export function correctionLine(
  t: Translate,
  results: readonly Result[],
  act: ResultAct,
  personal: boolean,
): Html {
  const of = results.find(r => r.id === act.resultId);
  const said = {
    title: of?.title ?? '',
    number: of?.number ?? '',
    at: formatDateTime(act.at),
    anew: act.newNumber ?? '',
  };
  const changes = (personal ? (act.changes ?? []) : []).map(c => changeWords(t, c));
  return html`${t('one-stop.corrected-earlier', said)}${changes.length > 0 && `: ${changes.join('; ')}`}.<br>`;
}

/** The corrections of results that this one rests on, since it was drawn up; `until`: as they were at a moment. */
export async function mendedUnder(
  ctx: Ctx,
  { dossier, result }: OfDossier,
  until?: Date,
): Promise<{ results: Result[]; acts: ResultAct[] }> {
  const results = await listResults(ctx.db, dossier.id);
  const resultActs = await listResultActs(ctx.db, dossier.id);
  const known = { results, resultActs: until ? resultActs.filter(act => act.at <= until) : resultActs };
  return { results, acts: correctedUnder(ctx.get(casesService), dossier, known, result) };
}

/** For who corrects a result or issues it again: what was corrected since of what it rests on, and what that is to the new paper. */
export async function mendedNote(
  ctx: Ctx,
  loaded: OfDossier,
  way: 'correct' | 'reissue',
): Promise<Html | false> {
  const { results, acts } = await mendedUnder(ctx, loaded);
  // Who issues again need not be one who may read what was answered.
  const personal = way === 'correct';
  return (
    acts.length > 0 &&
    note(
      html`${acts.map(act => correctionLine(ctx.t, results, act, personal))}${ctx.t(`one-stop.${way}.mended`, { number: loaded.result.number })}`,
    )
  );
}

/** Of a result that holds: that it was drawn up before others that it rests on were corrected. */
export const bearsOldNote = ({ t }: Ctx, results: readonly Result[], acts: readonly ResultAct[]): Html[] =>
  acts.slice(-1).map(act => {
    const of = results.find(r => r.id === act.resultId);
    const said = {
      title: of?.title ?? '',
      number: of?.number ?? '',
      anew: act.newNumber ?? '',
      at: formatDateTime(act.at),
    };
    return html`<br>${t('one-stop.result.bears-old', said)}`;
  });
