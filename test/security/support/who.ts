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
  'accountant',
  'admin',
  'robot',
  'other-robot',
  'weak-robot',
] as const;
export type Who = (typeof WHO)[number];

export const OFFICIALS: readonly Who[] = [
  'clerk',
  'officer',
  'chair',
  'agency-admin',
  'other-clerk',
  'other-admin',
  'auditor',
  'accountant',
  'admin',
];
export const CITIZENS: readonly Who[] = ['owner', 'citizen'];
/** Who reads a dossier of Bắc Hà: those who work there, and who inspects the whole province. */
export const READERS: readonly Who[] = ['clerk', 'officer', 'chair', 'agency-admin', 'auditor'];
/** Who reads what people say of Bắc Hà: those who work there, and who inspects or keeps the province. */
export const RATED: readonly Who[] = ['clerk', 'officer', 'chair', 'auditor', 'admin'];
export const KEEPERS: readonly Who[] = ['agency-admin', 'admin'];
/** Pages that show each administrator what is his own. */
export const ADMINS: readonly Who[] = [...KEEPERS, 'other-admin'];
export const ROBOTS: readonly Who[] = ['robot', 'other-robot'];

/** Who may call these routes, each `METHOD+METHOD /path`. */
export const group = (
  may: readonly Who[] | 'all',
  ...routes: string[]
): Array<[string, readonly Who[] | 'all']> =>
  routes.flatMap(r => {
    const [methods = '', path = ''] = r.split(' ');
    return methods.split('+').map((m): [string, readonly Who[] | 'all'] => [`${m} ${path}`, may]);
  });
