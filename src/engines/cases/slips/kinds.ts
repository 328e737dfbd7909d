/** The statutory slips of a dossier's way: forms 01–07 of Circular 03/2025/TT-VPCP, annex I. */
export const SLIP_KINDS = [
  'receipt',
  'supplement',
  'refusal',
  'apology',
  'stop',
  'control',
  'register',
] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

export const FORM_NUMBERS: Readonly<Record<SlipKind, string>> = {
  receipt: '01',
  supplement: '02',
  refusal: '03',
  apology: '04',
  stop: '05',
  control: '06',
  register: '07',
};

const ABOUT_DOSSIER = [
  'ma-ho-so',
  'nguoi-nop',
  'chu-ho-so',
  'do-ai-nop',
  'dien-thoai',
  'thu-dien-tu',
  'ten-thu-tuc',
  'ma-thu-tuc',
  'ten-co-quan',
  'so-phieu',
  'ngay-lap',
  'ngay-tiep-nhan',
  'duong-day-nong',
] as const;

/** What the text of a slip may name, by kind. Texts: `cases.slip-fact.…`. */
export const SLIP_FACTS: Readonly<Record<SlipKind, readonly string[]>> = {
  receipt: [
    ...ABOUT_DOSSIER,
    ...[
      'nop-thay',
      'giay-to',
      'phi-le-phi',
      'thoi-han',
      'hen-tra',
      'vi-sao',
      'noi-tra',
      'quyen-so',
      'so-thu-tu',
    ],
  ],
  supplement: [...ABOUT_DOSSIER, 'noi-dung', 'cach-bo-sung'],
  refusal: [...ABOUT_DOSSIER, 'ly-do', 'viec-tu-choi', 'loai-tu-choi'],
  apology: [...ABOUT_DOSSIER, 'ly-do', 'viec-tre', 'hen-cu', 'hen-moi'],
  stop: [...ABOUT_DOSSIER, 'ly-do'],
  control: [
    ...ABOUT_DOSSIER,
    ...['hen-tra', 'buoc', 'noi-lam', 'nguoi-lam', 'nhan-luc', 'xong-luc', 'han-buoc', 'ket-qua-buoc'],
  ],
  register: [
    ...['ten-co-quan', 'ngay-lap', 'tu-ngay', 'den-ngay', 'so-ho-so'],
    ...['ds-ma', 'ds-nguoi-nop', 'ds-thu-tuc', 'ds-tiep-nhan', 'ds-hen-tra', 'ds-tra', 'ds-tinh-trang'],
  ],
};

/** Without what a slip of the kind does not say what it is given for: its text cannot do without naming them. */
export const SLIP_MATTER: Readonly<Record<SlipKind, readonly string[]>> = {
  receipt: ['chu-ho-so', 'ten-thu-tuc', 'giay-to', 'ngay-tiep-nhan', 'hen-tra'],
  supplement: ['noi-dung'],
  refusal: ['ly-do'],
  apology: ['ly-do', 'hen-moi'],
  stop: ['ly-do'],
  control: ['buoc', 'nguoi-lam', 'nhan-luc', 'xong-luc'],
  register: ['ds-ma', 'ds-thu-tuc', 'ds-tiep-nhan', 'ds-hen-tra', 'ds-tra'],
};

/** Facts of which there are several: a line of a list or of a table for each. */
export const SEVERAL: ReadonlySet<string> = new Set([
  'giay-to',
  ...['buoc', 'noi-lam', 'nguoi-lam', 'nhan-luc', 'xong-luc', 'han-buoc', 'ket-qua-buoc'],
  ...['ds-ma', 'ds-nguoi-nop', 'ds-thu-tuc', 'ds-tiep-nhan', 'ds-hen-tra', 'ds-tra', 'ds-tinh-trang'],
]);

export const isSlipKind = (kind: string): kind is SlipKind =>
  (SLIP_KINDS as readonly string[]).includes(kind);
