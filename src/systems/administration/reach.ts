import { NotFound } from '#platform/errors';

/** What an administrator of this system may be: each is a permission, held at an agency and below. */
export type Manage =
  | 'organisation.manage'
  | 'identity.manage'
  | 'worktime.manage'
  | 'procedure.edit'
  | 'procedure.approve'
  | 'incident.manage'
  | 'ledger.read';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of the thing a page is about. Throws NotFound for what is no id at all. */
export function idOf(text: string | undefined): string {
  if (!text || !UUID.test(text)) throw NotFound();
  return text;
}

export const isId = (text: string): boolean => UUID.test(text);
