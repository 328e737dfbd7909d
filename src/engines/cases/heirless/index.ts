// Dossiers of agencies that have gone: what the incident desk, and who ends an agency, take from here.
export { lastDoneAt, leftAt, listLeftAt } from './left-at.ts';
export { type LeftBehind, leftBehind, listLeftBehind } from './left-behind.ts';
export { heirlessDossiers, listHeirless } from './list-heirless.ts';
export { type MovedHeirless, moveHeirless } from './move-heirless.ts';
export { stepAgencies } from './step-agencies.ts';
export { type Taker, takersAt } from './takers.ts';
export {
  lastMovedAway,
  listTakenBack,
  type MovedAway,
  type MovesBack,
  movedAwayBy,
  takeMovesBack,
  takenBackOf,
} from './undo-move.ts';
