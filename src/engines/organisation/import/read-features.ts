import { BoundaryFileBroken, BoundaryFileOfOtherKind, BoundaryFileTopology } from '../errors.ts';

/** A feature of a map as it stands in the file, nothing checked. */
export type Feature = { properties?: { code?: unknown; level?: unknown } | null; geometry?: unknown };

type Document = { type?: unknown; features?: unknown } | null;

/** What a document is that holds no feature, for the message: its GeoJSON type, else what JSON calls it. */
function kindOf(document: unknown): string {
  const type = (document as Document)?.type;
  if (typeof type === 'string' && type) return type.slice(0, 60);
  return Array.isArray(document) ? 'array' : typeof document;
}

/**
 * The features of a GeoJSON FeatureCollection, or of a Feature alone (RFC 7946, sections 3.2 and 3.3): at least one. `file` is
 * named in the errors. Throws BOUNDARY_FILE_BROKEN (no JSON, or cut off), BOUNDARY_FILE_TOPOLOGY, BOUNDARY_FILE_OF_OTHER_KIND.
 */
export function readFeatures(file: string, text: string): Feature[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw BoundaryFileBroken({ file });
  }
  const { type, features } = (document as Document) ?? {};
  if (type === 'FeatureCollection' && Array.isArray(features) && features.length > 0) return features;
  if (type === 'Feature') return [document as Feature];
  if (type === 'Topology') throw BoundaryFileTopology({ file });
  throw BoundaryFileOfOtherKind({ file, found: kindOf(document) });
}
