import { type Act, createAgency, createArea } from '#engines/organisation';
import type { Tx } from '#platform/db';
import { agencyFacts, areaFacts } from '../../organisation/testing/facts.ts';

export const SINCE = '2025-07-01';

/** An invented province with two communes, each with its committee, one of them with a service centre; a department. */
export async function makeAgencies(tx: Tx, act: Act) {
  const period = { from: SINCE, to: null };
  const province = await createArea(tx, areaFacts({ name: 'Thử' }), period, act);
  const commune = (code: string, name: string) =>
    createArea(
      tx,
      areaFacts({
        code,
        level: 'commune',
        kind: 'commune',
        name,
        fullName: `Xã ${name}`,
        parentId: province.id,
      }),
      period,
      act,
    );
  const bacHa = await commune('99001', 'Bắc Hà');
  const saPa = await commune('99002', 'Sa Pa');
  const agency = (facts: Parameters<typeof agencyFacts>[0]) =>
    createAgency(tx, agencyFacts(facts), period, act);
  const top = await agency({
    areaId: province.id,
    identifier: 'Z99',
    kind: 'provincial-committee',
    name: 'UBND tỉnh',
  });
  const committee = (areaId: string, identifier: string, name: string) =>
    agency({ areaId, identifier, name, kind: 'commune-committee', level: 'commune', parentId: top.id });
  const one = await committee(bacHa.id, 'Z99.60.01', 'UBND xã Bắc Hà');
  const two = await committee(saPa.id, 'Z99.60.02', 'UBND xã Sa Pa');
  const centre = await agency({
    areaId: bacHa.id,
    identifier: 'Z99.60.01.01',
    name: 'Trung tâm PVHCC xã Bắc Hà',
    kind: 'service-centre',
    level: 'commune',
    parentId: one.id,
  });
  return { province: top.id, bacHa: one.id, saPa: two.id, centre: centre.id };
}
