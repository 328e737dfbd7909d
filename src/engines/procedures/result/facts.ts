/**
 * What a result template may say of the dossier beside the answers of its form. Each has a hyphen, which no field of a form can
 * have. Texts: `procedures.result.fact.…`.
 */
export const RESULT_FACTS = [
  'ma-ho-so',
  'chu-ho-so',
  'nguoi-nop',
  'ngay-tiep-nhan',
  'thoi-diem-tiep-nhan',
  'ten-thu-tuc',
  'ma-thu-tuc',
  'ten-co-quan',
  'ten-dia-ban',
  'ten-tinh',
  'ket-qua-xu-ly',
  'so-ket-qua',
  'ngay-ky',
  'ngay-cap-lan-dau',
  'nguoi-ky',
  'chuc-vu',
] as const;
export type ResultFact = (typeof RESULT_FACTS)[number];

export const isResultFact = (name: string): name is ResultFact =>
  (RESULT_FACTS as readonly string[]).includes(name);
