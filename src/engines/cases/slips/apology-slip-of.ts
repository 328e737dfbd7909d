import { findArea, getAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { renderPaper } from '#platform/pdf';
import type { CaseDeps } from '../deps.ts';
import { accountNames } from '../read/names.ts';
import { titleOf } from '../results/signatory.ts';
import type { Apology, Dossier } from '../types.ts';
import { apologySlip } from './apology-slip.ts';
import { receiptToken } from './receipt-token.ts';

/** The slip (form 04) of a dossier's apology as PDF: the same whenever it is downloaded. */
export async function apologySlipOf(
  q: Queryable,
  deps: Pick<CaseDeps, 'site' | 'receiptKey'>,
  dossier: Dossier,
  apology: Apology,
): Promise<Buffer> {
  const date = localDate(apology.givenAt);
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  const agency = await getAgency(q, apology.agencyId, date);
  const area = agency.areaId ? await findArea(q, agency.areaId, date) : undefined;
  const above = area?.parentId ? await findArea(q, area.parentId, date) : undefined;
  const names = await accountNames(q, [apology.givenBy]);
  const { pdf } = await renderPaper(
    apologySlip({
      code: dossier.code,
      number: `${apology.number}/${apology.year}`,
      superior: above?.fullName.toUpperCase() ?? null,
      agency: agency.name,
      place: area?.name ?? '',
      applicant: dossier.applicantName,
      matter: version.name,
      receivedAt: dossier.receivedAt,
      dueBefore: apology.dueBefore,
      until: apology.until,
      givenAt: apology.givenAt,
      reason: apology.reason,
      signerTitle: (await titleOf(q, apology.givenPost, apology.givenAt)) || 'Thủ trưởng cơ quan',
      signer: names.get(apology.givenBy) ?? '',
      trackUrl: `${deps.site.baseUrl}/kiem-tra/g/${dossier.code}?k=${receiptToken(deps.receiptKey, dossier)}`,
      demo: deps.site.demo,
    }),
  );
  return Buffer.from(pdf);
}
