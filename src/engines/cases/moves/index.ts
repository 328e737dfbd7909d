// What others use of moving dossiers from one version of their procedure to another.
export {
  type BatchCounts,
  type BatchItem,
  countDrafts,
  countMoves,
  countRunning,
  findMoves,
  listAskedMoves,
  listMoveItems,
  listMoves,
  listRunning,
  listStoppedMoves,
  type VersionBatch,
} from './batch.ts';
export { type Lost, type MovePlan, planMove } from './plan-move.ts';
export {
  type Asking,
  approveMoves,
  askMoves,
  rejectMoves,
  resumeMoves,
  stopMoves,
  undoMove,
  undoMoves,
} from './steer-batch.ts';
export { loadWay, type MoveWay } from './way.ts';
