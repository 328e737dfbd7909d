import type { Tx } from '#platform/db';
import type { NewEntry } from '#platform/ledger';

/** Levels of area, the highest first. The district ended on 30/06/2025 (Law 72/2025). */
export const AREA_LEVELS = ['province', 'district', 'commune', 'village'] as const;
export type AreaLevel = (typeof AREA_LEVELS)[number];

/** The kinds of each level, and the word that stands before the name in Vietnamese. */
export const AREA_KINDS = {
  province: { level: 'province', word: 'Tỉnh' },
  municipality: { level: 'province', word: 'Thành phố' },
  'rural-district': { level: 'district', word: 'Huyện' },
  'urban-district': { level: 'district', word: 'Quận' },
  'district-town': { level: 'district', word: 'Thị xã' },
  'provincial-city': { level: 'district', word: 'Thành phố' },
  commune: { level: 'commune', word: 'Xã' },
  ward: { level: 'commune', word: 'Phường' },
  township: { level: 'commune', word: 'Thị trấn' },
  'special-zone': { level: 'commune', word: 'Đặc khu' },
  hamlet: { level: 'village', word: 'Thôn' },
  village: { level: 'village', word: 'Bản' },
  'street-group': { level: 'village', word: 'Tổ dân phố' },
} as const satisfies Record<string, { level: AreaLevel; word: string }>;
export type AreaKind = keyof typeof AREA_KINDS;

export const AGENCY_KINDS = [
  'ministry',
  'provincial-committee',
  'district-committee',
  'commune-committee',
  'department',
  'office',
  'service-centre',
  'one-stop-desk',
  'division',
  'public-unit',
  'land-office',
  'tax',
  'police',
  'social-insurance',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

export const AGENCY_LEVELS = ['central', 'province', 'district', 'commune'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

/** Days `YYYY-MM-DD`; `from` is the first day, `to` the first day on which it no longer holds, null while it does. */
export type Period = { from: string; to: string | null };

export type AreaFacts = {
  code: string;
  level: AreaLevel;
  kind: AreaKind;
  /** `Lào Cai` */
  name: string;
  /** `Phường Lào Cai` */
  fullName: string;
  /** The area it belongs to (the thing: ask for its version by date); null for a province. */
  parentId: string | null;
  /** Where the people's committee sits. */
  seat: string | null;
  areaKm2: number | null;
  population: number | null;
  /** Degrees (WGS 84) of a point inside. */
  lon: number | null;
  lat: number | null;
  /** Taken from a source that nobody has confirmed. */
  unverified: boolean;
  note: string | null;
};

/** An area as it is on a day. `id` is the thing and never changes; `versionId` is the row that holds these facts. */
export type Area = { id: string; versionId: string } & AreaFacts & Period;

export type AgencyFacts = {
  /** `H38.60.01`, the form of Decision 20/2020/QĐ-TTg. */
  identifier: string;
  /** `000.01.60.H38`, the older form, where it has one. */
  legacyIdentifier: string | null;
  name: string;
  shortName: string | null;
  kind: AgencyKind;
  level: AgencyLevel;
  /** The area it answers for; null for central agencies. */
  areaId: string | null;
  parentId: string | null;
  address: string | null;
  phone: string | null;
  unverified: boolean;
  note: string | null;
};

/** An agency as it is on a day; `id` and `versionId` as for an area. */
export type Agency = { id: string; versionId: string } & AgencyFacts & Period;

export type Post = {
  id: string;
  agencyId: string;
  titleVi: string;
  titleEn: string;
  /** Ids of the roles that come with the post. */
  roles: string[];
} & Period;

/** What happened to a thing on a day: all of it, or a part, went into another. */
export type Succession = {
  fromId: string;
  intoId: string;
  on: string;
  share: 'whole' | 'part';
  unverified: boolean;
  note: string | null;
};

/** Where entries go: the ledger, or a test's list. */
export type EntryWriter = { append(tx: Tx, entry: NewEntry): Promise<unknown> };

/** Who does it, when, and where that is recorded. */
export type Act = {
  ledger: EntryWriter;
  /** Account id, or `system`. */
  actor: string;
  at: Date;
  post?: string | null;
  agency?: string | null;
};
