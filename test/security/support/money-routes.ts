import { group } from './who.ts';

const FEE = '/can-bo/ho-so/:id/phi/:obligation';
const MONEY_IN = '/can-bo/thu-phi/tien-vao';

/** Who may call the pages about money that came in: where notice and statement differ, the accountant settles it. */
export const MONEY = [
  ...group(['clerk', 'other-clerk', 'accountant'], `POST ${MONEY_IN}/doi-soat`),
  ...group(['accountant'], `GET+POST ${MONEY_IN}/:money/sao-ke`, `POST ${MONEY_IN}/:money/sao-ke/hoan-tac`),
  ...group(['clerk', 'officer', 'chair'], `GET+POST ${FEE}/mien-giam`),
];
