// What others use of handing results over.
export { bothSign } from './both-sign.ts';
export { doubtsOfParties, isSameName, numberShown, type PartyDoubt } from './check-parties.ts';
export { checkRecipient } from './check-recipient.ts';
export { fetchedAt, handOverSteps, papersAreThere } from './fetched-at.ts';
export {
  type HandedOver,
  type HandOverRow,
  handOver,
  listHandOvers,
  type Recipient,
  type RecipientCheck,
} from './hand-over.ts';
export { deskHead, handOverSlipOf } from './hand-over-slip.ts';
export { leftIfEnded } from './if-ended.ts';
export { newPapersOf } from './new-paper.ts';
export { isFirstPaper, isNewPaper } from './new-paper-ref.ts';
export type { PaperToGive } from './not-given.ts';
export { isLaterPaper, type OnlineWay, onlineWayOf } from './online-way.ts';
export { giveMark, type ToGive, toGive, toGiveAgain, wasShown } from './to-give.ts';
