export { recordSynthetic } from './follow.ts';
export { type Apart, endApart, setApart } from './joins/apart.ts';
export { type JoinWish, join } from './joins/join.ts';
export { part } from './joins/part.ts';
export { joiningOf, joiningsAmong } from './joins/read.ts';
export { type Likeness, likenessOf, type Sign } from './match/likeness.ts';
export { people } from './module.ts';
export {
  countPairs,
  type Decided,
  type DecidedKind,
  decidedFor,
  dossiersNaming,
  listDecided,
  listPairs,
  mayKnow,
  type Pair,
} from './pairs.ts';
export { findRecord, recordsOf } from './records/read.ts';
export { shownOf } from './shown.ts';
export { type Joining, type PersonRecord, SHOWN, type Shown } from './types.ts';
