import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Static, Type } from 'typebox';
import { AGENCY_KINDS, AGENCY_LEVELS, AREA_KINDS, AREA_LEVELS, type AreaKind } from '../types.ts';

const words = <T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values] });
const text = (max = 300) => Type.String({ minLength: 1, maxLength: max });
const day = Type.String({ format: 'date' });
/** `level:code`, the area that has this code on the day in question. */
const areaRef = Type.String({ pattern: '^(province|district|commune|village):[0-9A-Z.]{2,12}$' });
const identifier = Type.String({ pattern: '^[0-9A-Z]+(\\.[0-9A-Z]+)*$', maxLength: 35 });

const shared = {
  from: day,
  to: Type.Optional(day),
  unverified: Type.Optional(Type.Boolean()),
  note: Type.Optional(text(1_000)),
};

const areaLine = Type.Object(
  {
    type: Type.Literal('area'),
    level: words(AREA_LEVELS),
    code: Type.String({ pattern: '^[0-9A-Z.]{2,12}$' }),
    kind: words(Object.keys(AREA_KINDS) as AreaKind[]),
    name: text(),
    fullName: Type.Optional(text()),
    parent: Type.Optional(areaRef),
    continues: Type.Optional(areaRef),
    seat: Type.Optional(text(1_000)),
    areaKm2: Type.Optional(Type.Number({ exclusiveMinimum: 0 })),
    population: Type.Optional(Type.Integer({ minimum: 0 })),
    lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    ...shared,
  },
  { additionalProperties: false },
);
export type AreaLine = Static<typeof areaLine>;

const agencyLine = Type.Object(
  {
    type: Type.Literal('agency'),
    identifier,
    legacyIdentifier: Type.Optional(
      Type.String({ pattern: '^[0-9]{3}\\.[0-9]{2}\\.[0-9]{2}\\.[A-Z][0-9]{2}$' }),
    ),
    name: text(),
    shortName: Type.Optional(text(100)),
    kind: words(AGENCY_KINDS),
    level: words(AGENCY_LEVELS),
    area: Type.Optional(areaRef),
    parent: Type.Optional(identifier),
    continues: Type.Optional(identifier),
    address: Type.Optional(text(1_000)),
    phone: Type.Optional(text(50)),
    ...shared,
  },
  { additionalProperties: false },
);
export type AgencyLine = Static<typeof agencyLine>;

const successionLine = Type.Object(
  {
    type: Type.Literal('succession'),
    of: words(['area', 'agency']),
    from: text(40),
    into: text(40),
    on: day,
    share: words(['whole', 'part']),
    unverified: Type.Optional(Type.Boolean()),
    note: Type.Optional(text(1_000)),
  },
  { additionalProperties: false },
);
export type SuccessionLine = Static<typeof successionLine>;

const jurisdictionLine = Type.Object(
  {
    type: Type.Literal('jurisdiction'),
    agency: identifier,
    area: areaRef,
    from: day,
    to: Type.Optional(day),
  },
  { additionalProperties: false },
);
export type JurisdictionLine = Static<typeof jurisdictionLine>;

export type UnitLine = AreaLine | AgencyLine | SuccessionLine | JurisdictionLine;

/** What is wrong with a line: the text is `organisation.import.REASON`, with these values. */
export type Refusal = { reason: string; params: Record<string, string | number> };

const ajv = addFormats.default(new Ajv2020({ allErrors: false }));
const validators: Record<string, ValidateFunction> = {
  area: ajv.compile(areaLine),
  agency: ajv.compile(agencyLine),
  succession: ajv.compile(successionLine),
  jurisdiction: ajv.compile(jurisdictionLine),
};

/** The line as data, or why it is none. */
export function readLine(value: unknown): UnitLine | Refusal {
  if (typeof value !== 'object' || value === null) return { reason: 'not-json', params: {} };
  const { type } = value as { type?: unknown };
  const validate = typeof type === 'string' ? validators[type] : undefined;
  if (!validate) return { reason: 'type-unknown', params: { found: String(type ?? '') } };
  if (!validate(value)) {
    const { instancePath, keyword, params } = validate.errors![0]!;
    if (keyword === 'required') return { reason: 'field-missing', params: { field: params.missingProperty } };
    if (keyword === 'additionalProperties')
      return { reason: 'field-unknown', params: { field: params.additionalProperty } };
    const field = instancePath.slice(1);
    const found = JSON.stringify((value as Record<string, unknown>)[field]) ?? '';
    return { reason: 'field-wrong', params: { field, found: found.slice(0, 80) } };
  }
  const line = value as UnitLine;
  if ('to' in line && line.to !== undefined && line.to <= line.from)
    return { reason: 'period-empty', params: { from: line.from, to: line.to } };
  return line;
}

export const isRefusal = (value: object): value is Refusal => 'reason' in value;
