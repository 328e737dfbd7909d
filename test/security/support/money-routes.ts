import { ADMINS, group } from './who.ts';

const DOSSIER = '/can-bo/ho-so/:id';
const FEES = '/can-bo/thu-phi';
const DAY = `${FEES}/so-quy/:agency/:day`;

/** Who may call the pages about money: whoever works on a dossier sees and sets its fees; the desk takes cash, the accountant keeps the books. */
export const MONEY = [
  ...group(['clerk', 'officer', 'chair', 'auditor', 'accountant'], `GET ${DOSSIER}/phi`),
  ...group(
    ['clerk', 'officer', 'chair'],
    `GET+POST ${DOSSIER}/phi/them`,
    `GET+POST ${DOSSIER}/phi/:obligation/so-tien`,
  ),
  ...group(['clerk'], `GET+POST ${DOSSIER}/phi/thu`, `GET+POST ${DOSSIER}/phi/:obligation/hoan`),
  // What lies at the desk is seen there, by its leader, and by who inspects; each sees lists of what is his own.
  ...group(
    ['clerk', 'chair', 'auditor', 'accountant'],
    'GET /can-bo/phieu-thu/:receipt',
    'GET /can-bo/phieu-thu/:receipt/in.pdf',
    `GET ${DAY}`,
    `GET ${DAY}/so.pdf`,
    `GET ${DAY}/so.csv`,
    `GET ${DAY}/so.xlsx`,
    `GET ${FEES}/hoan/:refund`,
    `GET ${FEES}/hoan/:refund/in.pdf`,
  ),
  ...group(
    ['clerk', 'officer', 'chair', 'auditor', 'accountant', 'other-clerk', 'other-admin'],
    `GET ${FEES}`,
    `GET ${FEES}/so-quy`,
    `GET ${FEES}/tien-vao`,
    `GET ${FEES}/phai-hoan`,
    `GET ${FEES}/phai-hoan/danh-sach.csv`,
    `GET ${FEES}/phai-hoan/danh-sach.xlsx`,
    `GET ${FEES}/hoan`,
  ),
  ...group(
    ['clerk'],
    'POST /can-bo/phieu-thu/:receipt/huy',
    `POST ${DAY}/chot`,
    `GET+POST ${FEES}/tien-vao/:money`,
    `GET+POST ${FEES}/tien-vao/:money/tra-lai`,
  ),
  ...group(['accountant'], `POST ${FEES}/hoan/:refund/da-tra`),
  ...group(['chair'], `POST ${FEES}/hoan/:refund/quyet-dinh`),
  ...group(['chair', 'other-admin'], `GET ${FEES}/duyet-thu`),
  ...group(['chair'], `GET+POST ${DOSSIER}/phi/:obligation/duyet`),
  ...group(ADMINS, `GET ${FEES}/tai-khoan`, `GET+POST ${FEES}/tai-khoan/moi`),
  // Whoever has the dossier confirms an exemption that is claimed; where a bank's notice and statement differ, the accountant settles it.
  ...group(['clerk', 'officer', 'chair'], `GET+POST ${DOSSIER}/phi/:obligation/mien-giam`),
  ...group(
    ['accountant'],
    `GET+POST ${FEES}/tien-vao/:money/sao-ke`,
    `POST ${FEES}/tien-vao/:money/sao-ke/hoan-tac`,
  ),
  ...group(['clerk', 'other-clerk', 'accountant'], `POST ${FEES}/tien-vao/doi-soat`),
];
