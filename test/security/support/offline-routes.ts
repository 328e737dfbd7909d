import { group } from './who.ts';

const AWAY = '/can-bo/khong-mang';

/** Who may call what serves receiving without a network: those who receive; the text of the worker is the same for everybody. */
export const OFFLINE = [
  ...group('all', `GET ${AWAY}/tho.js`),
  ...group(
    ['clerk', 'other-clerk'],
    `GET+POST ${AWAY}`,
    `GET ${AWAY}/quay`,
    `GET ${AWAY}/phien`,
    `GET ${AWAY}/da-ve`,
    `GET ${AWAY}/thoat`,
    `POST ${AWAY}/gui`,
    // A pack is its clerk's alone: src/systems/one-stop/pages/offline/offline.test.ts.
    `GET ${AWAY}/goi/:pack`,
    `GET ${AWAY}/goi/:pack/trang`,
    `POST ${AWAY}/goi/:pack/mang-di`,
  ),
];
