import { REFORM_DAY } from '../import/country.ts';
import type { AgencyLine, AreaLine, SuccessionLine, UnitLine } from '../import/line.ts';
import { dayBefore } from '../import/plan.ts';
import { DEMO_NOTE, lowerFirst, two } from './words.ts';

/** A commune of the days of four levels, with all codes that it had. */
type OldCommune = {
  key: string;
  spans: Array<{ code: string; from: string; to: string }>;
  fullName: string;
  identifier: string;
};

/** Agencies of the days before the reform, and how to find the committee of a commune by its code on a day. */
export type OldAgencies = {
  lines: UnitLine[];
  /** Identifier of the committee of the commune that had this code on that day. */
  committee(code: string, date: string): string | undefined;
};

/** Identifier of the desk of a committee: one more group. */
export const deskOf = (committee: string): string =>
  `${committee}.${committee.split('.').length === 2 ? '90' : '01'}`;

const provinceCode: Record<string, string> = { '10': 'H38', '15': 'H63' };
const days = (from: string, to: string) => ({ from, to, unverified: true, note: DEMO_NOTE });

const desk = (committee: AgencyLine, legacyIdentifier: string): AgencyLine => ({
  ...committee,
  identifier: deskOf(committee.identifier),
  legacyIdentifier,
  parent: committee.identifier,
  kind: 'one-stop-desk',
  name: committee.name.replace('Ủy ban nhân dân', 'Bộ phận Tiếp nhận và Trả kết quả'),
  shortName: 'Bộ phận Một cửa',
});

function committee(
  line: AreaLine,
  to: string,
  identifier: string,
  legacy: string,
  parent: string,
): AgencyLine {
  const unit = lowerFirst(line.fullName ?? line.name);
  return {
    type: 'agency',
    identifier,
    legacyIdentifier: legacy,
    name: `Ủy ban nhân dân ${unit}`,
    shortName: `UBND ${unit}`,
    kind: line.level === 'district' ? 'district-committee' : 'commune-committee',
    level: line.level === 'district' ? 'district' : 'commune',
    area: `${line.level}:${line.code}`,
    parent,
    ...days(line.from, to),
  };
}

function communesOf(district: AreaLine, prefix: string, areas: readonly AreaLine[]): OldCommune[] {
  const lines = areas.filter(a => a.parent === `district:${district.code}` && !a.continues);
  return lines.map((line, i) => {
    const spans = [{ code: line.code, from: line.from, to: line.to ?? REFORM_DAY }];
    const next = areas.find(
      a => a.continues === `commune:${line.code}` && a.from === line.to && a.from < REFORM_DAY,
    );
    if (next) spans.push({ code: next.code, from: next.from, to: next.to ?? REFORM_DAY });
    return {
      key: `${line.code}@${line.from}`,
      spans,
      fullName: line.fullName ?? line.name,
      identifier: `${prefix}.${two(i + 1)}`,
    };
  });
}

/**
 * Committees and one-stop desks of the two old provinces. Rule of the invented identifiers: a district's number is 31
 * onwards in the order of its code; a commune's is its place among the communes of the district by code (units that came
 * later at the end); a desk is 90 in a district and 01 in a commune: `H38.31.04` = `000.04.31.H38`.
 */
export function oldAgencies(areas: readonly AreaLine[]): OldAgencies {
  const lines: UnitLine[] = [];
  const communes: OldCommune[] = [];
  for (const province of areas.filter(a => a.level === 'province' && a.to && provinceCode[a.code])) {
    const root = provinceCode[province.code]!;
    const seat = lowerFirst(province.fullName ?? province.name);
    const shared = { level: 'province', area: `province:${province.code}` } as const;
    const period = days(province.from, REFORM_DAY);
    lines.push(
      {
        type: 'agency',
        identifier: root,
        legacyIdentifier: `000.00.00.${root}`,
        name: `Ủy ban nhân dân ${seat}`,
        shortName: `UBND ${seat}`,
        kind: 'provincial-committee',
        ...shared,
        ...period,
      },
      {
        type: 'agency',
        identifier: `${root}.25`,
        legacyIdentifier: `000.00.25.${root}`,
        name: `Trung tâm Phục vụ hành chính công ${seat}`,
        shortName: 'Trung tâm PVHCC',
        kind: 'service-centre',
        parent: root,
        ...shared,
        ...period,
      },
    );
    const districts = areas.filter(a => a.parent === `province:${province.code}` && a.level === 'district');
    for (const [i, district] of districts.entries()) {
      const number = two(31 + i);
      const identifier = `${root}.${number}`;
      const own = committee(district, REFORM_DAY, identifier, `000.00.${number}.${root}`, root);
      lines.push(own, desk(own, `000.90.${number}.${root}`));
      for (const commune of communesOf(district, identifier, areas)) {
        communes.push(commune);
        const [first] = commune.spans;
        const last = commune.spans.at(-1);
        const line = areas.find(a => a.level === 'commune' && `${a.code}@${a.from}` === commune.key);
        if (!first || !last || !line) continue;
        const place = commune.identifier.slice(-2);
        const of = committee(line, last.to, commune.identifier, `000.${place}.${number}.${root}`, identifier);
        lines.push(of, desk(of, `001.${place}.${number}.${root}`));
      }
    }
  }
  return {
    lines,
    committee: (code, date) =>
      communes.find(c => c.spans.some(s => s.code === code && s.from <= date && date < s.to))?.identifier,
  };
}

/** What the committees and desks of old communes became before the reform. */
export const successionsOf2024 = (old: OldAgencies, links: readonly SuccessionLine[]): SuccessionLine[] =>
  links.flatMap(link => {
    const from = old.committee(link.from.slice('commune:'.length), dayBefore(link.on));
    const into = old.committee(link.into.slice('commune:'.length), link.on);
    if (!from || !into || from === into) return [];
    const line: SuccessionLine = { ...link, of: 'agency', from, into, unverified: true };
    return [line, { ...line, from: deskOf(from), into: deskOf(into) }];
  });
