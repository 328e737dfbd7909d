export { readAddress } from './address.ts';
export { correctDelivered, mayCorrectDelivery } from './correct-delivered.ts';
export { handOverReturned, noteDelivered, noteReturned, trackMailing } from './follow.ts';
export { mailListPaper } from './list-paper.ts';
export {
  countLettersBack,
  findMailing,
  findMailList,
  listMailLists,
  type Mailing,
  type MailList,
  mailingCalled,
  mailingsOf,
  mailingsOfDossier,
  mailState,
  openMailings,
} from './mailing.ts';
export { endedLetters } from './replaced.ts';
export { makeMailList, takenNumbers } from './send.ts';
export { sendAgain } from './send-again.ts';
export { type WaitingLetter, waitingForPost } from './waiting.ts';
