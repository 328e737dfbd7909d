import { DRAFTS } from './draft-routes.ts';
import { group } from './who.ts';

const AT_COUNTER = '/can-bo/tiep-nhan/da-nop/:dossier';

/** What is brought for a dossier that runs is taken in at every counter of the province; of it a clerk sees no more than he needs. */
export const DESK = [
  ...DRAFTS,
  // That a dossier be refused is proposed by who works on it, and decided or sent back by who answers for the agency.
  ...group(
    ['clerk', 'chair'],
    'POST /can-bo/ho-so/:id/de-nghi-tu-choi',
    'POST /can-bo/ho-so/:id/tra-de-nghi',
  ),
  ...group(
    ['clerk', 'other-clerk'],
    `GET ${AT_COUNTER}`,
    `GET+POST ${AT_COUNTER}/bo-sung`,
    `GET+POST ${AT_COUNTER}/rut`,
    `GET ${AT_COUNTER}/phieu/:brought`,
  ),
];
