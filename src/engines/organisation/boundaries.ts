import type { Queryable } from '#platform/db';

type Position = number[];

/** GeoJSON (RFC 7946): longitude before latitude, degrees in WGS 84. */
export type Geometry =
  | { type: 'Polygon'; coordinates: Position[][] }
  | { type: 'MultiPolygon'; coordinates: Position[][][] };

export type Boundary = {
  areaId: string;
  geometry: Geometry;
  source: string;
  from: string;
  to: string | null;
};

/** Boundaries on `date` of those of `areaIds` that have one. */
export const listBoundaries = (q: Queryable, areaIds: readonly string[], date: string) =>
  q.query<Boundary>(
    `SELECT area_id AS "areaId", geometry, source, lower(valid) AS "from", upper(valid) AS "to"
     FROM organisation.boundary WHERE area_id = ANY ($1::uuid[]) AND valid @> $2::date ORDER BY area_id`,
    [areaIds, date],
  );
