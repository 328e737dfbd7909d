import { REFORM_DAY } from '../import/country.ts';
import type { AgencyLine, AreaLine, JurisdictionLine, SuccessionLine } from '../import/line.ts';
import { communeIdentifier } from './new-agencies.ts';
import { DEMO_NOTE, lowerFirst, two } from './words.ts';

const ROOT = 'H38';
const shared = {
  type: 'agency',
  level: 'province',
  area: 'province:15',
  from: REFORM_DAY,
  unverified: true,
  note: DEMO_NOTE,
} as const;

const provincial = (
  number: number,
  kind: AgencyLine['kind'],
  name: string,
  shortName: string,
  parent: string,
): AgencyLine => ({ ...shared, identifier: `${ROOT}.${number}`, name, shortName, kind, parent });

const PROVINCIAL: readonly AgencyLine[] = [
  provincial(41, 'land-office', 'Văn phòng Đăng ký đất đai tỉnh Lào Cai', 'VPĐKĐĐ tỉnh', `${ROOT}.06`),
  provincial(42, 'tax', 'Thuế tỉnh Lào Cai', 'Thuế tỉnh', ROOT),
  provincial(43, 'police', 'Công an tỉnh Lào Cai', 'Công an tỉnh', ROOT),
  provincial(44, 'social-insurance', 'Bảo hiểm xã hội tỉnh Lào Cai', 'BHXH tỉnh', ROOT),
];

/** The police of a commune. */
const communePolice = (area: AreaLine, place: number): AgencyLine => {
  const unit = lowerFirst(area.fullName ?? `${area.kind === 'ward' ? 'Phường' : 'Xã'} ${area.name}`);
  return {
    ...shared,
    identifier: `${communeIdentifier(place)}.05`,
    name: `Công an ${unit}`,
    shortName: `Công an ${unit}`,
    kind: 'police',
    level: 'commune',
    area: `commune:${area.code}`,
    parent: `${ROOT}.43`,
  };
};

/**
 * Agencies that do a work of their own for the province, its regions and communes: land registration with a branch, and tax
 * with a base, for the communes of each former district; police; social insurance. That they exist is known, where
 * they sit and whom they serve is invented.
 */
export function workOffices(
  communes: readonly AreaLine[],
  links: readonly SuccessionLine[],
  districts: readonly AreaLine[],
): Array<AgencyLine | JurisdictionLine> {
  const lines: Array<AgencyLine | JurisdictionLine> = [
    ...PROVINCIAL,
    ...communes.map((area, i) => communePolice(area, i + 1)),
  ];
  const served = new Set<string>();
  const codes = new Set(communes.map(c => c.code));
  let region = 0;
  for (const district of districts) {
    const into = links
      .filter(l => l.of === 'area' && l.from === `district:${district.code}`)
      .map(l => l.into)
      .filter(ref => codes.has(ref.replace('commune:', '')) && !served.has(ref));
    if (!into.length) continue;
    region++;
    for (const ref of into) served.add(ref);
    for (const [number, kind, name] of [
      [41, 'land-office', `Chi nhánh Văn phòng Đăng ký đất đai khu vực ${district.name}`],
      [42, 'tax', `Thuế cơ sở khu vực ${district.name}`],
    ] as const) {
      const identifier = `${ROOT}.${number}.${two(region)}`;
      lines.push({ ...shared, identifier, name, kind, parent: `${ROOT}.${number}` });
      for (const area of into)
        lines.push({ type: 'jurisdiction', agency: identifier, area, from: REFORM_DAY });
    }
  }
  return lines;
}
