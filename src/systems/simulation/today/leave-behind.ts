import {
  casesService,
  type Dossier,
  findDossiers,
  listRegister,
  loadProcedure,
  submit,
} from '#engines/cases';
import { withValue } from '#engines/forms';
import {
  type Act,
  type Agency,
  createArea,
  findAreaByCode,
  listAgencies,
  REFORM_DAY,
} from '#engines/organisation';
import { localInstant } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';

/** A body of districts, whose work went to several communes. */
const OFFICE = 'Ủy ban nhân dân huyện Bắc Hà';
/** Decided by districts until there were none any more. */
const PROCEDURE = '1.013225';
const DAY = '2025-06-24';
const FROM = '2022-01-01';
/** A commune of nobody, in the days of districts: where it went nobody has written down. */
const COMMUNE = { code: '15999', name: 'Trình Diễn', fullName: 'Xã Trình Diễn' };
const NOTE = 'Không có thật: chỉ để trình diễn hồ sơ không còn cơ quan nào xử lý';

/** The commune that is gone, in the district of the office. */
const makeCommune = (tx: Tx, { areaId }: Agency, act: Act) =>
  createArea(
    tx,
    {
      ...COMMUNE,
      level: 'commune',
      kind: 'commune',
      parentId: areaId,
      ...{ seat: null, areaKm2: null, population: null, lon: null, lat: null },
      unverified: true,
      note: NOTE,
    },
    { from: FROM, to: REFORM_DAY },
    act,
  );

/** An application that an office has had, for somebody of nobody: what is sent once more. */
async function earlierAt(tx: Tx, { id }: Agency, at: Date): Promise<Dossier | undefined> {
  const reach = [{ agencyId: id, fields: null }];
  const lines = await listRegister(tx, reach, { from: FROM, to: DAY }, { limit: 100, offset: 0 }, at);
  const found = await findDossiers(
    tx,
    lines.filter(l => l.procedureCode === PROCEDURE).map(l => l.id),
  );
  return found.filter(d => d.synthetic && !d.applicantId).toSorted((a, b) => (a.code < b.code ? -1 : 1))[0];
}

/**
 * One dossier of nobody lies with a body of districts that is gone, about a commune of which nobody has written down where it went: the desk of a demo
 * has a dossier in nobody's hands. Returns how many; again none.
 */
export const leaveBehind = (env: Env): Promise<number> =>
  env.db.tx(async tx => {
    const now = env.clock.now();
    const office = (await listAgencies(tx, DAY)).find(a => a.name === OFFICE);
    if (!office?.areaId || (await findAreaByCode(tx, COMMUNE.code, 'commune', DAY))) return 0;
    const earlier = await earlierAt(tx, office, now);
    if (!earlier) return 0;
    const at = localInstant(DAY, '09:10');
    await makeCommune(tx, office, { ledger: env.get(ledgerService), actor: 'system', at: now });
    const procedure = await loadProcedure(tx, earlier);
    const [area] = Object.entries(procedure.form.fields).find(([, { use }]) => use === 'area') ?? [];
    const { applicantName: name, phone } = earlier;
    await submit(
      tx,
      env.get(casesService),
      {
        procedure,
        channel: 'counter',
        data: area ? withValue(earlier.data, area, COMMUNE.code) : earlier.data,
        papers: [],
        applicant: { accountId: null, name, phone, email: null, lang: 'vi' },
        synthetic: true,
      },
      { accountId: 'system', postId: null, agencyId: null, at },
    );
    return 1;
  });
