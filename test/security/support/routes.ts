/** Everybody who tries every route: all whom the demo knows and who differ in what they may. */
export const WHO = [
  'nobody',
  'owner',
  'citizen',
  'clerk',
  'officer',
  'chair',
  'agency-admin',
  'other-clerk',
  'other-admin',
  'auditor',
  'admin',
  'robot',
  'other-robot',
  'weak-robot',
] as const;
export type Who = (typeof WHO)[number];

const OFFICIALS: readonly Who[] = [
  'clerk',
  'officer',
  'chair',
  'agency-admin',
  'other-clerk',
  'other-admin',
  'auditor',
  'admin',
];
const CITIZENS: readonly Who[] = ['owner', 'citizen'];
/** Who reads a dossier of Bắc Hà: those who work there, and who inspects the whole province. */
const READERS: readonly Who[] = ['clerk', 'officer', 'chair', 'agency-admin', 'auditor'];
const KEEPERS: readonly Who[] = ['agency-admin', 'admin'];
/** Pages that show each administrator what is his own. */
const ADMINS: readonly Who[] = [...KEEPERS, 'other-admin'];
const ROBOTS: readonly Who[] = ['robot', 'other-robot'];

const ADMIN = '/can-bo/quan-tri';
const AGENCY = `${ADMIN}/co-quan`;
const POST = `${AGENCY}/:id/vi-tri`;
const ACCOUNT = `${ADMIN}/tai-khoan`;
const CALENDAR = `${ADMIN}/lich`;
const PROCEDURE = '/can-bo/thu-tuc';
const DOSSIER = '/can-bo/ho-so/:id';

const group = (may: readonly Who[] | 'all', ...routes: string[]): Array<[string, readonly Who[] | 'all']> =>
  routes.flatMap(r => {
    const [methods = '', path = ''] = r.split(' ');
    return methods.split('+').map((m): [string, readonly Who[] | 'all'] => [`${m} ${path}`, may]);
  });

/**
 * Who may call each route, when the things that its address names are of Bắc Hà and of Giàng Thị Mỷ (`owner`). Written down
 * apart from the program, so that neither can be wrong alone: a route that does not stand here fails the test.
 */
export const MAY: ReadonlyMap<string, readonly Who[] | 'all'> = new Map([
  ...group(
    'all',
    'GET /a/:name',
    'GET /a/components',
    'GET /livez',
    'GET /readyz',
    'GET /metrics',
    'GET /.well-known/security.txt',
    'GET /chung-thu/thu-nghiem.crl',
    'GET /chung-thu/thu-nghiem.pem',
    'GET /hop-thu-thu',
    'GET+POST /dang-nhap',
    'GET+POST /dang-nhap/ma',
    'POST /dang-nhap/ma/gui-lai',
    'GET+POST /dang-nhap/ten',
    'GET+POST /dang-ky',
    'GET+POST /can-bo/dang-nhap',
    'GET+POST /can-bo/dang-nhap/mat-khau',
    'GET+POST /can-bo/dang-nhap/thiet-lap',
    'POST /can-bo/dang-nhap/thiet-lap/khoa',
    'GET+POST /can-bo/dang-nhap/ma',
    'POST /dang-xuat',
    'GET /',
    'GET /thu-tuc',
    'GET /thu-tuc/:code',
    'GET+POST /tra-cuu',
    'GET+POST /kiem-tra',
    'GET /kiem-tra/k/:id',
    'GET /kiem-tra/g/:code',
    'POST /api/bank/notices',
    'GET /api',
    'GET /api/v1/procedures',
    'GET /api/v1/procedures/:code',
  ),
  ...group(
    [...CITIZENS, ...OFFICIALS],
    'OPTIONS+POST /tep',
    'GET /tai-khoan',
    'POST /tai-khoan/phien-khac/ket-thuc',
  ),
  ...group(
    CITIZENS,
    'GET+POST /tai-khoan/thong-tin',
    'GET+POST /tai-khoan/lien-he',
    'GET+POST /tai-khoan/lien-he/ma',
    'POST /tai-khoan/lien-he/ma/gui-lai',
    'GET+POST /thu-tuc/:code/nop',
    'GET /ho-so',
    'GET /tin-nhan',
  ),
  ...group(
    ['owner'],
    'GET /gui-lai/:id',
    'POST /tai-khoan/phien/:id/ket-thuc',
    'HEAD+PATCH+DELETE /tep/:upload',
    'GET /nop/:draft',
    'POST /nop/:draft/bo',
    'GET+POST /nop/:draft/:page',
    'GET+POST /nop/:draft/:page/:item',
    'GET+POST /nop/:draft/kiem-tra',
    'GET /nop/:draft/da-nop',
    'GET /ho-so/:code',
    'POST /ho-so/:code/bo-sung',
    'POST /ho-so/:code/rut',
    'GET /ho-so/:code/ket-qua/:result',
    'GET /ho-so/:code/giay-to/:paper',
    'GET /ho-so/:code/bang-chung.json',
    'GET /ho-so/:code/phieu-bo-sung/:request',
    'GET /ho-so/:code/giay-tiep-nhan.pdf',
  ),
  ...group(['officer'], 'GET /can-bo/gui-lai/:id'),
  ...group(
    OFFICIALS,
    'GET+POST /tai-khoan/mat-khau',
    'GET+POST /tai-khoan/ung-dung',
    'GET+POST /tai-khoan/khoa',
    'POST /tai-khoan/khoa/go',
    'POST /tai-khoan/ma-du-phong',
    'GET+POST /tai-khoan/xac-nhan',
    'GET /can-bo',
  ),
  ...group(
    READERS,
    `GET ${DOSSIER}`,
    `GET ${DOSSIER}/giay-to/:paper`,
    `GET ${DOSSIER}/giay-tiep-nhan.pdf`,
    `GET ${DOSSIER}/phieu-bo-sung/:request`,
    `GET ${DOSSIER}/ket-qua/:result`,
  ),
  ...group(
    ['clerk'],
    `POST ${DOSSIER}/buoc/:task`,
    `POST ${DOSSIER}/yeu-cau-bo-sung`,
    `POST ${DOSSIER}/tu-choi`,
  ),
  ...group(['chair'], `GET ${DOSSIER}/xem-truoc.pdf`),
  ...group([...ADMINS, 'auditor'], `GET ${ADMIN}`),
  ...group(
    KEEPERS,
    `GET ${AGENCY}/:id`,
    `GET+POST ${AGENCY}/:id/thay-doi`,
    `GET+POST ${AGENCY}/:id/dinh-chinh/:version`,
    `GET+POST ${AGENCY}/:id/huy/:version`,
    `GET+POST ${AGENCY}/:id/ket-thuc`,
    `GET+POST ${AGENCY}/:id/ke-thua`,
    `POST ${AGENCY}/:id/ke-thua/bo`,
    `GET ${POST}`,
    `GET+POST ${POST}/moi`,
    `GET+POST ${POST}/:post/dinh-chinh`,
    `GET+POST ${POST}/:post/dong`,
    `GET ${POST}/:post`,
    `GET+POST ${POST}/:post/giao`,
    `GET+POST ${POST}/:post/thoi-giu/:holding`,
    `GET+POST ${POST}/:post/uy-quyen`,
    `POST ${POST}/:post/uy-quyen/:delegation/bo`,
    `GET+POST ${POST}/:post/pham-vi`,
    `POST ${POST}/:post/pham-vi/bo`,
    `GET ${ACCOUNT}/:id`,
    `GET+POST ${ACCOUNT}/:id/sua`,
    `GET+POST ${ACCOUNT}/:id/khoa`,
    `GET+POST ${ACCOUNT}/:id/mo-khoa`,
    `POST ${ACCOUNT}/:id/mat-khau`,
    `POST ${ACCOUNT}/:id/xac-thuc`,
    `POST ${ACCOUNT}/:id/phien/:session/ket-thuc`,
    `POST ${ADMIN}/khoa-api/:id/thu-hoi`,
  ),
  ...group(
    ADMINS,
    `GET ${AGENCY}`,
    `GET+POST ${AGENCY}/moi`,
    `GET ${ACCOUNT}`,
    `GET+POST ${ACCOUNT}/moi`,
    `GET ${ACCOUNT}/nhap/mau`,
    `GET+POST ${ACCOUNT}/nhap`,
    `GET ${ADMIN}/vai-tro`,
    `GET ${CALENDAR}`,
    `GET ${CALENDAR}/:calendar`,
    `GET+POST ${CALENDAR}/moi`,
    `GET ${ADMIN}/khoa-api`,
    `GET+POST ${ADMIN}/khoa-api/moi`,
  ),
  // The days of the whole province, and its procedures, are the province's.
  ...group(
    ['admin'],
    `GET+POST ${CALENDAR}/:calendar/ngay`,
    `POST ${CALENDAR}/:calendar/ngay/bo`,
    `GET+POST ${CALENDAR}/:calendar/gio`,
    `GET+POST ${CALENDAR}/:calendar/nhap`,
    `GET ${PROCEDURE}`,
    `GET ${PROCEDURE}/ban-thao`,
    `GET+POST ${PROCEDURE}/nhap`,
    `GET+POST ${PROCEDURE}/moi`,
    `GET+POST ${PROCEDURE}/:code/phat-hanh`,
    `POST ${PROCEDURE}/:code/phat-hanh/rut-lai`,
    `POST ${PROCEDURE}/:code/phat-hanh/duyet`,
    `POST ${PROCEDURE}/:code/phat-hanh/tra-lai`,
    `GET ${PROCEDURE}/cho-duyet`,
    `GET+POST ${PROCEDURE}/cho-duyet/:batch`,
    `POST ${PROCEDURE}/:code/ban-thao`,
    `POST ${PROCEDURE}/:code/bo-ban-thao`,
    `POST ${PROCEDURE}/:code/rut`,
    `GET ${PROCEDURE}/:code`,
    `GET+POST ${PROCEDURE}/:code/phap-ly`,
    `GET+POST ${PROCEDURE}/:code/bieu-mau`,
    `GET+POST ${PROCEDURE}/:code/quy-trinh`,
    `GET+POST ${PROCEDURE}/:code/ket-qua`,
    `GET ${PROCEDURE}/:code/ket-qua/xem-thu.pdf`,
    `GET ${PROCEDURE}/:code/so-sanh`,
    `GET+POST ${PROCEDURE}/:code/lan-luu/:part`,
  ),
  ...group(['admin', 'auditor'], `GET ${ADMIN}/so-ghi`, `GET ${ADMIN}/so-ghi/dau-so`),
  ...group(
    ROBOTS,
    'POST /api/v1/procedures/:code/validate',
    'POST /api/v1/files',
    'POST /api/v1/dossiers',
    'GET /api/v1/ledger/head',
  ),
  ...group([...ROBOTS, 'weak-robot'], 'POST /api/v1/verify'),
  ...group(
    ['robot'],
    'GET /api/v1/dossiers/:code',
    'GET /api/v1/dossiers/:code/receipt',
    'GET /api/v1/dossiers/:code/results/:result',
    'GET /api/v1/ledger/entries/:entry/proof',
  ),
]);
