import type { FormData } from '#engines/forms';
import type { Draft } from '../drafts/draft.ts';

/** How a paper lies on the desk: so many originals, so many copies, or not at all because the province holds it. */
export type OnDesk = { originals: number; copies: number; held: boolean };

/** Who came in the applicant's place. */
export type Delegate = { name: string; personalNumber?: string; relation: string };

/** What the desk's part of an intake says, as it was typed; checked when it is received. */
export type DeskNotes = {
  channel?: 'counter' | 'post';
  /** Of the letter in which it came, as typed. */
  tracking?: string;
  /** Somebody whom the form asks about has no personal number (yet). */
  noNumber?: boolean;
  represented?: boolean;
  delegate?: { name: string; personalNumber: string; relation: string };
  /** By the paper's key; as typed. */
  papers?: Record<string, { originals: string; copies: string; held: boolean }>;
  /** All required papers are there, as many as the procedure asks for. */
  complete?: boolean;
  /** The receiving is all that the desk has to do: the dossier goes on at once. */
  stays?: boolean;
};

/** An application that a clerk enters for somebody. */
export type Intake = {
  draft: Draft;
  /** The office at whose counter it is entered. */
  agencyId: string;
  /** Answers to the desk's own form (`personForm`); null until they were given. */
  person: FormData | null;
  /** Whose data were taken over to begin with. */
  accountId: string | null;
  desk: DeskNotes;
  /** The citizen's own draft that it goes on with, how it stood then, and whose it is; null of what the clerk began. */
  from: { draftId: string | null; revision: number; accountId: string } | null;
};

/** How a dossier was taken in where there was no network. */
export type TakenOffline = {
  /** On the provisional receipt. */
  provisional: string;
  /** What the clock of the device said. */
  toldAt: Date;
  arrivedAt: Date;
};

/** How a dossier came in over a counter. */
export type Reception = {
  dossierId: string;
  agencyId: string;
  clerkId: string;
  clerkName: string;
  postId: string | null;
  /** Title of the clerk's post, in Vietnamese. */
  postTitle: string | null;
  receivedAt: Date;
  delegate: Delegate | null;
  trackingNumber: string | null;
  /** The applicant had filled it in himself, and the clerk went on with that. */
  selfDeclared: boolean;
  /** null: it was received with a network. */
  offline: TakenOffline | null;
};

/** A paper as it was handed in. */
export type HandedIn = OnDesk & { paper: string; name: string };
