import { changedFields, type FormData, valueAt, withValue } from '#engines/forms';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { loadProcedure } from '../process/load.ts';
import { correctedUnder, drawnUpAt, heldAt, type KnownResults } from '../results/corrected-under.ts';
import type { Issuer } from '../results/issuer.ts';
import { paperOf } from '../results/render.ts';
import type { Dossier, Result } from '../types.ts';
import { nameOnPaper } from './change-name.ts';
import { changesBetween } from './changes.ts';
import { beginsWith, type DrawnFrom, drawnFrom, withAnswers } from './drawn-from.ts';
import { keeping, offPaper } from './off-paper.ts';
import { saidChanges } from './said.ts';
import type { Change } from './types.ts';
import { type Outcomes, withSaid } from './with-said.ts';

type Corrected = { dossier: Dossier; result: Result; issuer: Issuer; known: KnownResults };
type Wish = { data?: FormData; said?: Outcomes | null };

/**
 * What a corrected result is drawn from, and what differs on it from the one before: what whoever corrects has changed, what was mended meanwhile on
 * results that it rests on and he left so, as far as it stands on this one, and the numbers of those results.
 */
export async function correctedContent(
  q: Queryable,
  deps: CaseDeps,
  of: Corrected,
  wish: Wish,
  at: Date,
): Promise<{ from: DrawnFrom; changes: Change[] }> {
  const { dossier, result, issuer, known } = of;
  const { form, graph } = await loadProcedure(q, dossier);
  const before = await drawnFrom(q, dossier, result);
  const begun = await beginsWith(q, dossier, result, correctedUnder(deps, dossier, known, result));
  // Contact and delivery do not stand on the paper: they are left as they are, whatever came with the rest.
  const off = offPaper(form, issuer.template);
  const data = keeping(off, begun.data as FormData, wish.data ?? (begun.data as FormData));
  const from = { data, said: wish.said === undefined ? begun.said : wish.said };
  const told = await asOnPaper(q, deps, of, { before, begun, from }, at);
  const [was, is] = [withSaid(dossier, before.said), withSaid(dossier, told.said)];
  return {
    from,
    changes: [
      ...(await changesBetween(q, deps.wording, form, {
        dossier,
        before: before.data as FormData,
        after: told.data as FormData,
        named: path => nameOnPaper(form, issuer.template, path),
      })),
      ...saidChanges(deps.wording, graph, was, is, issuer.template.names),
      ...numbersAnew(deps, of, at),
    ],
  };
}

type Stages = { before: DrawnFrom; begun: DrawnFrom; from: DrawnFrom };

/** `from` without what was mended on another result, and does not stand on this one. */
async function asOnPaper(
  q: Queryable,
  deps: CaseDeps,
  { dossier, issuer }: Corrected,
  { before, begun, from }: Stages,
  at: Date,
): Promise<DrawnFrom> {
  const { form } = await loadProcedure(q, dossier);
  const [was, mended, is] = [before.data, begun.data, from.data].map(data => data as FormData) as [
    FormData,
    FormData,
    FormData,
  ];
  const touched = new Set(changedFields(form, mended, is));
  const drawn = async (data: FormData): Promise<string> => {
    const signatory = { name: '', title: '' };
    const draft = { ...issuer, id: dossier.id, number: '', signatory, issuedAt: at };
    const { paper } = await paperOf(
      q,
      deps,
      await withAnswers(q, dossier, { data, said: before.said }),
      draft,
    );
    return JSON.stringify(paper);
  };
  let data = is;
  for (const path of changedFields(form, was, mended)) {
    if (touched.has(path)) continue;
    const alone = withValue(was, path, valueAt(mended, path));
    if ((await drawn(was)) === (await drawn(alone))) data = withValue(data, path, valueAt(was, path));
  }
  return { data, said: saidOnPaper(dossier, issuer, { before, begun, from }) };
}

/** Of what steps said `from` without what was mended elsewhere and is not named by the template. */
function saidOnPaper(
  dossier: Dossier,
  { template }: Issuer,
  { before, begun, from }: Stages,
): Outcomes | null {
  const stood = withSaid(dossier, before.said).processState.outcomes;
  const said = { ...from.said };
  for (const [element, facts] of Object.entries(begun.said ?? {}))
    for (const [fact, value] of Object.entries(facts)) {
      if (said[element]?.[fact] !== value || template.prints?.includes(`tasks.${element}.${fact}`)) continue;
      said[element] = { ...said[element], [fact]: stood[element]?.[fact] ?? null };
    }
  return Object.keys(said).length ? said : null;
}

/** The numbers of results that it rests on, where another one holds now than when it was drawn up. */
function numbersAnew(
  { wording }: Pick<CaseDeps, 'wording'>,
  { result, issuer, known }: Corrected,
  at: Date,
): Change[] {
  const t = wording.texts.of('vi');
  return (issuer.template.restsOn ?? []).flatMap(kind => {
    const [was, is] = [drawnUpAt(known, result), at].map(when => heldAt(known.results, [kind], when).at(-1));
    return was && is && was.number !== is.number
      ? [{ label: t('cases.number-of', { title: is.title }), before: was.number, after: is.number }]
      : [];
  });
}
