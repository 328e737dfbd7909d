import { ADMINS, group } from './who.ts';

const DESK = '/can-bo/quay';
const HALL = '/can-bo/sanh';

/**
 * Who may call the pages of the hall: its screen is everybody's, its desks are of those who receive, its devices of its head. Where
 * people take a number themselves nobody is signed in: a kiosk is let in by its own cookie, a telephone by the code of the screen
 * (src/systems/hall/self-service.test.ts).
 */
export const HALL_ROUTES = [
  ...group(
    'all',
    'GET /man-hinh/:agency',
    'GET /man-hinh/:agency/song',
    'GET+POST /ghep-thiet-bi',
    'GET+POST /lay-so',
    'GET /lay-so/phieu/:follow',
    'GET+POST /lay-so/:agency',
    'POST /lay-so/:agency/ma',
    'GET /so-thu-tu/:follow',
    'GET /so-thu-tu/:follow/song',
    'POST /so-thu-tu/:follow/tra',
  ),
  ...group(
    [...ADMINS, 'chair'],
    `GET ${HALL}`,
    `GET+POST ${HALL}/nhom`,
    `POST ${HALL}/thiet-bi`,
    `POST ${HALL}/gio`,
    `GET ${HALL}/ap-phich`,
    `GET ${HALL}/thoi-gian-cho`,
  ),
  ...group(['agency-admin', 'admin', 'chair'], `POST ${HALL}/thiet-bi/:device/thu-hoi`),
  ...group(
    ['clerk', 'other-clerk'],
    `GET+POST ${DESK}`,
    `POST ${DESK}/mo`,
    `GET+POST ${DESK}/phat-so`,
    `GET+POST ${DESK}/nhom`,
  ),
  ...group(['clerk'], `GET ${DESK}/phat-so/:ticket`),
];
