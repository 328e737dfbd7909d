import type { Text } from '#platform/pdf';

export type Answers = Record<string, string | undefined>;

/** The answers about one person or thing of a form, by the name of its part; none where it was not filled in. */
export const part = (data: Record<string, unknown>, name: string): Answers => (data[name] ?? {}) as Answers;

export const bold = (value: string): Text => [{ text: value, bold: true }];

/** Sex as it stands on papers. */
export const SEX: Readonly<Record<string, string>> = { male: 'Nam', female: 'Nữ' };
