import { group, READERS } from './who.ts';

const COMPLAINT = '/can-bo/khieu-nai';
const DOSSIER = '/can-bo/ho-so/:id';

// Complaints are seen where they are settled: by desk, officer, leader and registrar, and by who inspects; each sees a list of what is his.
export const COMPLAINTS = [
  ...group([...READERS, 'other-clerk', 'other-admin'], `GET ${COMPLAINT}`),
  ...group(READERS, `GET ${COMPLAINT}/:complaint`, `GET ${COMPLAINT}/:complaint/thong-bao.pdf`),
  // What was handed in and what was signed bears every number: not for who only looks on.
  ...group(
    READERS.filter(who => who !== 'auditor'),
    `GET ${COMPLAINT}/:complaint/quyet-dinh.pdf`,
    `GET ${COMPLAINT}/:complaint/lan-dau.pdf`,
    `GET ${COMPLAINT}/:complaint/tep/:file`,
  ),
  ...group(['clerk'], `GET+POST ${DOSSIER}/khieu-nai`, `GET ${DOSSIER}/khieu-nai/:complaint/bien-nhan.pdf`),
  ...group(
    ['officer', 'chair', 'agency-admin'],
    `GET+POST ${COMPLAINT}/:complaint/thu-ly`,
    `GET+POST ${COMPLAINT}/:complaint/khong-thu-ly`,
    `GET+POST ${COMPLAINT}/:complaint/gia-han`,
  ),
  ...group(['chair'], `GET+POST ${COMPLAINT}/:complaint/giai-quyet`),
  ...group(['chair'], `GET+POST ${COMPLAINT}/:complaint/thi-hanh`),
];
