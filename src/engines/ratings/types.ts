/** 1: very dissatisfied … 5: very satisfied. */
export const LEVELS = [5, 4, 3, 2, 1] as const;
export type Level = (typeof LEVELS)[number];
/** From this level on somebody counts as satisfied. */
export const SATISFIED_FROM = 4;

/** What a rating may be about; the table holds the same list. */
export const REASONS = ['time', 'guidance', 'manner', 'papers', 'fee', 'place', 'result'] as const;
export type Reason = (typeof REASONS)[number];

/** Why words are not shown to everybody; the table holds the same list. */
export const HIDDEN_WHY = ['personal', 'insult', 'off-topic', 'advert'] as const;
export type HiddenWhy = (typeof HIDDEN_WHY)[number];

/** Longest words of a rating or an answer, as the columns hold them. */
export const LONGEST_WORDS = 2_000;

export type WordsState = 'none' | 'waiting' | 'shown' | 'hidden';

/** What somebody said of how his dossier was handled, with the agency's answer. */
export type Rating = {
  dossierId: string;
  /** Of the dossier. */
  code: string;
  procedureCode: string;
  agencyId: string;
  level: Level;
  reasons: Reason[];
  words: string | null;
  way: 'account' | 'tracking';
  /** Counts changes, from 1. */
  revision: number;
  ratedAt: Date;
  changedAt: Date;
  wordsState: WordsState;
  hiddenWhy: HiddenWhy | null;
  answer: string | null;
  /** Everybody may read the answer; false: only who rated. */
  answerPublic: boolean | null;
  answeredAt: Date | null;
  answeredBy: string | null;
};
