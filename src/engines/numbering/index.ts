export { type BookState, findBrokenBooks } from './books.ts';
export { dossierCode, readDossierCode, readShortCode } from './dossier-code.ts';

export { giveNumbers } from './give-numbers.ts';
export { numbering } from './module.ts';
export { type Book, dayOf, nextNumber, yearOf } from './next-number.ts';
