export type { Appended, Entry, EntryKind, Follower, NewEntry, StateCheck } from './types.ts';
