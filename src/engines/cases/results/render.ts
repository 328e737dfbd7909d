import { getProcedureVersion } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import { type RenderedPaper, renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { NoResultTemplate } from '../errors.ts';
import type { Dossier } from '../types.ts';
import { dataTemplate } from './data-template.ts';
import { namesOn } from './names.ts';
import type { ResultTemplate } from './template.ts';

/**
 * The template of a dossier's result: the one that staff have written into the procedure's version, else that of the system
 * which owns the procedure, else the one for all. Throws NoResultTemplate.
 */
export async function templateFor(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'wording'>,
  dossier: Dossier,
): Promise<ResultTemplate> {
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  if (version.resultTemplate) return dataTemplate(q, deps.wording, version, version.resultTemplate);
  const own =
    deps.templates.find(t => t.procedure === dossier.procedureCode) ??
    deps.templates.find(t => t.procedure === '*');
  if (!own) throw NoResultTemplate({ code: dossier.procedureCode });
  return own;
}

export type Signatory = { name: string; title: string };

/** Address that the QR code of a result leads to. */
const resultUrl = (baseUrl: string, resultId: string): string => `${baseUrl}/kiem-tra/k/${resultId}`;

/** Draws a result as it will be signed. `number` is a line of dots while it is only looked at. */
export async function renderResult(
  q: Queryable,
  deps: Pick<CaseDeps, 'templates' | 'site' | 'wording'>,
  dossier: Dossier,
  result: { id: string; number: string; signatory: Signatory; issuedAt: Date },
): Promise<RenderedPaper & { title: string; kind: string; place: string }> {
  const template = await templateFor(q, deps, dossier);
  const { agency, areaName, provinceName } = await namesOn(q, dossier, result.issuedAt);
  const paper = await template.paper({
    dossier,
    matter: (await getProcedureVersion(q, dossier.procedureVersionId)).name,
    number: result.number,
    agencyName: agency.name,
    areaName,
    provinceName,
    signerName: result.signatory.name,
    signerTitle: result.signatory.title,
    issuedAt: result.issuedAt,
    demo: deps.site.demo,
    verifyUrl: resultUrl(deps.site.baseUrl, result.id),
  });
  return { ...(await renderPaper(paper)), title: template.title, kind: template.kind, place: areaName };
}
