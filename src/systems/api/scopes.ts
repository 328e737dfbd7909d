/** What a token may be for. Texts: `api.scope.…`. */
export const SCOPES = [
  'procedures.read',
  'dossiers.submit',
  'dossiers.read',
  'ledger.read',
  'verify',
] as const;
export type Scope = (typeof SCOPES)[number];

export const BASE = '/api/v1';

/** Groups of operations, in the order in which the page shows them. Text keys. */
export const TAGS = {
  procedures: 'api.tag.procedures',
  dossiers: 'api.tag.dossiers',
  papers: 'api.tag.papers',
  ledger: 'api.tag.ledger',
} as const;
