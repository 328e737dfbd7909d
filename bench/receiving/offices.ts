import { createAgency, createArea } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { loadLibrary } from '../../src/engines/cases/testing/load-library.ts';
import { agencyFacts, areaFacts } from '../../src/engines/organisation/testing/facts.ts';

/** A commune with the centre that takes applications in for its committee. */
export type Office = { commune: string; centre: string };

const SINCE = '2025-07-01';

/** The code of the library's card: one page of a form, four steps. */
export const CARD = '9.700001';

const FAMILIES = 'Giàng Vàng Lý Thào Sùng Hoàng Nguyễn Trần Phạm Lù Tẩn Chảo Nông Lương Đặng Vũ'.split(' ');
const MIDDLES = ['A', 'Thị', 'Văn', 'Xuân', 'Thị Thu', 'Quang', 'Seo', 'Láo', 'Tả'];
const GIVEN =
  'Phử Páo Mỷ Hoa Hùng Sính Dung Thắng Chính Mẩy Lan Sơn Yến Kim Tuấn Hạnh Nam Bình Hương Long'.split(' ');

/** The n-th reader: each has a telephone of his own, and a name as people here have them. */
export function reader(n: number): { name: string; phone: string } {
  const [family, middle, given] = [FAMILIES, MIDDLES, GIVEN].map(
    (words, i) => words[(n * (i + 1)) % words.length],
  );
  return { name: `${family} ${middle} ${given}`, phone: `09${String(12_345_678 + n * 7).padStart(8, '0')}` };
}

/** What the n-th reader fills in. */
export const filledIn = (commune: string, n: number) => ({
  reader: reader(n),
  place: { commune },
  result: { way: 'counter' },
});

/** An invented province with so many communes, each with a committee and a centre, beside the demo's; and the library's procedures. */
export async function makeOffices(env: Env, count: number): Promise<Office[]> {
  const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
  const period = { from: SINCE, to: null };
  await loadLibrary(env.db, act);
  const { id: province } = await env.db.one<{ id: string }>(
    `SELECT area_id AS id FROM organisation.agency_version WHERE kind = 'provincial-committee' AND valid @> $1::date ORDER BY identifier LIMIT 1`,
    [localDate(act.at)],
  );
  const offices: Office[] = [];
  for (let i = 0; i < count; i++) {
    const commune = String(90_000 + i);
    const name = `Thử ${i}`;
    offices.push(
      await env.db.tx(async tx => {
        const facts = {
          code: commune,
          level: 'commune',
          kind: 'commune',
          name,
          fullName: `Xã ${name}`,
        } as const;
        const area = await createArea(tx, areaFacts({ ...facts, parentId: province }), period, act);
        const common = { areaId: area.id, level: 'commune' } as const;
        const committee = await createAgency(
          tx,
          agencyFacts({
            ...common,
            identifier: `Z98.${i}`,
            kind: 'commune-committee',
            name: `UBND xã ${name}`,
          }),
          period,
          act,
        );
        const centre = await createAgency(
          tx,
          agencyFacts({
            ...common,
            identifier: `Z98.${i}.01`,
            kind: 'service-centre',
            name: `Trung tâm xã ${name}`,
            parentId: committee.id,
          }),
          period,
          act,
        );
        return { commune, centre: centre.id };
      }),
    );
  }
  return offices;
}
