import { ADMINS, group, KEEPERS } from './who.ts';

const MESSAGES = '/can-bo/quan-tri/su-co/tin';

/** Who sees to messages that could not be delivered: those who keep an agency, to what its dossiers said. */
export const UNDELIVERED = [
  ...group(ADMINS, `GET ${MESSAGES}`, `POST ${MESSAGES}/gui-lai`),
  ...group(KEEPERS, `POST ${MESSAGES}/:message/gui-lai`, `GET+POST ${MESSAGES}/:message/bao-khac`),
];
