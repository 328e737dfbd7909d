/** Names under which a calculation is sent. Rows are counted from 1. */
export const WAY = 'tinh';
export const GROUPED = 'tinh-nhom';
export const BETWEEN = 'tinh-giua';
export const WHEN = 'tinh-khi';
export const FEEL = 'cong-thuc';
export const RESULT = 'ket-qua';
export const FROM_DAY = 'tinh-tu-ngay';
export const TO_DAY = 'tinh-den-ngay';
export const START_DAY = 'tinh-ngay';
export const MORE_DAYS = 'tinh-them';
export const SHARE_OF = 'tinh-phan';
export const SHARE_BASE = 'tinh-tren';
export const DECIMALS = 'tinh-so-le';
export const THEN = 'tinh-thi';
export const ELSE = 'tinh-khong';

/** Of an operand: what is typed in place of a field. Of a test: the second of two bounds. */
export const typedName = (name: string): string => `${name}-go`;
export const secondName = (name: string): string => `${name}-den`;

/** The ways that take a row for each thing they take. */
export const ROWS = { sum: 'cong', product: 'nhan', join: 'noi' } as const;
export type RowWay = keyof typeof ROWS;
export const rowName = (way: RowWay, row: number): string => `${ROWS[way]}-${row}`;
export const signName = (row: number): string => `${ROWS.sum}-${row}-dau`;

/** In a list of fields: something typed beside it instead. */
export const TYPED = '=';
/** A text is joined as it is typed, blanks and all; a comma and a blank are a choice of their own. */
export const BETWEENS = { none: '', space: ' ', comma: ', ', dash: ' - ' } as const;
export const MOST_DECIMALS = 6;
/** More parts nobody can follow. */
export const MOST_ROWS = 8;
