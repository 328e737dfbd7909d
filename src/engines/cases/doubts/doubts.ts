import { type Form, type FormData, fieldsIn, shownFields, valueAt } from '#engines/forms';
import { findAccount, profileOf, type Vault } from '#engines/identity';
import { type Couple, coupleIn } from '#engines/procedures';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { fieldOfProfile } from '../correction/corrected.ts';
import { sexShown } from '../hand-over/check-parties.ts';
import { handedIn, receptionOf } from '../intake/reception.ts';
import { listPapers } from '../read/dossier.ts';
import type { Dossier } from '../types.ts';
import { isUnmarked } from './is-unmarked.ts';

/** What whoever checks a dossier, or signs, is pointed to: nothing of it is wrong for certain. */
export type Doubts = {
  /** Names without any tone mark: written so on the papers, or typed so. */
  unmarked: string[];
  /** The personal number that the form says of whoever applies is another than his account's: that one's last four digits. */
  otherNumber: string | null;
  /** Whom the form names as applicant, where that is not who applies; and by what he shows that he may (a relation, papers), null: by nothing. */
  otherPerson: { named: string; proof: string | null } | null;
  /** By the number on the paper of whom somebody is to marry, that one is of his own sex: no marriage that the State recognises (52/2014/QH13, art. 8(2)). */
  sameSex: boolean;
};

/** Papers that show in whose name somebody acts. */
const PROVES = /\b(uy quyen|giam ho|dai dien|quan he|ho khau|khai sinh)\b/;

/** Names in answers that have no tone mark at all; a name of one word may be so. */
export function unmarkedIn(form: Form, data: FormData, others: readonly string[] = []): string[] {
  const said = fieldsIn(form, data).flatMap(({ path, schema }) => {
    const value = schema.format === 'person-name' ? valueAt(data, path) : undefined;
    return typeof value === 'string' ? [value] : [];
  });
  return [...new Set([...others, ...said])].filter(name => name.trim().includes(' ') && isUnmarked(name));
}

const answerOf = (form: Form, data: FormData, what: string): string | undefined => {
  const path = fieldOfProfile(form, what);
  const value = path && valueAt(data, path);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The applicant's number as the form says it, where it is another than `known`. */
export function otherNumberIn(
  form: Form,
  data: FormData,
  known: string | null | undefined,
): string | undefined {
  const said = answerOf(form, data, 'personalNumber');
  return said && known && said !== known ? said : undefined;
}

/** By what it is shown that one person acts for another: what the counter wrote down, else papers that are called so. */
async function proofOf(q: Queryable, { id }: Dossier): Promise<string | null> {
  const relation = (await receptionOf(q, id))?.delegate?.relation;
  if (relation) return relation;
  const papers = [...(await listPapers(q, id)), ...(await handedIn(q, id))].map(p => p.name);
  return [...new Set(papers)].filter(name => PROVES.test(fold(name))).join('; ') || null;
}

const VIETNAMESE: ReadonlySet<string> = new Set(['', 'viet nam', 'vietnam', 'vn']);

/** Whether the answers name two of one sex who are to marry. Numbers of other countries say nothing of it. */
export function areOfOneSex(form: Form, data: FormData, { sex, paper, nation }: Couple): boolean {
  const said = (path: string) => String(valueAt(data, path) ?? '').trim();
  if (!shownFields(form, data).has(paper) || !VIETNAMESE.has(fold(said(nation)))) return false;
  return said(sex) !== '' && said(sex) === sexShown(said(paper));
}

/** What is to be looked at twice in a dossier. */
export async function doubtsOf(q: Queryable, vault: Vault, form: Form, dossier: Dossier): Promise<Doubts> {
  const data = dossier.data as FormData;
  const account = dossier.applicantId ? await findAccount(q, dossier.applicantId) : undefined;
  const number = account ? (await profileOf(q, vault, account.id)).personalNumber : null;
  const named = answerOf(form, data, 'name');
  const couple = coupleIn(dossier.procedureCode);
  const other = named !== undefined && fold(named) !== fold(dossier.applicantName);
  return {
    unmarked: unmarkedIn(form, data, [dossier.applicantName, dossier.ownerName]),
    otherNumber: otherNumberIn(form, data, number) ? (number?.slice(-4) ?? null) : null,
    otherPerson: other ? { named, proof: await proofOf(q, dossier) } : null,
    sameSex: couple !== undefined && areOfOneSex(form, data, couple),
  };
}
