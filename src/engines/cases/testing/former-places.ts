import { createAgency, createArea, endAgency, endArea, linkAgencies, linkAreas } from '#engines/organisation';
import type { Db } from '#platform/db';
import { SINCE } from '../../identity/testing/agencies.ts';
import { agencyFacts, areaFacts } from '../../organisation/testing/facts.ts';
import type { CasesFixture } from './fixture.ts';

type Setting = { db: Db; agencies: CasesFixture['agencies']; act: CasesFixture['act'] };

/** Two communes beside Bắc Hà (99001) and Sa Pa (99002), each with its committee: Tà Chải (99031) and Na Hối (99032). */
export async function formerPlaces({ db, agencies, act }: Setting) {
  const period = { from: SINCE, to: null };
  const place = (code: string, name: string) =>
    db.tx(async tx => {
      const { parentId } = await tx.one<{ parentId: string }>(
        `SELECT parent_id AS "parentId" FROM organisation.area_version WHERE code = '99001'`,
      );
      const area = {
        code,
        level: 'commune',
        kind: 'commune',
        name,
        fullName: `Xã ${name}`,
        parentId,
      } as const;
      const { id } = await createArea(tx, areaFacts(area), period, act());
      const kind = { kind: 'commune-committee', level: 'commune', parentId: agencies.province } as const;
      const agency = { identifier: `Z99.60.${code.slice(3)}`, name: `UBND xã ${name}`, areaId: id, ...kind };
      return { area: id, agency: (await createAgency(tx, agencyFacts(agency), period, act())).id };
    });
  return { taChai: await place('99031', 'Tà Chải'), naHoi: await place('99032', 'Na Hối') };
}

/**
 * The reform of 2027: the work of Tà Chải's committee goes to Bắc Hà's and Sa Pa's, that of Na Hối's to nobody; the commune Tà Chải becomes part
 * of Bắc Hà, and Na Hối is divided between the two.
 */
export async function reformOf2027(
  { db, agencies: { bacHa, saPa }, act }: Setting,
  { taChai, naHoi }: Awaited<ReturnType<typeof formerPlaces>>,
): Promise<void> {
  const on = '2027-01-01';
  const link = { on, unverified: false, note: null } as const;
  await db.tx(async tx => {
    const areaOf = async (code: string) =>
      (
        await tx.one<{ id: string }>('SELECT area_id AS id FROM organisation.area_version WHERE code = $1', [
          code,
        ])
      ).id;
    const [toBacHa, toSaPa] = [await areaOf('99001'), await areaOf('99002')];
    for (const { agency, area } of [taChai, naHoi]) {
      await endAgency(tx, agency, on, act());
      await endArea(tx, area, on, act());
    }
    for (const intoId of [bacHa, saPa])
      await linkAgencies(tx, { fromId: taChai.agency, intoId, share: 'part', ...link }, act());
    await linkAreas(tx, { fromId: taChai.area, intoId: toBacHa, share: 'whole', ...link }, act());
    for (const intoId of [toBacHa, toSaPa])
      await linkAreas(tx, { fromId: naHoi.area, intoId, share: 'part', ...link }, act());
  });
}
