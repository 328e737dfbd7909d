import { group } from './who.ts';

const DESK = '/can-bo/quay';

/** Who may call the pages of the hall: its screen is everybody's, its desks are of those who receive. */
export const HALL = [
  ...group('all', 'GET /man-hinh/:agency', 'GET /man-hinh/:agency/song'),
  ...group(
    ['clerk', 'other-clerk'],
    `GET+POST ${DESK}`,
    `POST ${DESK}/mo`,
    `GET+POST ${DESK}/phat-so`,
    `GET+POST ${DESK}/nhom`,
  ),
  ...group(['clerk'], `GET ${DESK}/phat-so/:ticket`),
];
