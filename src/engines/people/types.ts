import type { PersonFacts } from './match/likeness.ts';

/** What names somebody: an account, or a dossier that names him without one. Numbers as hex digests. */
export type PersonRecord = PersonFacts & {
  id: string;
  accountId: string | null;
  dossierId: string | null;
  role: 'applicant' | 'owner' | null;
  last4: string | null;
  /** The record that stands for the person: itself, unless it is joined into another. */
  personId: string;
  madeAt: Date;
};

/** What of a person is shown from one of the joined records, where they say different things. */
export const SHOWN = ['name', 'birthDate', 'sex', 'phone', 'ethnicity', 'area', 'address'] as const;
export type Shown = (typeof SHOWN)[number];

/** Two records that are one person; `partedAt`: until somebody took it back. */
export type Joining = {
  id: string;
  joinedId: string;
  intoId: string;
  way: 'human' | 'number';
  shown: Partial<Record<Shown, string>>;
  at: Date;
  by: string;
  postId: string | null;
  agencyId: string | null;
  partedAt: Date | null;
  partedBy: string | null;
};
