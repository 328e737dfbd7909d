import { ADMINS, group, KEEPERS } from './who.ts';

const DESK = '/can-bo/quan-tri/su-co';

/** Who mends what stands still and sees to messages that reached nobody: those who keep an agency, for its dossiers. */
export const INCIDENT_DESK = [
  ...group(ADMINS, `GET ${DESK}`, `GET ${DESK}/tin`, `POST ${DESK}/tin/gui-lai`),
  ...group(
    KEEPERS,
    `GET ${DESK}/:id`,
    `POST ${DESK}/:id/chay-lai`,
    `GET+POST ${DESK}/:id/ve-dau`,
    `POST ${DESK}/tin/:message/gui-lai`,
    `GET+POST ${DESK}/tin/:message/bao-khac`,
  ),
  // What the program does in the background is the whole province's.
  ...group(
    ['admin'],
    `GET ${DESK}/he-thong`,
    `GET ${DESK}/co-quan`,
    `GET+POST ${DESK}/co-quan/da-chuyen`,
    `GET+POST ${DESK}/co-quan/:agency/:area`,
    `GET ${DESK}/theo-so`,
    `POST ${DESK}/theo-so/:follower/chay-lai`,
    `GET+POST ${DESK}/theo-so/:follower/:position/bo-qua`,
    `POST ${DESK}/theo-so/:follower/:position/lam-bu`,
    `GET ${DESK}/viec-nen`,
    `POST ${DESK}/viec-nen/chay-lai`,
    `GET ${DESK}/viec-nen/:id`,
    `POST ${DESK}/viec-nen/:id/chay-lai`,
    `GET+POST ${DESK}/viec-nen/:id/bo`,
    `POST ${DESK}/viec-nen/:id/dua-lai`,
  ),
];
