import { group, type Who } from './who.ts';

const ROOT = '/can-bo/nguoi-trung';
/** Who tells people apart: those who receive, and those who lead. */
const MAY: readonly Who[] = ['clerk', 'chair', 'other-clerk', 'other-admin'];

/** Who may see which people are recorded twice, join and part them. */
export const PEOPLE = [
  ...group(MAY, `GET ${ROOT}`, `GET ${ROOT}/da-gop`, `GET ${ROOT}/hai-nguoi`),
  ...group(
    ['clerk', 'chair'],
    `GET+POST ${ROOT}/cap/:one/:other`,
    `GET ${ROOT}/nguoi/:person`,
    `POST ${ROOT}/da-gop/:decided`,
    `POST ${ROOT}/hai-nguoi/:decided`,
  ),
];
