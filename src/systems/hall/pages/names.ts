// Names of the fields of the desk's forms.
export const DO = 'viec';
export const TICKET_ID = 've';
export const NUMBER = 'so';
export const LETTERS = 'nhom';
export const SEND_TO = 'chuyen-den';
