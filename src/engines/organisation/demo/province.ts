import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '#platform/db';
import { countryLines, REFORM_DAY, unitLines } from '../import/country.ts';
import { type ImportReport, importUnits } from '../import/import-units.ts';
import type { AreaLine, SuccessionLine, UnitLine } from '../import/line.ts';
import { dayBefore } from '../import/plan.ts';
import type { Act } from '../types.ts';
import { communeAgencies, communeIdentifier, type Department, provinceAgencies } from './new-agencies.ts';
import { deskOf, type OldAgencies, oldAgencies, successionsOf2024 } from './old-agencies.ts';
import { workOffices } from './work-offices.ts';

const codeOf = (ref: string): string => ref.slice(ref.indexOf(':') + 1);

const readDepartments = async (): Promise<Department[]> =>
  (await readFile(path.join(import.meta.dirname, '..', 'data', 'departments.jsonl'), 'utf8'))
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));

// The work of a committee goes where its area went; that of its desk to the new service centre.
function reformSuccessions(
  links: readonly SuccessionLine[],
  old: OldAgencies,
  places: ReadonlyMap<string, number>,
  districts: ReadonlyMap<string, string>,
): SuccessionLine[] {
  const before = dayBefore(REFORM_DAY);
  return links.flatMap(link => {
    const from = link.from.startsWith('district:')
      ? districts.get(codeOf(link.from))
      : old.committee(codeOf(link.from), before);
    const place = places.get(codeOf(link.into));
    if (!from || place === undefined) return [];
    const into = communeIdentifier(place);
    const line: SuccessionLine = { ...link, of: 'agency', from, into, unverified: true };
    return [line, { ...line, from: deskOf(from), into: `${into}.01` }];
  });
}

/** The demo province: Lào Cai and Yên Bái until 30/06/2025, the new Lào Cai since, with their agencies. */
async function demoLines(): Promise<UnitLine[]> {
  const country = await countryLines(['10', '15']);
  const areas = country.filter((l): l is AreaLine => l.type === 'area');
  const links = country.filter((l): l is SuccessionLine => l.type === 'succession');
  const old = oldAgencies(areas);
  const communes = areas.filter(a => a.level === 'commune' && a.from === REFORM_DAY);
  const places = new Map(communes.map((a, i) => [a.code, i + 1]));
  const districts = new Map(
    old.lines.flatMap(l =>
      l.type === 'agency' && l.kind === 'district-committee'
        ? [[codeOf(l.area ?? ''), l.identifier] as const]
        : [],
    ),
  );
  const continued = (area: AreaLine) =>
    area.continues ? old.committee(codeOf(area.continues), dayBefore(REFORM_DAY)) : undefined;
  const desks = communes.flatMap((area, i): SuccessionLine[] => {
    const from = continued(area);
    const into = `${communeIdentifier(i + 1)}.01`;
    return from
      ? [
          {
            type: 'succession',
            of: 'agency',
            from: deskOf(from),
            into,
            on: REFORM_DAY,
            share: 'whole',
            unverified: true,
          },
        ]
      : [];
  });
  const provincial = ['H38', 'H63'].flatMap((root): SuccessionLine[] =>
    ['', '.25'].map(part => ({
      type: 'succession',
      of: 'agency',
      from: `${root}${part}`,
      into: `H38${part}`,
      on: REFORM_DAY,
      share: 'whole',
      unverified: true,
    })),
  );
  return [
    ...country,
    ...old.lines,
    ...successionsOf2024(
      old,
      links.filter(l => l.on < REFORM_DAY),
    ),
    ...provinceAgencies(await readDepartments()),
    ...communes.flatMap((area, i) => communeAgencies(area, i + 1, continued(area))),
    ...workOffices(
      communes,
      links.filter(l => l.on === REFORM_DAY),
      areas.filter(a => a.level === 'district'),
    ),
    ...provincial,
    ...reformSuccessions(
      links.filter(l => l.on === REFORM_DAY),
      old,
      places,
      districts,
    ),
    ...desks,
  ];
}

/**
 * Loads the demo province: some 470 areas, 1,300 agencies, whom they serve and what became of them. A second call changes nothing.
 * Throws when a line is refused: the data is ours, so that is a fault of ours.
 */
export async function loadDemoProvince(db: Db, act?: Act): Promise<ImportReport> {
  const report = await importUnits(db, unitLines('demo-province', await demoLines()), undefined, act);
  const [first] = report.problems;
  if (first)
    throw new Error(`demo province, line ${first.line}: ${first.reason} ${JSON.stringify(first.params)}`);
  return report;
}
