import { getAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type PaperDefinition, type RenderedPaper, renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { NoResultTemplate } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { listResults } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { heldAt } from './corrected-under.ts';
import { dataTemplate } from './data-template.ts';
import { namesOn } from './names.ts';
import { outcomeOf } from './outcome.ts';
import type { FirstIssue } from './paper-chain.ts';
import { withReference } from './reference.ts';
import type { ResultTemplate } from './template.ts';

/**
 * The template of a result of the kind that the step names: the procedure's own of that kind. Of a step that names none: the one
 * that staff have written into the procedure's version, else that of the system which owns the procedure, else the one for
 * all. Throws NoResultTemplate.
 */
export async function templateFor(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
  kind: string | null,
): Promise<ResultTemplate> {
  const fits = (t: ResultTemplate) => kind === null || t.kind === kind;
  const ofSystems = deps.templates.filter(t => t.procedure === dossier.procedureCode);
  const ofSystem = ofSystems.find(fits);
  if (ofSystem && kind !== null) return ofSystem;
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  if (version.resultTemplate) return dataTemplate(deps.wording, version, version.resultTemplate);
  // A kind that a system's own procedure does not have is a mistake; elsewhere it is a name that staff gave, of a result like any other.
  const general = deps.templates.filter(t => t.procedure === '*' && (ofSystems.length === 0 || fits(t)));
  const own = ofSystem ?? general.find(fits) ?? general[0];
  if (!own) throw NoResultTemplate({ code: kind ?? dossier.procedureCode });
  return own;
}

type Signatory = { name: string; title: string };

/**
 * What a result takes the place of: which that is, what the new one says of it, and when and by whom it was issued first. `drawnUpAt`: of a copy,
 * when what it says was drawn up: it cites what held then.
 */
export type InPlaceOf = { id: string; reference: string; first: FirstIssue; drawnUpAt?: Date };

/** A result to be drawn: `number` is a line of dots while it is only looked at. */
export type NewResult = {
  id: string;
  template: ResultTemplate;
  /** The agency that issues it. */
  agencyId: string;
  number: string;
  signatory: Signatory;
  issuedAt: Date;
  /** It is only looked at. */
  preview?: true;
  /** Of a correction or a copy. */
  inPlaceOf?: InPlaceOf;
};

/** Address that the QR code of a result leads to. */
const resultUrl = (baseUrl: string, resultId: string): string => `${baseUrl}/kiem-tra/k/${resultId}`;

const nameOn = async (q: Queryable, { at, agencyId }: FirstIssue): Promise<string> =>
  (await getAgency(q, agencyId, localDate(at))).name;

/** What a result says: as its template lays it out, before it is drawn. */
export async function paperOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'site'>,
  dossier: Dossier,
  result: NewResult,
): Promise<{ paper: PaperDefinition; place: string }> {
  const { template, agencyId, inPlaceOf } = result;
  const first = inPlaceOf?.first ?? { at: result.issuedAt, agencyId };
  const { agency, areaName, provinceName, superior } = await namesOn(q, dossier, agencyId, result.issuedAt);
  const { graph } = await loadProcedure(q, dossier);
  const bases = template.restsOn ?? [];
  const held = bases.length
    ? heldAt(await listResults(q, dossier.id), bases, inPlaceOf?.drawnUpAt ?? result.issuedAt)
    : [];
  const paper = await template.paper(
    {
      dossier,
      matter: (await getProcedureVersion(q, dossier.procedureVersionId)).name,
      number: result.number,
      agencyName: agency.name,
      areaName,
      provinceName,
      superior,
      signerName: result.signatory.name,
      signerTitle: result.signatory.title,
      issuedAt: result.issuedAt,
      firstIssue: { at: first.at, agencyName: await nameOn(q, first) },
      outcome: await outcomeOf(q, graph, dossier, first.agencyId),
      earlier: held.filter(r => r.id !== inPlaceOf?.id),
      demo: deps.site.demo,
      ...(result.preview ? { preview: true } : {}),
      verifyUrl: resultUrl(deps.site.baseUrl, result.id),
    },
    q,
  );
  return { paper, place: areaName };
}

/** Draws a result as it will be signed. */
export async function renderResult(
  q: Queryable,
  deps: Pick<CaseDeps, 'site'>,
  dossier: Dossier,
  result: NewResult,
): Promise<RenderedPaper & { title: string; kind: string; place: string }> {
  const { template, inPlaceOf } = result;
  const { paper, place } = await paperOf(q, deps, dossier, result);
  const whole = inPlaceOf ? { ...paper, blocks: withReference(paper.blocks, inPlaceOf.reference) } : paper;
  return { ...(await renderPaper(whole)), title: template.title, kind: template.kind, place };
}
