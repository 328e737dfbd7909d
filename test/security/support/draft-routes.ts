import { CITIZENS, group } from './who.ts';

/** What was begun is gone on with by its code: by citizens, and before a citizen by who receives. What the code names is asked again there. */
export const DRAFTS = [
  ...group(CITIZENS, 'GET+POST /ban-khai', 'GET+POST /ban-khai/xac-nhan'),
  ...group(['clerk', 'other-clerk'], 'GET+POST /can-bo/tiep-nhan/ban-khai'),
  // A list of applications is received by who receives one.
  ...group(['clerk', 'other-clerk'], 'GET+POST /can-bo/tiep-nhan/tu-tep', 'GET /can-bo/tiep-nhan/tu-tep/mau'),
];
