import { REFORM_DAY } from '../import/country.ts';
import type { AgencyLine, AreaLine } from '../import/line.ts';
import { DEMO_NOTE, lowerFirst, two } from './words.ts';

/** A line of `data/departments.jsonl`. */
export type Department = { number: number; kind: 'office' | 'department'; name: string; shortName: string };

const ROOT = 'H38';
const since = { from: REFORM_DAY, unverified: true, note: DEMO_NOTE } as const;

/** Identifier of the new commune that is `place`th by code: `H38.60.01`. */
export const communeIdentifier = (place: number): string => `${ROOT}.60.${two(place)}`;

/** The provincial committee of the new Lào Cai, its office, departments, and service centre. */
export function provinceAgencies(departments: readonly Department[]): AgencyLine[] {
  const shared = { type: 'agency', level: 'province', area: 'province:15', ...since } as const;
  return [
    {
      ...shared,
      identifier: ROOT,
      legacyIdentifier: `000.00.00.${ROOT}`,
      name: 'Ủy ban nhân dân tỉnh Lào Cai',
      shortName: 'UBND tỉnh Lào Cai',
      kind: 'provincial-committee',
    },
    ...departments.map(({ number, kind, name, shortName }) => ({
      ...shared,
      identifier: `${ROOT}.${two(number)}`,
      legacyIdentifier: `000.00.${two(number)}.${ROOT}`,
      name,
      shortName,
      kind,
      parent: ROOT,
    })),
    {
      ...shared,
      identifier: `${ROOT}.25`,
      legacyIdentifier: `000.00.25.${ROOT}`,
      name: 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai',
      shortName: 'Trung tâm PVHCC tỉnh',
      kind: 'service-centre',
      parent: ROOT,
    },
  ];
}

/**
 * A commune's committee, its public administrative service centre and its three divisions (Decree 150/2025 names them so;
 * which exist in a place is to be checked). The committee of a commune that the reform left alone goes on as it was.
 */
export function communeAgencies(area: AreaLine, place: number, continues: string | undefined): AgencyLine[] {
  const unit = lowerFirst(area.fullName ?? `${area.kind === 'ward' ? 'Phường' : 'Xã'} ${area.name}`);
  const identifier = communeIdentifier(place);
  const shared = {
    type: 'agency',
    level: 'commune',
    area: `commune:${area.code}`,
    ...(area.seat ? { address: area.seat } : {}),
    ...since,
  } as const;
  const below = (number: number, kind: AgencyLine['kind'], name: string, shortName: string): AgencyLine => ({
    ...shared,
    identifier: `${identifier}.${two(number)}`,
    legacyIdentifier: `${String(number).padStart(3, '0')}.${two(place)}.60.${ROOT}`,
    name: `${name} ${unit}`,
    shortName,
    kind,
    parent: identifier,
  });
  return [
    {
      ...shared,
      identifier,
      legacyIdentifier: `000.${two(place)}.60.${ROOT}`,
      name: `Ủy ban nhân dân ${unit}`,
      shortName: `UBND ${unit}`,
      kind: 'commune-committee',
      parent: ROOT,
      ...(continues ? { continues } : {}),
    },
    below(1, 'service-centre', 'Trung tâm Phục vụ hành chính công', 'Trung tâm PVHCC'),
    below(2, 'office', 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân', 'VP HĐND và UBND'),
    area.kind === 'ward'
      ? below(3, 'division', 'Phòng Kinh tế, Hạ tầng và Đô thị', 'P. KTHTĐT')
      : below(3, 'division', 'Phòng Kinh tế', 'P. Kinh tế'),
    below(4, 'division', 'Phòng Văn hóa - Xã hội', 'P. VHXH'),
  ];
}
