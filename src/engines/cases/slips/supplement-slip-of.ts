import { findArea, getAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { accountNames } from '../read/names.ts';
import type { Dossier, SupplementRequest } from '../types.ts';
import { receiptToken } from './receipt-token.ts';
import { supplementSlip } from './supplement-slip.ts';

/** The slip (form 02) of a request for supplement as PDF: the same whenever it is downloaded. */
export async function supplementSlipOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'site' | 'receiptKey'>,
  dossier: Dossier,
  request: SupplementRequest,
): Promise<Buffer> {
  const date = localDate(request.askedAt);
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const agency = await getAgency(q, dossier.agencyId, localDate(dossier.receivedAt));
  const area = agency.areaId ? await findArea(q, agency.areaId, localDate(dossier.receivedAt)) : undefined;
  const above = area?.parentId ? await findArea(q, area.parentId, date) : undefined;
  const names = await accountNames(q, [request.askedBy]);
  const { pdf } = await renderPaper(
    supplementSlip({
      code: dossier.code,
      number: `${request.number}/${request.year}`,
      superior: above?.fullName.toUpperCase() ?? null,
      agency: agency.name,
      place: area?.name ?? '',
      applicant: dossier.applicantName,
      phone: dossier.phone,
      email: dossier.email,
      matter: version.name,
      askedAt: request.askedAt,
      what: request.what,
      official: names.get(request.askedBy) ?? '',
      hotline: deps.site.hotline,
      trackUrl: `${deps.site.baseUrl}/kiem-tra/g/${dossier.code}?k=${receiptToken(deps.receiptKey, dossier)}`,
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
