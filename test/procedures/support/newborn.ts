import type { Dossier } from '#engines/cases';
import type { TestProgram } from '#test/program';
import { contact, person } from './applicant.ts';
import { applyFor, FILE } from './walk.ts';

type Child = { name: string; birthDate: string; commune: string; sex?: 'female' | 'male' };

/** One form for birth, residence and health card, sent for a girl unless said otherwise; `commune`: its code. */
export const newborn = (
  program: TestProgram,
  { name, birthDate, commune, sex = 'female' }: Child,
): Promise<Dossier> =>
  applyFor(program, '2.002621', {
    child: {
      name,
      sex,
      birthDate,
      birthPlace: 'Trạm Y tế xã Bắc Hà',
      ethnicity: 'Hmông',
      hometown: 'Xã Bắc Hà, tỉnh Lào Cai',
    },
    mother: {
      name: person.name,
      birthDate: person.birthDate,
      personalNumber: person.personalNumber,
      ethnicity: 'Hmông',
      address: person.address,
    },
    father: { declared: false },
    residence: {
      address: person.address,
      head: person.name,
      headNumber: person.personalNumber,
      relation: 'child',
    },
    insurance: { hospital: 'Trạm Y tế xã Bắc Hà', group: 'under6' },
    papers: { birthNotice: FILE },
    place: { commune },
    ...contact,
    result: { way: 'electronic' },
  });
